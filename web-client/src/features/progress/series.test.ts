import { expect, test } from 'vitest';
import { scaleTop, unbroken } from './series';

test('a quiet quarter of an hour is drawn as nothing, not left out', () => {
  const points = unbroken([
    { at: '2026-11-01T10:00:00Z', submitted: 4, accepted: 1 },
    { at: '2026-11-01T10:45:00Z', submitted: 2, accepted: 2 },
  ]);

  expect(points.map(({ submitted }) => submitted)).toEqual([4, 0, 0, 2]);
});

test('of a long series the last day is drawn', () => {
  const points = unbroken([
    { at: '2026-11-01T10:00:00Z', submitted: 4, accepted: 1 },
    { at: '2026-11-05T10:00:00Z', submitted: 2, accepted: 2 },
  ]);

  expect(points).toHaveLength(96);
  expect(points.at(-1)?.submitted).toBe(2);
  expect(unbroken([])).toEqual([]);
});

test('a scale ends at a round number with a whole half', () => {
  expect([0, 1, 2, 3, 9, 10, 11, 36, 61, 100, 840].map(scaleTop)).toEqual([2, 2, 2, 4, 10, 20, 20, 40, 80, 200, 1000]);
});
