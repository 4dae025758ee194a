import { Plural, Trans } from '@lingui/react/macro';
import type { Progress } from '~/features/projects';
import { formatNumber, formatShare } from '~/i18n/format';
import { Card, Note } from '~/ui';
import styles from './progress.module.css';

type Settling = NonNullable<Progress['settling']>;

/** How many tasks have enough answers, and how many that took. */
export function Settled({ settling: { settled, undecided, uncovered } }: { settling: Settling }) {
  const all = settled.reduce((sum, { tasks }) => sum + tasks, 0);
  return (
    <Card as="section">
      <h2 className={styles.title}>
        <Trans>
          {formatNumber(all)} tasks settled, {formatNumber(undecided)} not yet
        </Trans>
      </h2>
      {all > 0 && (
        <ul className={styles.bars}>
          {settled.map(({ answers, tasks }) => (
            <li key={answers} className={styles.bar}>
              <span className={styles.barName}>
                <Plural value={answers} one="with # answer" other="with # answers" />
              </span>
              <span className={styles.barTrack} aria-hidden="true">
                <span className={styles.barFill} style={{ inlineSize: `${(tasks / all) * 100}%` }} />
              </span>
              <span className={styles.barCount}>
                {formatNumber(tasks)} · {formatShare(tasks / all)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {uncovered > 0 && (
        <Note tone="warn">
          <Plural
            value={uncovered}
            one="# task wants another answer that the money does not cover. It goes on by itself once there is more."
            other="# tasks want another answer that the money does not cover. They go on by themselves once there is more."
          />
        </Note>
      )}
    </Card>
  );
}
