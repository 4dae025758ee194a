import { expect, test } from 'vitest';
import type { Schema } from '~/api';
import { readTime } from './time';

const START = Date.parse('2026-12-01T10:00:00Z');
const at = (minutes: number) => new Date(START + minutes * 60_000).toISOString();
const now = (minutes: number) => START + minutes * 60_000;

const attempt = (more: Partial<Schema<'Attempt'>> = {}): Schema<'Attempt'> => ({
  id: 'atm_1',
  qualification_id: 'qlf_1',
  name: 'Test',
  number: 1,
  state: 'open',
  clock: 'runs',
  started_at: at(0),
  section: 0,
  sections: [{ key: 'a', title: 'A', items: 1, adaptive: false }],
  server_time: at(0),
  ...more,
});

test('a test that nothing bounds has no clock', () => {
  expect(readTime(attempt(), now(1000))).toBeUndefined();
});

test('it warns when 80 % is used, again two minutes before the end, and then it is over', () => {
  const bounded = attempt({ ends_at: at(60) });
  expect([10, 47, 48.5, 57, 58.5, 60, 70].map(minutes => readTime(bounded, now(minutes))?.phase)).toEqual([
    'calm',
    'calm',
    'late',
    'late',
    'soon',
    'over',
    'over',
  ]);
});

test('what ends first counts: the section before the whole, or the whole before the section', () => {
  const sections = (end: number) => [
    { key: 'a', title: 'A', items: 1, adaptive: false, ends_at: at(end), seconds: 600 },
  ];
  expect(readTime(attempt({ ends_at: at(60), sections: sections(10) }), now(4))).toMatchObject({
    of: 'section',
    left: 360_000,
    phase: 'calm',
  });
  expect(readTime(attempt({ ends_at: at(60), sections: sections(10) }), now(8.1))?.phase).toBe('soon');
  expect(readTime(attempt({ ends_at: at(5), sections: sections(10) }), now(4))?.of).toBe('whole');
});

test('of a short time only the last quarter is urgent', () => {
  const short = attempt({ ends_at: at(2), seconds: 120 });
  expect([0.5, 1.4, 1.61].map(minutes => readTime(short, now(minutes))?.phase)).toEqual(['calm', 'calm', 'soon']);
});

test('while it is paused the clock stands', () => {
  const paused = attempt({ ends_at: at(60), paused_at: at(20) });
  expect(readTime(paused, now(300))).toMatchObject({ paused: true, left: 40 * 60_000, phase: 'calm' });
});
