import { Trans } from '@lingui/react/macro';
import { type KeyLine, KeyMap as Keys } from '~/features/keyboard';

/** What each key does at the reviewer's desk. */
export function KeyMap({ open, onClose }: { open: boolean; onClose: () => void }) {
  const keys: KeyLine[] = [
    ['j  k', <Trans key="j">next, previous submission</Trans>],
    ['a', <Trans key="a">accept and go on</Trans>],
    ['f', <Trans key="f">accept with a fix</Trans>],
    ['v', <Trans key="v">ask for a revision</Trans>],
    ['s', <Trans key="s">pay, but do not use</Trans>],
    ['x', <Trans key="x">reject</Trans>],
    ['1 – 9', <Trans key="1">choose the reason and write</Trans>],
    ['Ctrl ⏎', <Trans key="c">send and next, from anywhere</Trans>],
    ['u', <Trans key="u">take the last verdict back, for ten seconds</Trans>],
    ['g', <Trans key="g">read the guideline</Trans>],
    ['Esc', <Trans key="e">leave the verdict open</Trans>],
    ['?', <Trans key="?">this list</Trans>],
  ];
  return <Keys open={open} onClose={onClose} keys={keys} />;
}
