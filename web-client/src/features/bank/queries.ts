import { useQuery } from '@tanstack/react-query';
import { api, withEtag } from '~/api';

/** One item with its versions, and the ETag that a change has to name. */
export function useItem(id: string | undefined) {
  return useQuery({
    queryKey: ['item', id],
    enabled: id !== undefined,
    queryFn: async () => {
      const { data, etag } = await withEtag(
        api.GET('/v1/items/{item_id}', { params: { path: { item_id: id ?? '' } } }),
      );
      return { item: data, etag };
    },
  });
}
