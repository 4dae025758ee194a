import { expect, test } from 'vitest';
import { added, type Called } from './callBack';

const usd = (amount: string) => ({ amount, currency: 'USD' });

test('what several answers say is added up to the last micro', () => {
  let called: Called = { tasks: 0, inWork: 0, refused: 0, waiting: 0, state: 'live' };
  const answer = {
    results: [{ status: 200 }, { status: 409 }],
    in_work: 1,
    paid: usd('0.100001'),
    released: usd('12.50'),
    left: 1,
    waiting: 3,
    project_state: 'paused' as const,
  };

  called = added(added(called, answer), { ...answer, paid: usd('0.09'), waiting: 2 });

  expect(called).toEqual({
    tasks: 2,
    inWork: 2,
    paid: usd('0.190001'),
    released: usd('25.00'),
    refused: 2,
    waiting: 2,
    state: 'paused',
  });
});
