import { useInfiniteQuery } from '@tanstack/react-query';

interface PageOf<Item> {
  data: Item[];
  next_cursor?: string | undefined;
}

/** A list that is fetched page by page. `fetchPage` gets the cursor of the next page, or nothing for the first. */
export function usePages<Item>(
  key: readonly unknown[],
  fetchPage: (cursor: string | undefined, signal: AbortSignal) => Promise<PageOf<Item>>,
) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: last => last.next_cursor,
  });
  return { ...query, items: query.data?.pages.flatMap(page => page.data) };
}
