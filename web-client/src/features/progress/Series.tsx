import { Trans, useLingui } from '@lingui/react/macro';
import { formatClock, formatNumber, formatTime, formatTimeRange } from '~/i18n/format';
import styles from './progress.module.css';
import { type Point, scaleTop, unbroken } from './series';

/** The drawing's own units; it is stretched to the room there is. */
const [WIDTH, HEIGHT] = [640, 180];
/** A short series is not spread over the whole width. */
const LEAST = 12;

/** Submissions and acceptances by quarter of an hour, as plain SVG, with the same numbers as a table behind it. */
export function Series({ series }: { series: readonly Point[] }) {
  const { t } = useLingui();
  const points = unbroken(series);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) {
    return (
      <p className={styles.soft}>
        <Trans>Nothing has come in yet.</Trans>
      </p>
    );
  }
  const most = Math.max(...points.map(({ submitted, accepted }) => Math.max(submitted, accepted)));
  const sum = points.reduce((all, { submitted }) => all + submitted, 0);
  const top = scaleTop(most);
  return (
    <figure className={styles.figure}>
      <div className={styles.plot}>
        <div className={styles.scaleY} aria-hidden="true">
          {[top, top / 2, 0].map(value => (
            <span key={value}>{formatNumber(value)}</span>
          ))}
        </div>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={t`${formatNumber(sum)} submissions by quarter of an hour, at most ${formatNumber(most)} in one.`}
          className={styles.chart}
        >
          <Curves points={points} top={top} />
        </svg>
        <ScaleX points={points} />
      </div>
      <figcaption className={styles.legend}>
        <span>{formatTimeRange(first.at, last.at)}</span>
        <span className={styles.keys}>
          <span className={styles.keySubmitted}>
            <Trans>Submitted</Trans>
          </span>
          <span className={styles.keyAccepted}>
            <Trans>Accepted</Trans>
          </span>
        </span>
      </figcaption>
      <Numbers points={points} />
    </figure>
  );
}

function Curves({ points, top }: { points: readonly Point[]; top: number }) {
  const step = WIDTH / Math.max(points.length, LEAST);
  const y = (value: number) => HEIGHT * (1 - value / top);
  const middle = (index: number) => index * step + step / 2;
  const wide = Math.min(26, Math.max(2, step * 0.7));
  const line = points.map(({ accepted }, index) => `${middle(index)},${y(accepted)}`);
  return (
    <>
      {[0, top / 2, top].map(value => (
        <line key={value} x1={0} x2={WIDTH} y1={y(value)} y2={y(value)} className={styles.grid} />
      ))}
      {points.map((point, index) => (
        <rect
          key={point.at}
          x={middle(index) - wide / 2}
          width={wide}
          y={y(point.submitted)}
          height={y(0) - y(point.submitted)}
          className={styles.submitted}
        />
      ))}
      <polyline className={styles.accepted} points={line.join(' ')} />
      {/* Lines of no length with round ends: circles that stay round when the drawing is stretched. */}
      {points.length <= 24 && <path className={styles.dots} d={line.map(at => `M${at}h0`).join('')} />}
    </>
  );
}

/** The time at the beginning, the middle and the end of what is drawn. */
function ScaleX({ points }: { points: readonly Point[] }) {
  const shown = points.length < 6 ? points.slice(0, 1) : [points[0], points[points.length >> 1], points.at(-1)];
  return (
    <div
      className={styles.scaleX}
      aria-hidden="true"
      style={{ inlineSize: `${Math.min(1, points.length / LEAST) * 100}%` }}
    >
      {shown.map(point => point && <span key={point.at}>{formatClock(point.at)}</span>)}
    </div>
  );
}

function Numbers({ points }: { points: readonly Point[] }) {
  return (
    <details className={styles.numbers}>
      <summary>
        <Trans>As numbers</Trans>
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <Trans>When</Trans>
            </th>
            <th scope="col">
              <Trans>Submitted</Trans>
            </th>
            <th scope="col">
              <Trans>Accepted</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {points
            .filter(({ submitted, accepted }) => submitted > 0 || accepted > 0)
            .slice(-30)
            .map(point => (
              <tr key={point.at}>
                <td>{formatTime(point.at)}</td>
                <td>{formatNumber(point.submitted)}</td>
                <td>{formatNumber(point.accepted)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </details>
  );
}
