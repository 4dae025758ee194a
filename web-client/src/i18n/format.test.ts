import { expect, test } from 'vitest';
import { formatCountdown, formatDuration, formatMoney, formatRelative, roughly } from './format';

test('small pay keeps every place that matters', () => {
  expect(formatMoney('0.125', 'USD', 'en')).toBe('$0.125');
  expect(formatMoney('12.500000', 'USD', 'en')).toBe('$12.50');
  expect(formatMoney('3', 'EUR', 'en')).toBe('€3.00');
});

test('a length of time names its two largest units', () => {
  expect(formatDuration(0, 'en')).toBe('0 sec');
  expect(formatDuration(3_900, 'en')).toBe('1 hr 5 min');
  expect(formatDuration(90_061, 'en')).toBe('1 day 1 hr');
});

test('a guess is no finer than anyone can guess', () => {
  expect([0, 42, 179, 680, 8_500, 12_000, 200_000].map(roughly)).toEqual([5, 40, 180, 660, 8_520, 10_800, 201_600]);
});

test('a countdown ends at zero and shows hours only when there are some', () => {
  expect(formatCountdown(245_000)).toBe('4:05');
  expect(formatCountdown(3_605_000)).toBe('1:00:05');
  expect(formatCountdown(-5_000)).toBe('0:00');
});

test('a moment is told from now in the largest unit', () => {
  expect(formatRelative(3 * 3_600_000, 'en')).toBe('in 3 hours');
  expect(formatRelative(-2 * 86_400_000, 'en')).toBe('2 days ago');
});
