import { expect, test } from 'vitest';
import { onScale } from './scale';

test('an interval stands on a scale around 0 that reaches at least from -3 to 3', () => {
  const { mean, low, high, ticks } = onScale({ mean: 0, low: -1.5, high: 1.5 });
  expect([low, mean, high]).toEqual([0.25, 0.5, 0.75]);
  expect(ticks.map(({ value }) => value)).toEqual([-3, -2, -1, 0, 1, 2, 3]);
});

test('the scale has room for those who are far out', () => {
  const { high, low, ticks } = onScale({ mean: 4.2, low: 3.1, high: 5.3 });
  expect(high).toBeLessThan(1);
  expect(low).toBeGreaterThan(0.5);
  expect(ticks.every(({ at }) => at >= 0 && at <= 1)).toBe(true);
});
