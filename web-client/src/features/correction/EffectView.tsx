import { Trans, useLingui } from '@lingui/react/macro';
import { formatNumber, formatShare } from '~/i18n/format';
import { Cell, Money, Stat, Stats, Table } from '~/ui';
import styles from './correction.module.css';
import type { Effect } from './effect';

/** Whom a correction touches, and how. */
export function EffectView({ effect }: { effect: Effect }) {
  const { t } = useLingui();
  const { attempts, changed, newly_passed, raised, would_not_pass, regrading, pay, examples = [] } = effect;
  const number = (value: number) => formatNumber(value);
  const titles = { before: t`Before`, after: t`After`, level: t`Level` };
  const level = (value: number | undefined) => value ?? '—';
  return (
    <>
      <Stats>
        <Stat
          name={t`Attempts touched`}
          value={number(attempts)}
          note={<Trans>{number(changed)} with another score</Trans>}
        />
        <Stat
          name={t`Pass now`}
          value={number(newly_passed)}
          note={<Trans>{number(raised)} to a higher level</Trans>}
          {...(newly_passed > 0 && { tone: 'good' as const })}
        />
        <Stat
          name={t`Would not pass now`}
          value={number(would_not_pass)}
          note={<Trans>They keep their level until it expires</Trans>}
        />
        {regrading > 0 && (
          <Stat name={t`Papers to grade again`} value={number(regrading)} note={<Trans>By another reviewer</Trans>} />
        )}
        <Stat
          name={t`Becomes due`}
          value={
            pay.length > 0
              ? pay.map((sum, index) => (
                  <span key={sum.currency}>
                    {index > 0 && ' + '}
                    <Money value={sum} />
                  </span>
                ))
              : '—'
          }
          tone="brass"
          note={<Trans>Nothing is taken back</Trans>}
        />
      </Stats>
      {examples.length > 0 && (
        <details className={styles.more}>
          <summary>
            <Trans>Some of them</Trans>
          </summary>
          <Table
            caption={t`Attempts before and after`}
            head={[
              { title: t`Attempt` },
              { title: titles.before, number: true },
              { title: titles.after, number: true },
              { title: titles.level, number: true },
            ]}
          >
            {examples.map(({ attempt, before, after, level_before, level_after }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an example may have no name.
              <tr key={index}>
                <Cell main>{attempt ?? index + 1}</Cell>
                <Cell label={titles.before} number>
                  {formatShare(before)}
                </Cell>
                <Cell label={titles.after} number>
                  {formatShare(after)}
                </Cell>
                <Cell label={titles.level} number>
                  {level_before === level_after ? level(level_after) : `${level(level_before)} → ${level(level_after)}`}
                </Cell>
              </tr>
            ))}
          </Table>
        </details>
      )}
    </>
  );
}
