import { useSyncExternalStore } from 'react';
import { api, queryClient, unwrap } from '~/api';
import { currentSession } from '~/api/session';
import { Outbox } from './outbox';
import type { Parcel } from './store';

/** The worker's outbox, wired to the server. */
export const outbox = new Outbox(
  ({ assignmentId, submissionId, fence, output, activeSeconds }) =>
    unwrap(
      api.POST('/v1/assignments/{assignment_id}/submission', {
        params: { path: { assignment_id: assignmentId } },
        body: {
          submission_id: submissionId,
          fence,
          output: output as Record<string, never>,
          active_seconds: Math.round(activeSeconds),
        },
      }),
    ),
  (_parcel, assignment) => {
    queryClient.setQueryData(['assignment', assignment.id], assignment);
    for (const key of ['assignments', 'feed', 'balance', 'earnings'])
      void queryClient.invalidateQueries({ queryKey: [key] });
  },
  () => {
    const session = currentSession();
    return session.state === 'signed-in' || session.state === 'away' ? session.me.id : undefined;
  },
);

/** Sends whenever there is a new chance. Call once, when somebody is known to be here. Gives back how to stop. */
export function watchOutbox(): () => void {
  // Without storage there is nothing to send, and the task's own screen says so.
  const flush = () => void outbox.flush().catch(() => undefined);
  const seen = () => document.visibilityState === 'visible' && flush();
  addEventListener('online', flush);
  addEventListener('focus', flush);
  document.addEventListener('visibilitychange', seen);
  flush();
  return () => {
    removeEventListener('online', flush);
    removeEventListener('focus', flush);
    document.removeEventListener('visibilitychange', seen);
  };
}

/** What waits on this device; redraws when it changes. */
export function useOutbox(): readonly Parcel[] {
  return useSyncExternalStore(outbox.subscribe, outbox.waiting, outbox.waiting);
}
