import { Trans } from '@lingui/react/macro';
import { type KeyLine, KeyMap } from '~/features/keyboard';

/** What each key does at the grader's desk. */
export function GradingKeys({ open, onClose }: { open: boolean; onClose: () => void }) {
  const keys: KeyLine[] = [
    ['0 – 9', <Trans key="0">grade the line at hand (1 then 0 for ten)</Trans>],
    ['Tab', <Trans key="t">the next line, or its reason</Trans>],
    ['j  k', <Trans key="j">next, previous line</Trans>],
    ['e', <Trans key="e">quote what is selected for the line at hand</Trans>],
    ['r', <Trans key="r">write the reason of the line at hand</Trans>],
    ['Ctrl ⏎', <Trans key="c">send and next, from anywhere</Trans>],
    ['u', <Trans key="u">take the last grading back, for ten seconds</Trans>],
    ['f', <Trans key="f">flag that something is odd</Trans>],
    ['b', <Trans key="b">give the paper back</Trans>],
    ['?', <Trans key="?">this list</Trans>],
  ];
  return <KeyMap open={open} onClose={onClose} keys={keys} />;
}
