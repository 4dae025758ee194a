/** The 97.5th percentile of the normal distribution. */
const Z = 1.959964;

/** Wilson's 95 % interval for a share of which `right` of `answered` were seen. */
export function wilson(right: number, answered: number): { low: number; high: number } {
  const share = right / answered;
  const spread = (Z * Z) / answered;
  const middle = share + spread / 2;
  const reach = Z * Math.sqrt((share * (1 - share)) / answered + spread / (4 * answered));
  return { low: Math.max(0, (middle - reach) / (1 + spread)), high: Math.min(1, (middle + reach) / (1 + spread)) };
}
