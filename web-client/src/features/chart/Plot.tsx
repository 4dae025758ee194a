import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import styles from './chart.module.css';
import type { Axis } from './scale';

/** The drawing's own units; it is stretched to the room there is. */
const [WIDTH, HEIGHT] = [1000, 400];

export interface PlotAxis extends Axis {
  title: ReactNode;
  format: (value: number) => string;
}

/** What a mark of the drawing stands for. */
export interface PlotKey {
  look: 'line' | 'dot' | 'band' | 'bar' | 'cut' | 'other';
  name: ReactNode;
}

/**
 * A chart as plain SVG: two axes, what is drawn between them, its key, and the same numbers as a table behind it.
 * `children` gets how values become places.
 */
export function Plot({
  says,
  x,
  y,
  keys = [],
  numbers,
  children,
}: {
  /** What the drawing shows, in one sentence, for the reader's ear. */
  says: string;
  x: PlotAxis;
  y: PlotAxis;
  keys?: readonly PlotKey[];
  numbers?: { head: readonly string[]; rows: readonly (readonly string[])[] };
  children: (place: { x: (value: number) => number; y: (value: number) => number }) => ReactNode;
}) {
  const place = {
    x: (value: number) => (WIDTH * (value - x.from)) / (x.to - x.from),
    y: (value: number) => HEIGHT * (1 - (value - y.from) / (y.to - y.from)),
  };
  return (
    <figure className={styles.figure}>
      <p className={styles.axis} aria-hidden="true">
        {y.title}
      </p>
      <div className={styles.plot}>
        <div className={styles.scaleY} aria-hidden="true">
          {y.ticks.map(value => (
            <span key={value} style={{ insetBlockStart: `${(place.y(value) / HEIGHT) * 100}%` }}>
              {y.format(value)}
            </span>
          ))}
          {/* Gives the column the width of the widest number. */}
          <span className={styles.widest}>
            {y.ticks.map(y.format).reduce((widest, one) => (one.length > widest.length ? one : widest), '')}
          </span>
        </div>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={says}
          className={styles.chart}
        >
          {y.ticks.map(value => (
            <line key={value} x1={0} x2={WIDTH} y1={place.y(value)} y2={place.y(value)} className={styles.grid} />
          ))}
          {children(place)}
        </svg>
        <div className={styles.scaleX} aria-hidden="true">
          {x.ticks.map(value => (
            <span key={value} style={{ insetInlineStart: `${(place.x(value) / WIDTH) * 100}%` }}>
              {x.format(value)}
            </span>
          ))}
        </div>
      </div>
      <p className={styles.axisX} aria-hidden="true">
        {x.title}
      </p>
      {keys.length > 0 && (
        <figcaption className={styles.keys}>
          {keys.map(({ look, name }) => (
            <span key={look} className={styles.key} data-look={look}>
              {name}
            </span>
          ))}
        </figcaption>
      )}
      {numbers && numbers.rows.length > 0 && (
        <details className={styles.numbers}>
          <summary>
            <Trans>As numbers</Trans>
          </summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard. */}
          <div className={styles.scrolls} tabIndex={0}>
            <table>
              <thead>
                <tr>
                  {numbers.head.map(title => (
                    <th key={title} scope="col">
                      {title}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {numbers.rows.slice(0, 30).map(row => (
                  <tr key={row.join(' ')}>
                    {row.map((cell, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column.
                      <td key={index}>{cell}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
    </figure>
  );
}
