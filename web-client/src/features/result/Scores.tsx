import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Schema } from '~/api';
import { formatShare } from '~/i18n/format';
import { Card } from '~/ui';
import styles from './result.module.css';

/** The score against what was needed: of the whole, and by section. */
export function Scores({ result }: { result: Schema<'AttemptResult'> }) {
  return (
    <Card as="section">
      <h2 className={styles.heading}>
        <Trans>Your score</Trans>
      </h2>
      <Bar name={<Trans>The whole test</Trans>} value={result.score} needed={result.needed} />
      {result.sections.map(({ key, title, score, needed }) => (
        <Bar key={key} name={title} value={score} needed={needed} />
      ))}
      {result.next_level_needs !== undefined && (
        <p className={styles.sub}>
          <Trans>The next level takes {formatShare(result.next_level_needs)} of the whole test.</Trans>
        </p>
      )}
    </Card>
  );
}

/** A share from 0 to 1, drawn and said, with a line where enough is. */
export function Bar({
  name,
  value,
  needed,
  says,
}: {
  name: ReactNode;
  value: number;
  needed?: number | undefined;
  /** The numbers as people know them; percentages unless said otherwise. */
  says?: ReactNode;
}) {
  const { t } = useLingui();
  const enough = needed === undefined || value >= needed;
  const words = needed === undefined ? formatShare(value) : t`${formatShare(value)}, needed ${formatShare(needed)}`;
  return (
    <div className={styles.score}>
      <p className={styles.scoreLine}>
        <span dir="auto">{name}</span>
        <span className={styles.numbers}>{says ?? words}</span>
      </p>
      <div className={styles.track} aria-hidden="true">
        <div
          className={styles.fill}
          data-short={!enough || undefined}
          style={{ inlineSize: `${Math.min(1, Math.max(0, value)) * 100}%` }}
        />
        {needed !== undefined && <div className={styles.needed} style={{ insetInlineStart: `${needed * 100}%` }} />}
      </div>
    </div>
  );
}
