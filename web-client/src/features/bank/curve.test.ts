import { expect, test } from 'vitest';
import { abilities, chance, shares } from './curve';

test('half of the people at the difficulty get it right', () => {
  expect(chance(0.7, 1.3, 0.7)).toBe(0.5);
});

test('the steeper, the more it tells apart', () => {
  expect(chance(1, 2, 0) - chance(-1, 2, 0)).toBeGreaterThan(chance(1, 0.5, 0) - chance(-1, 0.5, 0));
  expect(chance(1, -1, 0)).toBeLessThan(0.5);
});

test('abilities go from end to end', () => {
  expect(abilities()).toHaveLength(41);
  expect(abilities().at(-1)).toBeCloseTo(4);
});

test('shares are of each third, and an empty third has none', () => {
  expect(
    shares([
      { option: 'a', lower: 1, middle: 0, upper: 8 },
      { option: 'b', lower: 3, middle: 0, upper: 2 },
    ]),
  ).toEqual([
    { option: 'a', lower: 0.25, middle: 0, upper: 0.8 },
    { option: 'b', lower: 0.75, middle: 0, upper: 0.2 },
  ]);
});
