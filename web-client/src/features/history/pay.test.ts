import { expect, test } from 'vitest';
import { paysNothing } from './pay';

test('what was given back, skipped or refused pays nothing', () => {
  for (const state of ['returned', 'skipped', 'expired', 'rejected', 'voided'] as const) {
    expect(paysNothing(state)).toBe(true);
  }
});

test('what is held, judged kindly or still open keeps its sum', () => {
  for (const state of ['claimed', 'submitted', 'accepted', 'soft_rejected', 'cancelled', 'disputed'] as const) {
    expect(paysNothing(state)).toBe(false);
  }
});
