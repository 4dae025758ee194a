import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '~/api';

/** What launching would cost and how long it may take. */
export function useEstimate(project: string, on: boolean) {
  return useQuery({
    queryKey: ['estimate', project],
    enabled: on,
    staleTime: 0,
    queryFn: () => unwrap(api.GET('/v1/projects/{project_id}/estimate', { params: { path: { project_id: project } } })),
  });
}
