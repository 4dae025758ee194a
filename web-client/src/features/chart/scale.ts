/** One axis: where it begins and ends, and where it is marked. */
export interface Axis {
  from: number;
  to: number;
  ticks: readonly number[];
}

/** Round numbers from at most `from` to at least `to`, about `count` steps apart. */
export function niceTicks(from: number, to: number, count = 4): number[] {
  const span = to - from || 1;
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find(one => one * power >= rough * 0.999) ?? 10) * power;
  const first = Math.floor(from / step + 1e-9);
  // Without a spread the axis is one step long.
  const last = Math.max(first + 1, Math.ceil(to / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, index) => round((first + index) * step));
}

/** An axis that holds all `values`, widened to round numbers. */
export function axis(
  values: readonly number[],
  { least, count = 4 }: { least?: [number, number]; count?: number } = {},
): Axis {
  const known = [...values, ...(least ?? [])].filter(Number.isFinite);
  const ticks = niceTicks(Math.min(...known), Math.max(...known), count);
  return { from: ticks[0] ?? 0, to: ticks.at(-1) ?? 1, ticks };
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}
