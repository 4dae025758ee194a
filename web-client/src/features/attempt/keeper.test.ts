import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { localProblem, ProblemError, type Schema } from '~/api';
import { keptAnswers, type SavedAnswer } from '~/features/desk';
import { desk, wipeDesk } from '~/features/desk/store';
import { AnswerKeeper, type Send } from './keeper';

type Answer = Schema<'Answer'>;

// Node 20 has no navigator.
vi.stubGlobal('navigator', {});

const item = (n: number, more: Partial<Schema<'AttemptItem'>> = {}): Schema<'AttemptItem'> => ({
  item_id: `itm_${n}`,
  kind: 'short_text',
  body: { prompt: 'What?' },
  revision: 0,
  ...more,
});
const answered = (itemId: string, revision: number, more: Partial<SavedAnswer> = {}): SavedAnswer => ({
  item_id: itemId,
  revision,
  saved_at: '',
  late: false,
  server_time: '',
  ...more,
});
const refusal = (code: string, status: number, current?: object) =>
  new ProblemError({
    type: '',
    title: code,
    status,
    code,
    request_id: 'r',
    retryable: false,
    ...(current && { current }),
  });

const takes: Send = async ({ itemId, revision }) => answered(itemId, revision + 1);
const offline: Send = async () => Promise.reject(localProblem('offline'));

let keepers: AnswerKeeper[] = [];
async function opened(send: Send, items = [item(1)], held = false): Promise<AnswerKeeper> {
  const keeper = new AnswerKeeper('atm_1', 'acc_1', send);
  keepers.push(keeper);
  await keeper.open(items, held);
  return keeper;
}
const place = (keeper: AnswerKeeper, n = 1) => keeper.kept().get(`itm_${n}`)?.place;

beforeEach(wipeDesk);
afterEach(async () => {
  await Promise.all(keepers.map(keeper => keeper.stop()));
  keepers = [];
});

test('an answer is at the server half a second after the last touch, and is sent once', async () => {
  const sent: Answer[] = [];
  const keeper = await opened(async kept => {
    sent.push(kept.answer);
    return takes(kept);
  });

  keeper.change('itm_1', { text: 'Os' });
  keeper.change('itm_1', { text: 'Oslo' });
  expect(place(keeper)).toBe('writing');
  await vi.waitFor(() => expect(place(keeper)).toBe('saved'), 3_000);

  expect(sent).toEqual([{ text: 'Oslo' }]);
  expect(await keptAnswers('atm_1')).toMatchObject([{ answer: { text: 'Oslo' }, revision: 1, synced: true }]);
});

test('each answer is given on top of the revision of the last', async () => {
  const revisions: number[] = [];
  const keeper = await opened(async kept => {
    revisions.push(kept.revision);
    return takes(kept);
  });

  keeper.change('itm_1', { text: 'One' });
  await keeper.flush();
  keeper.change('itm_1', { text: 'Two' });
  await keeper.flush();

  expect(revisions).toEqual([0, 1]);
});

test('without a network the answer is on the device, and comes back after a restart', async () => {
  const before = await opened(offline);
  before.change('itm_1', { text: 'Kept' });
  expect(await before.flush()).toBe(false);
  expect(place(before)).toBe('on-device');
  await before.stop();

  const sent: Answer[] = [];
  const after = await opened(async kept => {
    sent.push(kept.answer);
    return takes(kept);
  });

  expect(after.kept().get('itm_1')?.answer).toEqual({ text: 'Kept' });
  await vi.waitFor(() => expect(place(after)).toBe('saved'));
  expect(sent).toEqual([{ text: 'Kept' }]);
});

test('an attempt that was read before the last answer was saved does not take it away', async () => {
  const before = await opened(takes);
  before.change('itm_1', { text: 'Newer' });
  await before.flush();
  await before.stop();

  const after = await opened(offline, [item(1)]);

  expect(after.kept().get('itm_1')).toMatchObject({ answer: { text: 'Newer' }, place: 'saved' });
});

test('what waits is tried again by itself', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let dead = true;
  const keeper = await opened(kept => (dead ? offline(kept) : takes(kept)));
  keeper.change('itm_1', { text: 'Later' });
  await keeper.flush();
  dead = false;

  await vi.advanceTimersByTimeAsync(2_000);
  vi.useRealTimers();

  await vi.waitFor(() => expect(place(keeper)).toBe('saved'));
});

