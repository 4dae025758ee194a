import { api, unwrap } from '~/api';

/** One of the person's own attempts. */
export function attemptQuery(id: string) {
  return {
    queryKey: ['attempt', id],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      unwrap(api.GET('/v1/attempts/{attempt_id}', { params: { path: { attempt_id: id } }, signal })),
    staleTime: 10_000,
  };
}

/** The person's own attempts, newest first. */
export const attemptsQuery = {
  queryKey: ['attempts'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    unwrap(api.GET('/v1/attempts', { params: { query: { limit: 20 } }, signal })),
};

/** What the end of an attempt makes out of date. */
export const AFTER_ATTEMPT = [
  ['attempts'],
  ['qualifications'],
  ['qualification'],
  ['unlocks'],
  ['feed'],
  ['eligibility'],
  ['balance'],
  ['earnings'],
];
