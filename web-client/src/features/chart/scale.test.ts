import { expect, test } from 'vitest';
import { axis, niceTicks } from './scale';

test('ticks are round and hold what is shown', () => {
  expect(niceTicks(0, 1)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(niceTicks(-0.7, 0.9)).toEqual([-1, -0.5, 0, 0.5, 1]);
  expect(niceTicks(0, 37)).toEqual([0, 10, 20, 30, 40]);
  expect(niceTicks(0, 3, 3)).toEqual([0, 1, 2, 3]);
});

test('an axis without a spread still has a length', () => {
  const { from, to } = axis([3]);
  expect(to).toBeGreaterThan(from);
});

test('an axis is at least as long as it should be', () => {
  expect(axis([0.2], { least: [-1, 1] })).toMatchObject({ from: -1, to: 1 });
});

test('what is not known does not move the axis', () => {
  expect(axis([Number.NaN, 1, 4])).toMatchObject({ from: 1, to: 4 });
});
