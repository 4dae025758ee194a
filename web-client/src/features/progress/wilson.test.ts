import { expect, test } from 'vitest';
import { wilson } from './wilson';

test('a share seen often is known better than one seen rarely', () => {
  const few = wilson(9, 10);
  const many = wilson(900, 1000);

  expect(few.low).toBeCloseTo(0.596, 3);
  expect(few.high).toBeCloseTo(0.982, 3);
  expect(many.high - many.low).toBeLessThan(0.04);
});

test('the interval stays a share at both ends', () => {
  expect(wilson(0, 5).low).toBeCloseTo(0, 10);
  expect(wilson(5, 5).high).toBeCloseTo(1, 10);
  expect(wilson(5, 5).high).toBeLessThanOrEqual(1);
});
