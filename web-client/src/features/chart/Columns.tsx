import type { ReactNode } from 'react';
import styles from './chart.module.css';
import { Plot, type PlotKey } from './Plot';
import { axis } from './scale';

export interface Column {
  /** Where it begins and ends on the axis. */
  from: number;
  to: number;
  value: number;
  /** A part of it that is drawn stronger. */
  part?: number;
}

/** Columns beside each other, with lines across where something is decided. */
export function Columns({
  says,
  columns,
  x,
  yTitle,
  formatY,
  cuts = [],
  keys,
  numbers,
}: {
  says: string;
  columns: readonly Column[];
  x: Parameters<typeof Plot>[0]['x'];
  yTitle: ReactNode;
  formatY: (value: number) => string;
  cuts?: readonly { at: number; name: string }[];
  keys?: readonly PlotKey[];
  numbers?: Parameters<typeof Plot>[0]['numbers'];
}) {
  const y = axis(
    columns.map(({ value }) => value),
    { least: [0, 4] },
  );
  return (
    <Plot
      says={says}
      x={x}
      y={{ ...y, title: yTitle, format: formatY }}
      {...(keys && { keys })}
      {...(numbers && { numbers })}
    >
      {place => (
        <>
          {columns.map(({ from, to, value, part = 0 }) => {
            const gap = (place.x(to) - place.x(from)) * 0.08;
            const box = { x: place.x(from) + gap, width: place.x(to) - place.x(from) - 2 * gap };
            return (
              <g key={from}>
                <rect {...box} y={place.y(value)} height={place.y(0) - place.y(value)} className={styles.bar} />
                {part > 0 && (
                  <rect {...box} y={place.y(part)} height={place.y(0) - place.y(part)} className={styles.part} />
                )}
              </g>
            );
          })}
          {cuts.map(({ at, name }) => (
            <line key={name} x1={place.x(at)} x2={place.x(at)} y1={0} y2={place.y(y.from)} className={styles.cut} />
          ))}
        </>
      )}
    </Plot>
  );
}
