import styles from './chart.module.css';

type At = readonly [x: number, y: number];

/** A line through places. */
export function Curve({ points }: { points: readonly At[] }) {
  return <polyline className={styles.line} points={points.map(([x, y]) => `${x},${y}`).join(' ')} />;
}

/** The area between two lines. */
export function Band({ upper, lower }: { upper: readonly At[]; lower: readonly At[] }) {
  const around = [...upper, ...[...lower].reverse()];
  return <polygon className={styles.band} points={around.map(([x, y]) => `${x},${y}`).join(' ')} />;
}

/** Single places. */
export function Dots({ points, other }: { points: readonly At[]; other?: boolean }) {
  return (
    <path className={other ? styles.otherDots : styles.dots} d={points.map(([x, y]) => `M${x},${y}h0`).join('')} />
  );
}

/** A line straight across the drawing; `zero` is what all else is seen from. */
export function Cut({ from, to, zero }: { from: At; to: At; zero?: boolean }) {
  return <line x1={from[0]} y1={from[1]} x2={to[0]} y2={to[1]} className={zero ? styles.zero : styles.cut} />;
}
