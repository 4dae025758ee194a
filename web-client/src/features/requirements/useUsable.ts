import { useQuery } from '@tanstack/react-query';
import { api, type Schema, unwrap } from '~/api';

export type Usable = Schema<'Qualification'>;

/** Every qualification that projects of the organisation may require: its own, and those of the platform. */
export function useUsable(organisation: string) {
  return useQuery({
    queryKey: ['usable-qualifications', organisation],
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const all: Usable[] = [];
      let cursor: string | undefined;
      do {
        const page = await unwrap(
          api.GET('/v1/organisations/{organisation_id}/usable-qualifications', {
            params: { path: { organisation_id: organisation }, query: { limit: 100, ...(cursor && { cursor }) } },
            signal,
          }),
        );
        all.push(...page.data);
        cursor = page.next_cursor;
      } while (cursor);
      return all;
    },
  });
}
