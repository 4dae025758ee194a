import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Schema, unwrap } from '~/api';
import { openTask } from './task';

/** Takes a task up again whose time ran out before it was sent, with its draft, as long as its place is free. */
export function useReopening(assignment: Schema<'Assignment'>, onReopened?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/v1/assignments/{assignment_id}/reopening', {
          params: { path: { assignment_id: assignment.id } },
          // Of the lease that is over, so that pressing again after a lost answer takes it up once.
          body: { fence: assignment.fence },
        }),
      ),
    onSuccess: async reopened => {
      client.setQueryData(['assignment', reopened.id], reopened);
      for (const key of ['assignments', 'feed']) void client.invalidateQueries({ queryKey: [key] });
      await openTask(reopened);
      onReopened?.();
    },
  });
}

/** Whether the server takes it up again at all: what was sent before, it does not. */
export function isReopenable({ state, submission }: Schema<'Assignment'>): boolean {
  return state === 'expired' && !submission;
}
