import { expect, test } from 'vitest';
import { agreementOf, agreementTable, differs } from './calibration';

test('kappa has words, and their bounds belong to the better one', () => {
  expect([-0.1, 0.2, 0.4, 0.6, 0.8, 1].map(agreementOf)).toEqual([
    'slight',
    'fair',
    'moderate',
    'substantial',
    'almost_perfect',
    'almost_perfect',
  ]);
});

test('the table counts what was given where something else was known', () => {
  const paper = (given: number, known: number) => ({ at: '2026-11-01T00:00:00Z', line: 'clarity', given, known });
  expect(agreementTable([paper(0, 0), paper(2, 1), paper(2, 1), paper(1, 1)])).toEqual([
    [1, 0, 0],
    [0, 1, 2],
    [0, 0, 0],
  ]);
  expect(agreementTable([])).toEqual([]);
});

test('a reviewer differs from the panel when the interval leaves zero out', () => {
  expect(differs({ low: 0.1, high: 0.9 })).toBe(true);
  expect(differs({ low: -0.9, high: -0.1 })).toBe(true);
  expect(differs({ low: -0.1, high: 0.4 })).toBe(false);
  expect(differs({})).toBe(false);
});
