import { useQuery } from '@tanstack/react-query';
import { api, revalidated, withEtag } from '~/api';

/** The worker's feed; asked again every half minute while in view, which costs a 304 when nothing changed. */
export function useFeed() {
  return useQuery({
    queryKey: ['feed'],
    queryFn: ({ signal }) => revalidated('feed', headers => withEtag(api.GET('/v1/feed', { headers, signal }))),
    refetchInterval: 30_000,
    staleTime: 5_000,
  });
}
