import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Checkbox, Dialog } from '~/ui';
import { useKeysOn } from './keys';
import styles from './review.module.css';

/** What each key does, and the switch that turns single keys off. */
export function KeyMap({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [on, set] = useKeysOn();
  const keys: [string, ReactNode][] = [
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
  return (
    <Dialog open={open} onClose={onClose} title={<Trans>Keys</Trans>}>
      <Checkbox checked={on} onChange={event => set(event.currentTarget.checked)}>
        <Trans>Single keys act (never while you write)</Trans>
      </Checkbox>
      <dl className={styles.map}>
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
