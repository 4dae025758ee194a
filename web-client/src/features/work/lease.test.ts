import { expect, test } from 'vitest';
import { readLease } from './lease';

const start = Date.parse('2026-11-22T10:00:00Z');
const minute = 60_000;
const lease = {
  started_at: '2026-11-22T10:00:00Z',
  expires_at: '2026-11-22T11:00:00Z',
  grace_until: '2026-11-22T11:10:00Z',
  extensions_left: 2,
};
const at = (minutes: number) => readLease(lease, start + minutes * minute);

test('a lease warns at four fifths and two minutes before its end', () => {
  expect(at(47).phase).toBe('calm');
  expect(at(48).phase).toBe('late');
  expect(at(57.9).phase).toBe('late');
  expect(at(58)).toEqual({ phase: 'soon', left: 2 * minute });
});

test('after the end there is a grace, and then it is over', () => {
  expect(at(60)).toEqual({ phase: 'grace', left: 10 * minute });
  expect(at(70)).toEqual({ phase: 'over', left: 0 });
});

test('a short lease begins calmly and warns in its last quarter', () => {
  const short = { ...lease, expires_at: '2026-11-22T10:02:00Z', grace_until: '2026-11-22T10:12:00Z' };

  expect(readLease(short, start + 1_000).phase).toBe('calm');
  expect(readLease(short, start + 89_000).phase).toBe('calm');
  expect(readLease(short, start + 90_000)).toEqual({ phase: 'soon', left: 30_000 });
});
