import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '~/api';

/** How often the number of waiting submissions is asked for, in milliseconds. */
const PULSE = 60_000;

/** How many submissions wait for a verdict of this person. */
export function useWaiting(on: boolean): number {
  const { data } = useQuery({
    queryKey: ['waiting'],
    enabled: on,
    refetchInterval: PULSE,
    queryFn: async () => (await unwrap(api.GET('/v1/reviews', { params: { query: { limit: 1 } } }))).waiting,
  });
  return data ?? 0;
}

/** How many papers wait for this person's grades, by qualification. */
export function useWaitingGradings(on: boolean): number[] {
  const { data = [] } = useQuery({
    queryKey: ['grading-queue'],
    enabled: on,
    refetchInterval: PULSE,
    queryFn: async () => (await unwrap(api.GET('/v1/gradings/queue'))).data,
  });
  return data.map(({ waiting, paused }) => (paused ? 0 : waiting));
}
