import { expect, test } from 'vitest';
import { formatSize } from './size';

test('a size has the unit that keeps it short', () => {
  expect(formatSize(0, 'en')).toBe('0 byte');
  expect(formatSize(999, 'en')).toBe('999 byte');
  expect(formatSize(1_000, 'en')).toBe('1 kB');
  expect(formatSize(1_234_567, 'en')).toBe('1.2 MB');
  expect(formatSize(45_600_000_000, 'en')).toBe('46 GB');
});
