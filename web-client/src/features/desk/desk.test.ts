import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { localProblem, ProblemError, type Schema } from '~/api';
import { DraftKeeper, type DraftStatus, KEEP_AFTER } from './draft';
import { Outbox } from './outbox';
import { desk, type Parcel, wipeDesk } from './store';
import { claimAnswered, claimIdFor, clearTask, openTask, recallTask } from './task';

const assignment = { id: 'asg_1', fence: 1, state: 'claimed' } as unknown as Schema<'Assignment'>;
const parcel = {
  submissionId: 's1',
  assignmentId: 'asg_1',
  accountId: 'acc_1',
  projectName: 'P',
  fence: 1,
  output: { label: 'x' },
  activeSeconds: 4,
};
const refusal = (code: string, status: number, retryable = false) =>
  new ProblemError({ type: '', title: code, status, code, request_id: 'r', retryable });

// Node 20 has no navigator; without Web Locks the outbox sends by itself.
vi.stubGlobal('navigator', {});

beforeEach(wipeDesk);
afterEach(() => vi.useRealTimers());

test('opening a task twice keeps the submission id that was made first', async () => {
  const first = await openTask(assignment);
  const second = await openTask({ ...assignment, fence: 2 });

  expect(second.submissionId).toBe(first.submissionId);
  expect((await recallTask('asg_1'))?.assignment.fence).toBe(2);
});

test('a requested revision gets a new submission id', async () => {
  const first = await openTask(assignment);

  const again = await openTask({ ...assignment, submission: { id: first.submissionId, output: {}, submitted_at: '' } });

  expect(again.submissionId).not.toBe(first.submissionId);
});

test('a claim id stays the same until its outcome is known', async () => {
  const first = await claimIdFor('prj_1');

  expect(await claimIdFor('prj_1')).toBe(first);
  await claimAnswered('prj_1');
  expect(await claimIdFor('prj_1')).not.toBe(first);
});

test('a draft is on the device after a pause and on the server after a sync', async () => {
  const saved: [object, number][] = [];
  const states: string[] = [];
  const keeper = new DraftKeeper(
    'asg_1',
    async (output, revision) => {
      saved.push([output, revision]);
      return { revision: revision + 1, saved_at: '' };
    },
    status => states.push(status.state),
  );
  await keeper.open(undefined);

  keeper.change({ response: 'One' });
  await vi.waitFor(
    async () => expect((await (await desk()).get('drafts', 'asg_1'))?.output).toEqual({ response: 'One' }),
    KEEP_AFTER * 4,
  );
  await keeper.sync();
  await keeper.sync();

  expect(saved).toEqual([[{ response: 'One' }, 0]]);
  expect((await (await desk()).get('drafts', 'asg_1'))?.synced).toBe(true);
  expect(states).toEqual(['writing', 'on-device', 'saved']);
  await keeper.stop();
});

test('text that never reached the server comes back after a restart', async () => {
  const offline = async () => Promise.reject(localProblem('offline'));
  const before = new DraftKeeper('asg_1', offline, () => {});
  await before.open(undefined);
  before.change({ response: 'Lost on the way' });
  await before.stop();

  const after = new DraftKeeper('asg_1', offline, () => {});
  const text = await after.open({ revision: 0, saved_at: '', output: {} });

  expect(text).toEqual({ response: 'Lost on the way' });
  await after.stop();
});

test('a newer text from another device is offered and not overwritten', async () => {
  const theirs = { revision: 5, saved_at: '2026-11-22T10:00:00Z', output: { response: 'Theirs' } };
  const seen: DraftStatus[] = [];
  const save = vi.fn(async (_output: object, revision: number) => {
    if (revision < 5) throw new ProblemError({ ...refusal('draft_conflict', 409).problem, current: theirs });
    return { revision: 6, saved_at: '' };
  });
  const keeper = new DraftKeeper('asg_1', save, status => seen.push(status));
  await keeper.open(undefined);
  keeper.change({ response: 'Mine' });

  await keeper.sync();
  const chosen = await keeper.settle('mine');

  expect(seen.some(({ state, theirs: other }) => state === 'conflict' && other?.revision === 5)).toBe(true);
  expect(chosen).toEqual({ response: 'Mine' });
  expect(save).toHaveBeenLastCalledWith({ response: 'Mine' }, 5);
  await keeper.stop();
});

