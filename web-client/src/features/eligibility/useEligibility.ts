import { useQuery } from '@tanstack/react-query';
import { api, type Schema, unwrap } from '~/api';

export type Eligibility = Schema<'Eligibility'>;

/** Why a worker can or cannot have tasks of a project; not asked without a worker. */
export function useEligibility(projectId: string, workerId: string | undefined) {
  return useQuery({
    queryKey: ['eligibility', projectId, workerId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/v1/projects/{project_id}/eligibility/{worker_id}', {
          params: { path: { project_id: projectId, worker_id: workerId ?? '' } },
          signal,
        }),
      ),
    enabled: workerId !== undefined,
  });
}
