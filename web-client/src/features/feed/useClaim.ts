import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { api, ProblemError, withEtag } from '~/api';
import { claimAnswered, claimIdFor, openTask } from '~/features/desk';

/** Nothing waited; asking again makes sense after so many seconds. */
export class NothingWaits extends Error {
  constructor(readonly retryAfterSeconds: number) {
    super('Nothing waits.');
  }
}

/**
 * Takes the next task of a project, or the best of the feed, and goes to it. Pressing again after a lost answer asks for
 * the same claim, so it cannot cost a second place.
 */
export function useClaim(projectId?: string) {
  const [, go] = useLocation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const place = projectId ?? '*';
      const claim_id = await claimIdFor(place);
      try {
        const body = projectId ? { claim_id, project_id: projectId } : { claim_id };
        const { data, response } = await withEtag(api.POST('/v1/claims', { body }));
        await claimAnswered(place);
        if (response.status === 204) throw new NothingWaits(Number(response.headers.get('retry-after') ?? 30));
        await openTask(data);
        return data;
      } catch (failed) {
        if (failed instanceof ProblemError && !failed.outcomeUnknown) await claimAnswered(place);
        throw failed;
      }
    },
    onSuccess: assignment => {
      client.setQueryData(['assignment', assignment.id], assignment);
      void client.invalidateQueries({ queryKey: ['assignments'] });
      go(`/work/${assignment.id}`);
    },
    onSettled: () => {
      for (const key of ['feed', 'standing', 'eligibility']) void client.invalidateQueries({ queryKey: [key] });
    },
  });
}
