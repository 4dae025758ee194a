import { Trans, useLingui } from '@lingui/react/macro';
import type { CSSProperties, ReactNode } from 'react';
import { axis, Band, Curve, Cut, Dots, Plot } from '~/features/chart';
import { formatDay, formatDuration, formatNumber, formatShare } from '~/i18n/format';
import { type Agreement, agreementOf, agreementTable, type Calibration, differs } from './calibration';
import styles from './grading.module.css';

const two = (value: number) => formatNumber(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const signed = (value: number) =>
  formatNumber(value, { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'exceptZero' });

/** Every measure of how somebody grades, each with what it means. */
export function Measures({ calibration }: { calibration: Calibration }) {
  return (
    <>
      <dl className={styles.measures}>
        <Kappa calibration={calibration} />
        <Severity calibration={calibration} />
        <Fit calibration={calibration} />
        <Pace calibration={calibration} />
        <Adjudicated calibration={calibration} />
        <Useful calibration={calibration} />
      </dl>
      <div className={styles.measures}>
        <SeverityHistory calibration={calibration} />
        <GivenAndKnown calibration={calibration} />
      </div>
    </>
  );
}

function Measure({ name, value, children }: { name: ReactNode; value: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.measure}>
      <dt className={styles.measureName}>{name}</dt>
      <dd className={styles.measureValue}>{value}</dd>
      <dd className={styles.soft}>{children}</dd>
    </div>
  );
}

function Interval({
  low,
  high,
  format,
}: {
  low?: number | undefined;
  high?: number | undefined;
  format: (value: number) => string;
}) {
  if (low === undefined || high === undefined) return null;
  return (
    <small>
      {' '}
      <Trans>
        {format(low)} to {format(high)}
      </Trans>
    </small>
  );
}

function Kappa({ calibration: { kappa, exact, adjacent } }: { calibration: Calibration }) {
  const { t } = useLingui();
  if (!kappa) return null;
  const words: Record<Agreement, string> = {
    slight: t`Hardly more than chance would.`,
    fair: t`Somewhat more than chance would; too little to grade alone.`,
    moderate: t`Clearly more than chance would, with room to come closer.`,
    substantial: t`Close to the known grades; this is what a panel expects.`,
    almost_perfect: t`Nearly always the known grade.`,
  };
  return (
    <Measure
      name={t`Agreement with known grades (weighted kappa)`}
      value={
        <>
          {two(kappa.value)}
          <Interval {...kappa} format={two} />
        </>
      }
    >
      {words[agreementOf(kappa.value)]}{' '}
      {exact !== undefined && adjacent !== undefined && (
        <Trans>
          {formatShare(exact)} met exactly, {formatShare(adjacent)} at most one off.
        </Trans>
      )}{' '}
      <Trans>1 is perfect, 0 is chance. The range is where it lies with 95 % certainty.</Trans>
    </Measure>
  );
}

function Severity({ calibration: { severity, fair_shift } }: { calibration: Calibration }) {
  const { t } = useLingui();
  if (!severity) return null;
  return (
    <Measure
      name={t`Severity`}
      value={
        <>
          {signed(severity.value)}
          <Interval {...severity} format={signed} />
        </>
      }
    >
      {!differs(severity) && <Trans>Not to be told apart from the panel, which is 0.</Trans>}
      {differs(severity) && severity.value > 0 && <Trans>Stricter than the panel, which is 0.</Trans>}
      {differs(severity) && severity.value < 0 && <Trans>Milder than the panel, which is 0.</Trans>}{' '}
      {fair_shift !== undefined && (
        <Trans>
          On a typical paper that is {signed(fair_shift)} points of a grade; published grades are corrected by it, so no
          worker pays for it.
        </Trans>
      )}
    </Measure>
  );
}

function Fit({ calibration: { infit, outfit } }: { calibration: Calibration }) {
  const { t } = useLingui();
  if (infit === undefined) return null;
  return (
    <Measure
      name={t`Evenness (fit)`}
      value={
        <>
          {two(infit)}
          {outfit !== undefined && (
            <small>
              {' '}
              <Trans>outliers {two(outfit)}</Trans>
            </small>
          )}
        </>
      }
    >
      {infit > 1.5 && <Trans>The grades jump more than the answers do: alike answers get unlike grades.</Trans>}
      {infit < 0.5 && <Trans>The grades vary less than the answers do: more of the scale could be used.</Trans>}
      {infit >= 0.5 && infit <= 1.5 && <Trans>As even as can be expected.</Trans>}{' '}
      <Trans>1 is as expected; 0.5 to 1.5 is fine.</Trans>
    </Measure>
  );
}

