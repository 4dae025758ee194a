import { type QueryClient, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, revalidated, type Schema, unwrap, withEtag } from '~/api';
import { allows, type Role, useOrganisations } from '~/features/organisation';

export type Project = Schema<'Project'>;
export type Progress = Schema<'Progress'>;

/** How often figures of a running project are asked for again, in milliseconds. */
const PULSE = 5_000;

/** Projects of every organisation of the person, newest first, page by page. */
export function useProjects() {
  return useInfiniteQuery({
    queryKey: ['projects'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      unwrap(api.GET('/v1/projects', { params: { query: { limit: 20, ...(pageParam && { cursor: pageParam }) } } })),
    getNextPageParam: page => page.next_cursor,
  });
}

/** One project with the ETag that a change of it has to name. */
export function useProject(id: string) {
  return useQuery({
    queryKey: ['project', id],
    queryFn: async () => {
      const { data, etag } = await withEtag(
        api.GET('/v1/projects/{project_id}', { params: { path: { project_id: id } } }),
      );
      return { project: data, etag };
    },
  });
}

/** The figures of a project; asked again every few seconds while it runs and the page is in view. */
export function useProgress(id: string, on = true) {
  return useQuery({
    queryKey: ['progress', id],
    enabled: on,
    queryFn: () =>
      revalidated(`progress ${id}`, headers =>
        withEtag(api.GET('/v1/projects/{project_id}/progress', { params: { path: { project_id: id } }, headers })),
      ),
    refetchInterval: query => (query.state.data?.state === 'live' ? PULSE : false),
  });
}

/** The person's role in the organisation that owns `project`; nothing for reviewers of the house. */
export function useRole(project: Project | undefined): Role | undefined {
  const organisations = useOrganisations();
  return organisations.find(({ id }) => id === project?.organisation_id)?.role;
}

/** Whether the person may do in the project what `atLeast` may. */
export function useMay(project: Project | undefined, atLeast: Role): boolean {
  return allows(useRole(project), atLeast);
}

/** Tells every screen that a project is not what it was. */
export function useProjectChanged(): (id: string) => void {
  const queries = useQueryClient();
  return id => projectChanged(queries, id);
}

function projectChanged(queries: QueryClient, id: string): void {
  for (const key of ['project', 'progress', 'estimate', 'tasks', 'uploads', 'results']) {
    void queries.invalidateQueries({ queryKey: [key, id] });
  }
  void queries.invalidateQueries({ queryKey: ['projects'] });
  void queries.invalidateQueries({ queryKey: ['wallet'] });
}
