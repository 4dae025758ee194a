import type { Schema } from '~/api';

export type Calibration = Schema<'Calibration'>;
type Paper = NonNullable<Calibration['papers']>[number];

/** How a kappa is spoken of; the words of Landis and Koch (1977). */
export type Agreement = 'slight' | 'fair' | 'moderate' | 'substantial' | 'almost_perfect';

export function agreementOf(kappa: number): Agreement {
  if (kappa < 0.2) return 'slight';
  if (kappa < 0.4) return 'fair';
  if (kappa < 0.6) return 'moderate';
  return kappa < 0.8 ? 'substantial' : 'almost_perfect';
}

/** How often each grade was given where each was known: `counts[known][given]`, from 0 to the highest that occurs. */
export function agreementTable(papers: readonly Paper[]): number[][] {
  const most = Math.max(-1, ...papers.flatMap(({ given, known }) => [given, known]));
  const counts = Array.from({ length: most + 1 }, () => Array.from({ length: most + 1 }, () => 0));
  for (const { given, known } of papers) {
    const row = counts[known];
    if (row) row[given] = (row[given] ?? 0) + 1;
  }
  return counts;
}

/** Whether zero, the panel's own severity, lies outside the interval. */
export function differs({ low, high }: { low?: number | undefined; high?: number | undefined }): boolean {
  return low !== undefined && high !== undefined && (low > 0 || high < 0);
}
