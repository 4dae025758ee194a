import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { api, ProblemError, type Schema, serverNow, unwrap } from '~/api';
import { openTask } from '~/features/desk';
import { resumed } from './lease';

type Assignment = Schema<'Assignment'>;

/** How often a device that went on by itself tells the server, in milliseconds. */
const TELL_AGAIN = 15_000;

export interface Pause {
  /** The assignment as this device goes by it. */
  assignment: Assignment;
  stop: () => void;
  goOn: () => void;
  busy: boolean;
  /** Why the clock could not be stopped. */
  error: unknown;
}

/**
 * Stops the clock of a lease and lets it go on. Only the server can stop it. To go on needs nobody: without a network the
 * person works at once, and the server hears of it when it can; until then its pause is at worst longer than was used.
 */
export function usePause(assignment: Assignment): Pause {
  const { lease } = assignment;
  const [goneOn, setGoneOn] = useState<{ pause: number; at: number }>();
  const stop = useClock(assignment, 'pause', (lease?.pauses ?? 0) + 1);
  const resume = useClock(assignment, 'resume', lease?.pauses ?? 0);
  const isAhead = lease?.paused_until !== undefined && goneOn?.pause === lease.pauses;

  const { mutate: tell, isPending } = resume;
  const goOn = useCallback(() => {
    setGoneOn({ pause: lease?.pauses ?? 0, at: serverNow() });
    tell();
  }, [lease?.pauses, tell]);

  useEffect(() => {
    if (!isAhead || isPending) return;
    const again = () => tell();
    const timer = setTimeout(again, TELL_AGAIN);
    addEventListener('online', again);
    return () => {
      clearTimeout(timer);
      removeEventListener('online', again);
    };
  }, [isAhead, isPending, tell]);

  return {
    assignment: lease && isAhead ? { ...assignment, lease: resumed(lease, goneOn.at) } : assignment,
    stop: () => stop.mutate(),
    goOn,
    busy: stop.isPending,
    error: stop.error,
  };
}

/** The number says which pause it is, so that asking again after a lost answer is the same one. */
function useClock({ id, fence }: Assignment, what: 'pause' | 'resume', pause: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(
        api.POST(`/v1/assignments/{assignment_id}/${what}`, {
          params: { path: { assignment_id: id } },
          body: { fence, pause },
        }),
      ),
    onSuccess: async changed => {
      client.setQueryData(['assignment', id], changed);
      await openTask(changed);
    },
    onError: failed => {
      // It stands otherwise than this device thought.
      if (failed instanceof ProblemError && !failed.outcomeUnknown)
        void client.invalidateQueries({ queryKey: ['assignment', id] });
    },
  });
}
