import type { Schema } from '~/api';

/**
 * How long one task takes, in seconds, going by what it pays and what an hour of it comes to: time and hourly pay that
 * stand side by side then agree to within a few percent.
 */
export function taskSeconds({
  pay,
  pay_per_hour,
  minutes,
}: Pick<Schema<'Card'>, 'pay' | 'pay_per_hour' | 'minutes'>): number {
  const hourly = Number(pay_per_hour.amount);
  const seconds = hourly > 0 ? (Number(pay.amount) * 3_600) / hourly : minutes * 60;
  const step = STEPS.find(([from]) => seconds >= from)?.[1] ?? 1;
  return Math.max(1, Math.round(seconds / step) * step);
}

/** From so many seconds on, the fineness in which a time is told. */
const STEPS = [
  [6_000, 300],
  [1_500, 60],
  [300, 15],
  [60, 5],
] as const;
