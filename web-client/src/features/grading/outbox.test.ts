import { expect, test } from 'vitest';
import { localProblem, ProblemError } from '~/api';
import type { Grading, Opinion } from './grades';
import { type Given, Outbox, UNDO } from './outbox';

const paper = (n: number) => ({ id: `grd_${n}`, fence: n }) as Grading;
const opinion: Opinion = { lines: { clarity: { grade: 3 } }, comment: '', flag: '' };

function desk(send: (given: Given) => Promise<unknown> = async () => undefined, left = 600_000) {
  const sent: string[] = [];
  const clock = { now: 0 };
  const outbox = new Outbox(
    async given => {
      sent.push(given.grading.id);
      return send(given);
    },
    () => left,
    () => clock.now,
  );
  return { outbox, sent, clock };
}

test('a grading leaves after ten seconds, and until then can be taken back', async () => {
  const { outbox, sent, clock } = desk();
  outbox.give(paper(1), opinion, 30);
  clock.now = UNDO - 1;
  expect(await outbox.flush()).toBe(false);
  expect(outbox.takeBack()?.grading.id).toBe('grd_1');
  clock.now = UNDO;
  expect(await outbox.flush()).toBe(false);
  expect(sent).toEqual([]);
});

test('what has left cannot be taken back', async () => {
  const { outbox, clock } = desk();
  outbox.give(paper(1), opinion, 30);
  clock.now = UNDO;
  expect(await outbox.flush()).toBe(true);
  expect(outbox.takeBack()).toBeUndefined();
  expect(outbox.takeBack('grd_1')).toBeUndefined();
  expect(outbox.all()[0]?.state).toBe('sent');
});

test('any grading that waits can be taken back by its id', () => {
  const { outbox } = desk();
  outbox.give(paper(1), opinion, 30);
  outbox.give(paper(2), opinion, 30);
  expect(outbox.takeBack('grd_1')?.grading.id).toBe('grd_1');
  expect(outbox.all().map(one => one.grading.id)).toEqual(['grd_2']);
});

test('everything leaves with the person', async () => {
  const { outbox, sent } = desk();
  outbox.give(paper(1), opinion, 30);
  outbox.give(paper(2), opinion, 30);
  await outbox.flush(true);
  expect(sent).toEqual(['grd_1', 'grd_2']);
});

test('a grading does not wait beyond its lease', async () => {
  const { outbox, sent } = desk(undefined, 14_000);
  outbox.give(paper(1), opinion, 30);
  await outbox.flush();
  expect(sent).toEqual(['grd_1']);
});

test('what was refused stays in sight with the reason', async () => {
  const gone = new ProblemError({ ...localProblem('offline').problem, code: 'lease_over', status: 409 });
  const { outbox } = desk(() => Promise.reject(gone));
  outbox.give(paper(1), opinion, 30);
  await outbox.flush(true);
  expect(outbox.all()[0]).toMatchObject({ state: 'failed', problem: gone });
  expect(outbox.takeBack()).toBeUndefined();
  expect(outbox.takeBack('grd_1')?.grading.id).toBe('grd_1');
});

test('what was lost on the way is sent again', async () => {
  let lost = true;
  const { outbox, sent, clock } = desk(async () => {
    if (lost) throw localProblem('offline');
  });
  outbox.give(paper(1), opinion, 30);
  await outbox.flush(true);
  expect(outbox.all()[0]?.state).toBe('waiting');
  lost = false;
  clock.now = UNDO;
  await outbox.flush();
  expect(sent).toEqual(['grd_1', 'grd_1']);
  expect(outbox.all()[0]?.state).toBe('sent');
});

test('the last ten stay, and whatever has not left', async () => {
  const { outbox } = desk();
  for (let n = 1; n <= 12; n++) outbox.give(paper(n), opinion, 1);
  expect(outbox.all()).toHaveLength(12);
  await outbox.flush(true);
  expect(outbox.all().map(one => one.grading.id)).not.toContain('grd_1');
  expect(outbox.all()).toHaveLength(10);
});
