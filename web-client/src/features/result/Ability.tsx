import { Trans, useLingui } from '@lingui/react/macro';
import type { Schema } from '~/api';
import { formatNumber } from '~/i18n/format';
import { Card } from '~/ui';
import styles from './result.module.css';
import { type Interval, onScale } from './scale';

/** What an adaptive test estimates, with how sure it is. */
export function Ability({ ability }: { ability: NonNullable<Schema<'AttemptResult'>['ability']> }) {
  const { t } = useLingui();
  const place = onScale(ability);
  const words = (value: number) => formatNumber(value, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const [mean, low, high] = [words(ability.mean), words(ability.low), words(ability.high)];
  return (
    <Card as="section">
      <h2 className={styles.heading}>
        <Trans>Estimated ability</Trans>
      </h2>
      <svg
        viewBox="0 0 300 44"
        className={styles.ability}
        role="img"
        aria-label={t`${mean}, very likely between ${low} and ${high}`}
      >
        <line x1="0" x2="300" y1="22" y2="22" className={styles.axis} />
        {place.ticks.map(({ value, at }) => (
          <g key={value}>
            <line x1={at * 300} x2={at * 300} y1="18" y2="26" className={styles.axis} />
            <text x={at * 300} y="42" textAnchor={anchor(at)} className={styles.tick}>
              {words(value)}
            </text>
          </g>
        ))}
        <rect
          x={place.low * 300}
          width={Math.max(2, (place.high - place.low) * 300)}
          y="14"
          height="16"
          rx="8"
          className={styles.interval}
        />
        <circle cx={place.mean * 300} cy="22" r="6" className={styles.mean} />
      </svg>
      <p>
        <Trans>
          <strong>{mean}</strong>, very likely (95 %) between {low} and {high}. At 0 a person answers an item of average
          difficulty right every other time.
        </Trans>
      </p>
    </Card>
  );
}

function anchor(at: Interval['mean']): 'start' | 'middle' | 'end' {
  if (at === 0) return 'start';
  return at === 1 ? 'end' : 'middle';
}
