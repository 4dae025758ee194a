import { Trans, useLingui } from '@lingui/react/macro';
import { formatNumber, formatTime } from '~/i18n/format';
import styles from './progress.module.css';
import { type Point, unbroken } from './series';

const [WIDTH, HEIGHT, FOOT, HEAD] = [640, 180, 8, 14];

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
  const top = Math.max(1, ...points.map(({ submitted, accepted }) => Math.max(submitted, accepted)));
  const step = WIDTH / Math.max(points.length, 12);
  const y = (value: number) => HEAD + (HEIGHT - HEAD - FOOT) * (1 - value / top);
  const middle = (index: number) => index * step + step / 2;
  const wide = Math.min(26, Math.max(2, step * 0.7));
  const sum = points.reduce((all, { submitted }) => all + submitted, 0);
  return (
    <figure className={styles.figure}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={t`${formatNumber(sum)} submissions by quarter of an hour, at most ${formatNumber(top)} in one.`}
        className={styles.chart}
      >
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
            rx={Math.min(3, wide / 3)}
            className={styles.submitted}
          />
        ))}
        <polyline
          className={styles.accepted}
          points={points.map(({ accepted }, index) => `${middle(index)},${y(accepted)}`).join(' ')}
        />
        {points.length <= 24 &&
          points.map((point, index) => (
            <circle key={point.at} cx={middle(index)} cy={y(point.accepted)} r={3.5} className={styles.dot} />
          ))}
      </svg>
      <figcaption className={styles.legend}>
        <span>
          {formatTime(first.at)} – {formatTime(last.at)}
        </span>
        <span className={styles.keys}>
          <span className={styles.keySubmitted}>
            <Trans>Submitted</Trans>
          </span>
          <span className={styles.keyAccepted}>
            <Trans>Accepted</Trans>
          </span>
          <span>
            <Trans>top line: {formatNumber(top)}</Trans>
          </span>
        </span>
      </figcaption>
      <Numbers points={points} />
    </figure>
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
