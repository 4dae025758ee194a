import { cx } from './cx';
import styles from './Surface.module.css';

/** How far something is. `value` goes from 0 to 1. */
export function Progress({ value, label, warn }: { value: number; label: string; warn?: boolean }) {
  const share = Math.min(1, Math.max(0, value));
  return (
    <div
      className={styles.track}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
    >
      <div className={cx(styles.fill, warn && styles.fillWarn)} style={{ inlineSize: `${share * 100}%` }} />
    </div>
  );
}
