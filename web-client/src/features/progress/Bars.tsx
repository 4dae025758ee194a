import { Trans, useLingui } from '@lingui/react/macro';
import type { Templates } from '~/features/answer';
import type { Progress, Project } from '~/features/projects';
import { formatNumber, formatShare } from '~/i18n/format';
import styles from './progress.module.css';

/** What a label or choice is called in this project. */
export function useLabelName(project: Project): (value: string) => string {
  const { t } = useLingui();
  const labels = (project.template as Partial<Templates['classification']>).labels;
  const choices: Record<string, string> =
    project.kind === 'preference' ? { a: t`A is better`, b: t`B is better`, equal: t`Equally good` } : {};
  return value => labels?.find(label => label.value === value)?.title ?? choices[value] ?? value;
}

/** How often each label or choice was given. */
export function Bars({ project, labels }: { project: Project; labels: Progress['labels'] }) {
  const name = useLabelName(project);
  const sum = labels.reduce((all, { count }) => all + count, 0);
  if (sum === 0) {
    return (
      <p className={styles.soft}>
        <Trans>Nothing has come in yet.</Trans>
      </p>
    );
  }
  return (
    <ul className={styles.bars}>
      {labels.map(({ value, count }) => (
        <li key={value} className={styles.bar}>
          <span className={styles.barName}>{name(value)}</span>
          <span className={styles.barTrack} aria-hidden="true">
            <span className={styles.barFill} style={{ inlineSize: `${(count / sum) * 100}%` }} />
          </span>
          <span className={styles.barCount}>
            {formatNumber(count)} · {formatShare(count / sum)}
          </span>
        </li>
      ))}
    </ul>
  );
}
