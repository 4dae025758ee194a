import { expect, test } from 'vitest';
import { byPromise, opensInAll } from './opens';
import type { OpenQualification } from './queries';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const unlock = (qualification_id: string, level: number, pay: string) => ({
  qualification_id,
  level,
  projects: 1,
  tasks: 10,
  best_pay_per_hour: usd(pay),
});
const one = (id: string, possible: boolean): OpenQualification => ({
  id,
  name: id,
  description: '',
  levels: [1],
  offered_by: '',
  test: { minutes: 1, sections: [], introduction: '', honesty: '', attempts_made: 0, possible },
});

test('what a qualification opens is the sum of its levels and the best of their pay', () => {
  expect(opensInAll([])).toBeUndefined();
  expect(opensInAll([unlock('a', 1, '9.50'), unlock('a', 2, '24.00')])).toEqual({
    projects: 2,
    tasks: 20,
    best: usd('24.00'),
  });
});

test('what can be begun comes first, and of that what opens the best pay', () => {
  const unlocks = [unlock('a', 1, '100.00'), unlock('b', 1, '9.00'), unlock('c', 1, '20.00')];
  const sorted = byPromise([one('a', false), one('b', true), one('c', true)], unlocks);
  expect(sorted.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
});
