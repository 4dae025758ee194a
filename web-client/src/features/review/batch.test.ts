import { expect, test } from 'vitest';
import { localProblem } from '~/api';
import { Batch, type Given, type ReviewItem, type Send } from './batch';

const item = (id: string) => ({ submission_id: id }) as ReviewItem;
const accepted: Send = async given => given.map(one => ({ submission_id: one.item.submission_id, status: 200 }));

function desk(send: Send = accepted) {
  let time = 0;
  const batch = new Batch(send, () => time);
  return { batch, pass: (millis: number) => (time += millis), states: () => batch.all().map(({ state }) => state) };
}

test('a verdict leaves only after the time to take it back', async () => {
  const { batch, pass, states } = desk();
  batch.give(item('a'), { verdict: 'accept' });

  pass(9_999);
  await batch.flush();
  expect(states()).toEqual(['waiting']);

  pass(1);
  await batch.flush();
  expect(states()).toEqual(['sent']);
});

test('what is due leaves in one request', async () => {
  const requests: string[][] = [];
  const { batch, pass } = desk(async (given, leaving) => {
    requests.push(given.map(one => one.item.submission_id));
    return accepted(given, leaving);
  });
  batch.give(item('a'), { verdict: 'accept' });
  pass(2_000);
  batch.give(item('b'), { verdict: 'accept' });
  pass(9_000);
  batch.give(item('c'), { verdict: 'accept' });
  pass(1_000);

  await batch.flush();

  expect(requests).toEqual([['a', 'b']]);
});

test('the last verdict that has not left is taken back, and no other', async () => {
  const { batch, pass } = desk();
  batch.give(item('a'), { verdict: 'accept' });
  pass(10_000);
  await batch.flush();
  batch.give(item('b'), { verdict: 'reject', text: 'Off topic' });

  expect(batch.undo()?.item.submission_id).toBe('b');
  expect(batch.undo()).toBeUndefined();
});

test('leaving sends everything at once', async () => {
  const { batch, states } = desk();
  batch.give(item('a'), { verdict: 'accept' });
  batch.give(item('b'), { verdict: 'accept' });

  await batch.flush(true);

  expect(states()).toEqual(['sent', 'sent']);
});

test('each verdict succeeds or fails by itself', async () => {
  const problem = {
    type: '',
    title: 'Already judged',
    status: 409,
    code: 'already_judged',
    request_id: '',
    retryable: false,
  };
  const { batch, states } = desk(async () => [
    { submission_id: 'a', status: 200 },
    { submission_id: 'b', status: 409, problem },
  ]);
  batch.give(item('a'), { verdict: 'accept' });
  batch.give(item('b'), { verdict: 'accept' });

  await batch.flush(true);

  expect(states()).toEqual(['sent', 'failed']);
  expect((batch.all()[1] as Given).problem?.code).toBe('already_judged');
});

test('a batch whose answer was lost is sent again', async () => {
  let calls = 0;
  const { batch, pass, states } = desk(async (given, leaving) => {
    if (++calls === 1) throw localProblem('offline');
    return accepted(given, leaving);
  });
  batch.give(item('a'), { verdict: 'accept' });
  pass(10_000);
  await batch.flush();
  expect(states()).toEqual(['waiting']);

  pass(10_000);
  await batch.flush();
  expect(states()).toEqual(['sent']);
});
