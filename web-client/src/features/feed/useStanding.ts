import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '~/api';

/** How this person's claims stand, with the quota of a project. */
export function useStanding(projectId?: string) {
  return useQuery({
    queryKey: ['standing', projectId ?? '*'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v1/me/standing', { params: { query: projectId ? { project_id: projectId } : {} }, signal })),
  });
}