test('a newer answer of another device is shown beside this one, and neither is lost', async () => {
  const theirs = { answer: { text: 'Theirs' }, revision: 4, saved_at: '2026-12-01T10:00:00Z' };
  const send = vi.fn<Send>(async kept => {
    if (kept.revision < 4) throw refusal('answer_conflict', 409, theirs);
    return takes(kept);
  });
  const keeper = await opened(send);
  keeper.change('itm_1', { text: 'Mine' });

  expect(await keeper.flush()).toBe(false);
  expect(keeper.kept().get('itm_1')).toMatchObject({ place: 'conflict', answer: { text: 'Mine' }, theirs });
  await keeper.settle('itm_1', 'mine');

  expect(send).toHaveBeenLastCalledWith(expect.objectContaining({ answer: { text: 'Mine' }, revision: 4 }));
  expect(place(keeper)).toBe('saved');
});

test('taking the other device’s answer sends nothing', async () => {
  const theirs = { answer: { text: 'Theirs' }, revision: 4 };
  const send = vi.fn<Send>(async () => Promise.reject(refusal('answer_conflict', 409, theirs)));
  const keeper = await opened(send);
  keeper.change('itm_1', { text: 'Mine' });
  await keeper.flush();
  const before = send.mock.calls.length;

  await keeper.settle('itm_1', 'theirs');

  expect(keeper.kept().get('itm_1')).toMatchObject({ place: 'saved', answer: { text: 'Theirs' } });
  expect(send.mock.calls).toHaveLength(before);
  expect(await keeper.flush()).toBe(true);
});

test('an answer whose acknowledgement was lost is no conflict', async () => {
  const theirs = { answer: { text: 'Oslo' }, revision: 1 };
  const keeper = await opened(async () => Promise.reject(refusal('answer_conflict', 409, theirs)));
  keeper.change('itm_1', { text: 'Oslo' });

  expect(await keeper.flush()).toBe(true);

  expect(place(keeper)).toBe('saved');
});

test('answers that another device gave meanwhile are taken over where this one has nothing newer', async () => {
  const keeper = await opened(offline, [item(1), item(2)]);
  keeper.change('itm_2', { text: 'Mine' });

  keeper.meet(
    [
      item(1, { answer: { text: 'Theirs' }, revision: 2 }),
      item(2, { answer: { text: 'Theirs' }, revision: 2 }),
      item(3),
    ],
    false,
  );

  expect(keeper.kept().get('itm_1')).toMatchObject({ answer: { text: 'Theirs' }, place: 'saved' });
  expect(keeper.kept().get('itm_2')).toMatchObject({ answer: { text: 'Mine' }, place: 'conflict' });
  expect(place(keeper, 3)).toBe('empty');
});

test('what the server refuses for good is said with its words and is not sent again', async () => {
  const send = vi.fn<Send>(async () => Promise.reject(refusal('section_left', 409)));
  const keeper = await opened(send);
  keeper.change('itm_1', { text: 'Late' });
  await keeper.flush();
  await keeper.flush();

  expect(keeper.kept().get('itm_1')).toMatchObject({ place: 'refused', problem: { code: 'section_left' } });
  expect(send).toHaveBeenCalledTimes(1);
});

test('an answer that is final when it is sent waits for the person', async () => {
  const next = item(2);
  const send = vi.fn<Send>(async ({ itemId }) => answered(itemId, 1, { next }));
  const keeper = await opened(send, [item(1)], true);
  keeper.change('itm_1', { text: 'Sure?' });
  await keeper.flush();
  expect(send).not.toHaveBeenCalled();
  expect((await keptAnswers('atm_1'))[0]).toMatchObject({ held: true, answer: { text: 'Sure?' } });

  const saved = await keeper.commit('itm_1');

  expect(saved?.next).toEqual(next);
  expect(place(keeper)).toBe('saved');
});

test('an answer after the end of the time is marked late', async () => {
  const keeper = await opened(async ({ itemId }) => answered(itemId, 1, { late: true }));
  keeper.change('itm_1', { text: 'Late' });
  await keeper.flush();

  expect(keeper.kept().get('itm_1')).toMatchObject({ place: 'saved', late: true });
});

test('seconds spent are told with the answer', async () => {
  const send = vi.fn(takes);
  const keeper = await opened(send);
  keeper.spend('itm_1', 3);
  keeper.spend('itm_1', 4);
  keeper.change('itm_1', { text: 'x' });
  await keeper.flush();

  expect(send).toHaveBeenCalledWith(expect.objectContaining({ seconds: 7 }));
});

test('an attempt that was sent leaves the device, and nothing writes it back', async () => {
  const keeper = await opened(takes);
  keeper.change('itm_1', { text: 'Gone' });
  await keeper.flush();

  await keeper.stop(true);
  keeper.change('itm_1', { text: 'Ghost' });
  await keeper.flush();
  await keeper.keepAll();

  expect(await keptAnswers('atm_1')).toEqual([]);
  expect(await (await desk()).count('answers')).toBe(0);
});
