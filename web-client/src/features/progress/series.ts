import type { Progress } from '~/features/projects';

/** A quarter of an hour, in milliseconds. */
const STEP = 15 * 60_000;
/** How many steps are drawn at most. */
const MOST = 96;

export type Point = Progress['series'][number];

/** The top of a scale that holds `most` and has a whole number at its half: 2, 4, 6, 8, 10, 20, 40 … */
export function scaleTop(most: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(most, 1)));
  return [2, 4, 6, 8, 10].map(step => step * unit).find(top => top >= most) ?? 10 * unit;
}

/** The series without holes, so that a quiet hour looks quiet; its last day when it is longer. */
export function unbroken(series: readonly Point[]): Point[] {
  const [first, last] = [series[0], series.at(-1)];
  if (!first || !last) return [];
  const known = new Map(series.map(point => [Date.parse(point.at), point]));
  const end = Date.parse(last.at);
  const begin = Math.max(Date.parse(first.at), end - (MOST - 1) * STEP);
  const count = Math.round((end - begin) / STEP) + 1;
  return Array.from({ length: count }, (_, index) => {
    const at = begin + index * STEP;
    return known.get(at) ?? { at: new Date(at).toISOString(), submitted: 0, accepted: 0 };
  });
}
