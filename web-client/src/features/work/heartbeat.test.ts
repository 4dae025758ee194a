import { expect, test } from 'vitest';
import type { Schema } from '~/api';
import { isNews, pauseAfter } from './heartbeat';

const assignment = {
  state: 'claimed',
  fence: 3,
  lease: { expires_at: '2026-11-22T11:00:00Z' },
} as Schema<'Assignment'>;
const heard = {
  state: 'claimed',
  fence: 3,
  lease_until: '2026-11-22T11:00:00.000Z',
  server_time: '2026-11-22T10:00:00Z',
} as const;

test('a lease that stands as this device has it is no news', () => {
  expect(isNews(heard, assignment)).toBe(false);
});

test('another state, another fence or another end of the lease is news', () => {
  expect(isNews({ ...heard, state: 'submitted' }, assignment)).toBe(true);
  expect(isNews({ ...heard, fence: 4 }, assignment)).toBe(true);
  expect(isNews({ ...heard, lease_until: '2026-11-22T11:30:00Z' }, assignment)).toBe(true);
});

test('the time of a short task is told, and that of a long one not too often', () => {
  const beats = [0, 1, 2, 3, 4].map((_, n, all) => all.slice(0, n + 1).reduce((at, beat) => at + pauseAfter(beat), 0));

  expect(beats).toEqual([6_000, 16_000, 31_000, 61_000, 91_000]);
});
