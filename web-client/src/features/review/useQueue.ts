import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { api, unwrap } from '~/api';
import { Batch, type Given, type ReviewItem, type VerdictBody } from './batch';

/** When so few are left, the next page is fetched. */
const LOW = 6;
const PULSE = 1_000;

async function send(given: readonly Given[], leaving: boolean) {
  const items = given.map(({ item, body }) => ({ submission_id: item.submission_id, verdict: body }));
  const { results } = await unwrap(api.POST('/v1/verdicts', { body: { items }, keepalive: leaving }));
  return results;
}

export interface Queue {
  /** Submissions without a verdict from here, oldest first. */
  items: readonly ReviewItem[];
  current: ReviewItem | undefined;
  /** How many wait on the server, less what was judged here and has not left. */
  waiting: number;
  given: readonly Given[];
  loading: boolean;
  error: unknown;
  retry: () => void;
  next: () => void;
  previous: () => void;
  give: (body: VerdictBody) => void;
  /** The verdict taken back, whose submission is current again. */
  undo: () => Given | undefined;
}

/** The queue of one reviewer: pages of waiting submissions, the current one, and verdicts on their way. */
export function useQueue(project: string | undefined): Queue {
  const queries = useQueryClient();
  const [batch] = useState(() => new Batch(send));
  const given = useSyncExternalStore(batch.subscribe, batch.all, batch.all);
  const [at, setAt] = useState<string>();
  const query = useInfiniteQuery({
    queryKey: ['reviews', project],
    initialPageParam: undefined as string | undefined,
    staleTime: 60_000,
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET('/v1/reviews', {
          params: {
            query: { limit: 20, ...(project && { project_id: project }), ...(pageParam && { cursor: pageParam }) },
          },
        }),
      ),
    getNextPageParam: page => page.next_cursor,
  });

  const judged = useMemo(
    () => new Set(given.filter(({ state }) => state !== 'failed').map(({ item }) => item.submission_id)),
    [given],
  );
  const all = useMemo(() => query.data?.pages.flatMap(page => page.data) ?? [], [query.data]);
  const items = useMemo(() => all.filter(({ submission_id }) => !judged.has(submission_id)), [all, judged]);
  const index = Math.max(
    0,
    items.findIndex(({ submission_id }) => submission_id === at),
  );
  const current = items[index];

  useEffect(() => {
    const tick = async () => {
      if (await batch.flush()) void queries.invalidateQueries({ queryKey: ['waiting'] });
    };
    const timer = setInterval(() => void tick(), PULSE);
    const leave = () => void batch.flush(true);
    addEventListener('pagehide', leave);
    return () => {
      clearInterval(timer);
      removeEventListener('pagehide', leave);
      const changed = () => {
        for (const key of ['reviews', 'progress', 'task', 'results'])
          void queries.invalidateQueries({ queryKey: [key] });
      };
      void batch.flush(true).then(changed);
    };
  }, [batch, queries]);

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (items.length < LOW && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [items.length, hasNextPage, isFetchingNextPage, fetchNextPage]);

  const step = (by: number) => setAt(items[Math.min(items.length - 1, Math.max(0, index + by))]?.submission_id);
  return {
    items,
    current,
    // What was judged here still counts on the server until the queue is asked for again.
    waiting: Math.max(0, (query.data?.pages[0]?.waiting ?? 0) - (all.length - items.length)),
    given,
    loading: query.isPending,
    error: query.error,
    retry: () => void query.refetch(),
    next: () => step(1),
    previous: () => step(-1),
    give: body => {
      if (!current) return;
      setAt((items[index + 1] ?? items[index - 1])?.submission_id);
      batch.give(current, body);
    },
    undo: () => {
      const taken = batch.undo();
      if (taken) setAt(taken.item.submission_id);
      return taken;
    },
  };
}
