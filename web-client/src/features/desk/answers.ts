import { api, ProblemError, unwrap } from '~/api';
import { currentSession } from '~/api/session';
import { desk, type LocalAnswer } from './store';

/** What the server says of an answer that it has. */
export type SavedAnswer = Awaited<ReturnType<typeof sendAnswer>>;

/** What writes the answers of an attempt to the device at once, by attempt, for those that this tab has open. */
const open = new Map<string, () => Promise<void>>();

/** While an attempt is open in this tab, whoever shows it sends its answers. Gives back how to end that. */
export function lookAfterAnswers(attemptId: string, keep: () => Promise<void>): () => void {
  open.set(attemptId, keep);
  return () => open.delete(attemptId);
}

/** Writes every answer of this tab to the device, before the page goes. */
export async function keepAnswers(): Promise<void> {
  await Promise.all(Array.from(open.values(), keep => keep().catch(() => undefined)));
}

export async function keepAnswer(answer: LocalAnswer): Promise<void> {
  await (await desk()).put('answers', answer, `${answer.attemptId}/${answer.itemId}`);
}

/** What this device has of an attempt. */
export async function keptAnswers(attemptId: string): Promise<LocalAnswer[]> {
  return (await desk()).getAll('answers', ofAttempt(attemptId));
}

/** Takes an attempt off the device, once it cannot be answered any more. */
export async function forgetAnswers(attemptId: string): Promise<void> {
  await (await desk()).delete('answers', ofAttempt(attemptId));
}

function ofAttempt(attemptId: string): IDBKeyRange {
  return IDBKeyRange.bound(`${attemptId}/`, `${attemptId}/\uffff`);
}

/** Gives the server an answer on top of its `revision`. */
export function sendAnswer({ attemptId, itemId, answer, revision, seconds }: Omit<LocalAnswer, 'accountId'>) {
  return unwrap(
    api.PUT('/v1/attempts/{attempt_id}/answers/{item_id}', {
      params: { path: { attempt_id: attemptId, item_id: itemId } },
      body: { answer, revision, seconds: Math.min(100_000, Math.round(seconds)) },
    }),
  );
}

/**
 * Sends what a visit left behind that ended without a network: tests go by the server's clock, which does not wait until
 * somebody opens the test again. What meets a newer answer stays, and the person chooses.
 */
async function sendLeftBehind(): Promise<void> {
  const session = currentSession();
  if (session.state !== 'signed-in') return;
  const all = await (await desk()).getAll('answers');
  for (const kept of all) {
    const mine = kept.accountId === session.me.id && !open.has(kept.attemptId);
    if (!mine || kept.synced || kept.held) continue;
    try {
      const { revision } = await sendAnswer(kept);
      await keepAnswer({ ...kept, revision, synced: true });
    } catch (failed) {
      // Without a network the others would not arrive either.
      if (!(failed instanceof ProblemError) || failed.outcomeUnknown) return;
    }
  }
}

/** Sends whenever there is a new chance. Call once, when somebody is known to be here. Gives back how to stop. */
export function watchAnswers(): () => void {
  const send = () => void sendLeftBehind().catch(() => undefined);
  const seen = () => document.visibilityState === 'visible' && send();
  addEventListener('online', send);
  document.addEventListener('visibilitychange', seen);
  send();
  return () => {
    removeEventListener('online', send);
    document.removeEventListener('visibilitychange', seen);
  };
}
