export interface Interval {
  mean: number;
  low: number;
  high: number;
}

/** Where an interval stands on a scale around 0 that has room for it, as shares of its length, with whole numbers on it. */
export function onScale({ mean, low, high }: Interval): Interval & { ticks: { value: number; at: number }[] } {
  const reach = Math.max(3, Math.ceil(Math.max(Math.abs(low), Math.abs(high), Math.abs(mean))));
  const at = (value: number) => (value + reach) / (2 * reach);
  const step = Math.ceil(reach / 4);
  const ticks = Array.from(
    { length: 2 * Math.floor(reach / step) + 1 },
    (_, n) => (n - Math.floor(reach / step)) * step,
  );
  return { mean: at(mean), low: at(low), high: at(high), ticks: ticks.map(value => ({ value, at: at(value) })) };
}
