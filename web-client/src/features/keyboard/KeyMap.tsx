import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Checkbox, Dialog } from '~/ui';
import styles from './keyboard.module.css';
import { useKeysOn } from './keys';

/** A key and what it does. */
export type KeyLine = readonly [key: string, does: ReactNode];

/** What each key does, and the switch that turns single keys off. */
export function KeyMap({ open, onClose, keys }: { open: boolean; onClose: () => void; keys: readonly KeyLine[] }) {
  const [on, set] = useKeysOn();
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