test('finished work survives a dead connection and a restart, and is sent once', async () => {
  const broken = new Outbox(
    async () => Promise.reject(localProblem('offline')),
    () => {},
    () => 'acc_1',
  );
  await broken.post(parcel);
  await broken.flush();
  expect(broken.waiting().map(({ state }) => state)).toEqual(['waiting']);

  const received: string[] = [];
  const send = vi.fn(async () => assignment);
  const restarted = new Outbox(
    send,
    ({ submissionId }) => received.push(submissionId),
    () => 'acc_1',
  );
  await restarted.flush();
  await restarted.flush();

  expect(send).toHaveBeenCalledTimes(1);
  expect(received).toEqual(['s1']);
  expect(restarted.waiting()).toEqual([]);
});

test('work whose answer was lost is sent again under the same id', async () => {
  const ids: string[] = [];
  let answers = 0;
  const send = async ({ submissionId }: Parcel) => {
    ids.push(submissionId);
    if (answers++ === 0) throw localProblem('timeout');
    return assignment;
  };
  const outbox = new Outbox(
    send,
    () => {},
    () => 'acc_1',
  );
  await outbox.post(parcel);
  await outbox.flush();
  expect(outbox.waiting().map(({ state }) => state)).toEqual(['sent']);

  await outbox.flush();

  expect(ids).toEqual(['s1', 's1']);
});

test('a refusal is kept with the words of the server and does not block what follows', async () => {
  const send = async ({ submissionId }: Parcel) => {
    if (submissionId === 's1') throw refusal('lease_lost', 409);
    return assignment;
  };
  const outbox = new Outbox(
    send,
    () => {},
    () => 'acc_1',
  );
  await outbox.post(parcel);
  await outbox.post({ ...parcel, submissionId: 's2', assignmentId: 'asg_2' });
  await outbox.flush();
  await outbox.flush();

  expect(outbox.waiting().map(({ submissionId, state, problem }) => [submissionId, state, problem?.code])).toEqual([
    ['s1', 'refused', 'lease_lost'],
  ]);
});

test("another person's parcels are neither shown nor sent", async () => {
  const send = vi.fn(async () => assignment);
  const first = new Outbox(
    async () => Promise.reject(localProblem('offline')),
    () => {},
    () => 'acc_1',
  );
  await first.post(parcel);
  await first.flush();

  const second = new Outbox(
    send,
    () => {},
    () => 'acc_2',
  );
  await second.flush();

  expect(send).not.toHaveBeenCalled();
  expect(second.waiting()).toEqual([]);
});

test('a cleared task takes its draft along', async () => {
  await openTask(assignment);
  await (await desk()).put(
    'drafts',
    { assignmentId: 'asg_1', output: {}, revision: 1, synced: true, savedAt: 0 },
    'asg_1',
  );

  await clearTask('asg_1');

  expect(await recallTask('asg_1')).toBeUndefined();
  expect(await (await desk()).get('drafts', 'asg_1')).toBeUndefined();
});

test('a draft that another tab sent is gone on with, not disputed', async () => {
  const theirs = { revision: 5, saved_at: '', output: { reason: 'One', choice: 'a' } };
  const sent: [object, number][] = [];
  const states: string[] = [];
  const keeper = new DraftKeeper(
    'asg_1',
    async (output, revision) => {
      sent.push([output, revision]);
      if (revision < 5) throw new ProblemError({ ...refusal('draft_conflict', 409).problem, current: theirs });
      return { revision: 6, saved_at: '' };
    },
    status => states.push(status.state),
  );
  await (await desk()).put(
    'drafts',
    { assignmentId: 'asg_1', output: { choice: 'a', reason: 'One' }, revision: 4, synced: false, savedAt: 0 },
    'asg_1',
  );
  await keeper.open(undefined);

  keeper.change({ choice: 'a', reason: 'One and two' });
  await keeper.sync();
  await keeper.stop();

  expect(sent.map(([, revision]) => revision)).toEqual([4, 5]);
  expect(states.at(-1)).toBe('saved');
});