function Pace({ calibration: { median_seconds, panel_median_seconds } }: { calibration: Calibration }) {
  const { t } = useLingui();
  if (median_seconds === undefined) return null;
  return (
    <Measure name={t`Time for a paper, median`} value={formatDuration(median_seconds)}>
      {panel_median_seconds !== undefined && <Trans>The panel takes {formatDuration(panel_median_seconds)}.</Trans>}{' '}
      <Trans>Nobody is paused for being slow.</Trans>
    </Measure>
  );
}

function Adjudicated({ calibration: { adjudicated } }: { calibration: Calibration }) {
  const { t } = useLingui();
  if (adjudicated === undefined) return null;
  return (
    <Measure name={t`Papers that went to a third person`} value={formatShare(adjudicated)}>
      <Trans>Where two grades were further apart than the rubric allows.</Trans>
    </Measure>
  );
}

function Useful({ calibration: { useful } }: { calibration: Calibration }) {
  const { t } = useLingui();
  if (useful === undefined) return null;
  return (
    <Measure
      name={t`Usefulness of the feedback`}
      value={
        <>
          {formatNumber(useful, { maximumFractionDigits: 1 })}
          <small>
            {' '}
            <Trans>of 5</Trans>
          </small>
        </>
      }
    >
      <Trans>What workers said of it, on average.</Trans>
    </Measure>
  );
}

/** Severity over time with its interval, seen from the panel's zero. */
function SeverityHistory({ calibration: { history = [] } }: { calibration: Calibration }) {
  const { t } = useLingui();
  if (history.length < 2) return null;
  const times = history.map(({ at }) => Date.parse(at));
  const [first = 0, last = 1] = [times[0], times.at(-1)];
  const y = axis(
    history.flatMap(({ severity, low = severity, high = severity }) => [severity, low, high]),
    { least: [-1, 1] },
  );
  return (
    <section>
      <h3 className={styles.measureName}>
        <Trans>Severity over time</Trans>
      </h3>
      <Plot
        says={t`Severity over time, at last ${signed(history.at(-1)?.severity ?? 0)}; the panel is 0.`}
        x={{
          from: first,
          to: last,
          ticks: [first, last],
          title: '',
          format: at => formatDay(new Date(at).toISOString()),
        }}
        y={{ ...y, title: t`stricter ↑  milder ↓`, format: signed }}
        keys={[
          { look: 'line', name: t`severity` },
          { look: 'band', name: t`95 % range` },
          { look: 'cut', name: t`the panel` },
        ]}
        numbers={{
          head: [t`When`, t`Severity`, t`Range`, t`Kappa`],
          rows: history.map(({ at, severity, low, high, kappa }) => [
            formatDay(at),
            signed(severity),
            low !== undefined && high !== undefined ? `${signed(low)} … ${signed(high)}` : '—',
            kappa === undefined ? '—' : two(kappa),
          ]),
        }}
      >
        {place => {
          const at = (value: (one: (typeof history)[number]) => number) =>
            history.map((one, index) => [place.x(times[index] ?? 0), place.y(value(one))] as const);
          return (
            <>
              <Band
                upper={at(({ severity, high = severity }) => high)}
                lower={at(({ severity, low = severity }) => low)}
              />
              <Cut from={[place.x(first), place.y(0)]} to={[place.x(last), place.y(0)]} />
              <Curve points={at(({ severity }) => severity)} />
              <Dots points={at(({ severity }) => severity)} />
            </>
          );
        }}
      </Plot>
    </section>
  );
}

/** Which grades were given where which were known. */
function GivenAndKnown({ calibration: { papers = [] } }: { calibration: Calibration }) {
  const table = agreementTable(papers);
  if (table.length === 0) return null;
  const most = Math.max(...table.flat());
  return (
    <section>
      <h3 className={styles.measureName}>
        <Trans>Given and known grades</Trans>
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard. */}
      <div className={styles.scrolls} tabIndex={0}>
        <table className={styles.agreement}>
          <thead>
            <tr>
              <th scope="col">
                <Trans>known ↓ given →</Trans>
              </th>
              {table.map((_, given) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its grade.
                <th key={given} scope="col">
                  {given}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.map((row, known) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its grade.
              <tr key={known}>
                <th scope="row">{known}</th>
                {row.map((count, given) => (
                  <td
                    // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                    key={given}
                    style={
                      {
                        '--much': count / most,
                        '--hue': hueOf(Math.abs(given - known)),
                      } as CSSProperties
                    }
                  >
                    {count || '·'}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.soft}>
        <Trans>
          On the diagonal the known grade was met; to the right of it stand milder grades, to the left stricter ones.
        </Trans>
      </p>
    </section>
  );
}

function hueOf(off: number): string {
  if (off === 0) return 'var(--good-wash)';
  return off === 1 ? 'var(--brass-wash)' : 'var(--bad-wash)';
}
