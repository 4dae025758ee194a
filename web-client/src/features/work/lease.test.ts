import { expect, test } from 'vitest';
import { readLease, resumed } from './lease';

const start = Date.parse('2026-11-22T10:00:00Z');
const minute = 60_000;
const lease = {
  started_at: '2026-11-22T10:00:00Z',
  expires_at: '2026-11-22T11:00:00Z',
  grace_until: '2026-11-22T11:10:00Z',
  extensions_left: 2,
  pauses: 0,
  pause_seconds_left: 1800,
};
const at = (minutes: number) => readLease(lease, start + minutes * minute);

test('a lease warns at four fifths and two minutes before its end', () => {
  expect(at(47).phase).toBe('calm');
  expect(at(48).phase).toBe('late');
  expect(at(57.9).phase).toBe('late');
  expect(at(58)).toEqual({ phase: 'soon', left: 2 * minute, paused: 0 });
});

test('after the end there is a grace, and then it is over', () => {
  expect(at(60)).toEqual({ phase: 'grace', left: 10 * minute, paused: 0 });
  expect(at(70)).toEqual({ phase: 'over', left: 0, paused: 0 });
});

test('a short lease begins calmly and warns in its last quarter', () => {
  const short = { ...lease, expires_at: '2026-11-22T10:02:00Z', grace_until: '2026-11-22T10:12:00Z' };

  expect(readLease(short, start + 1_000).phase).toBe('calm');
  expect(readLease(short, start + 89_000).phase).toBe('calm');
  expect(readLease(short, start + 90_000)).toEqual({ phase: 'soon', left: 30_000, paused: 0 });
});

/** Paused after ten minutes, for half an hour at most. */
const stopped = {
  ...lease,
  started_at: '2026-11-22T10:30:00Z',
  expires_at: '2026-11-22T11:30:00Z',
  grace_until: '2026-11-22T11:40:00Z',
  pauses: 1,
  pause_seconds_left: 0,
  paused_until: '2026-11-22T10:40:00Z',
};

test('a paused lease stands still, and goes on by itself', () => {
  const read = (minutes: number) => readLease(stopped, start + minutes * minute);

  expect(read(10)).toEqual({ phase: 'calm', left: 50 * minute, paused: 30 * minute });
  expect(read(35)).toEqual({ phase: 'calm', left: 50 * minute, paused: 5 * minute });
  expect(read(41)).toEqual({ phase: 'calm', left: 49 * minute, paused: 0 });
});

test('a pause that this device ended leaves the lease where it stood', () => {
  const goneOn = resumed(stopped, start + 25 * minute);

  expect(readLease(goneOn, start + 25 * minute)).toEqual({ phase: 'calm', left: 50 * minute, paused: 0 });
  expect(goneOn.pause_seconds_left).toBe(15 * 60);
  expect(resumed(goneOn, start + 30 * minute)).toEqual(goneOn);
});
