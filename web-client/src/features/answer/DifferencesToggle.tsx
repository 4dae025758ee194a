import { Trans } from '@lingui/react/macro';
import { Diff } from 'lucide-react';
import styles from './answer.module.css';

/** Turns the marks on the words that only one of two texts has on and off. */
export function DifferencesToggle({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
  return (
    <button type="button" aria-pressed={on} className={styles.toggle} onClick={() => onChange(!on)}>
      <Diff aria-hidden="true" />
      <Trans>Differences</Trans>
    </button>
  );
}

/** What the marks mean; stands where it is read before the texts. */
export function DifferencesLegend({ on }: { on: boolean }) {
  return (
    <p role="status" className={styles.hint}>
      {on && <Trans>Underlined words stand on that side only. The texts are shown as they were typed.</Trans>}
    </p>
  );
}
