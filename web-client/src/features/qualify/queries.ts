import { api, type Schema, unwrap } from '~/api';

export type OpenQualification = Schema<'OpenQualification'>;
export type Unlock = Awaited<ReturnType<typeof fetchUnlocks>>['data'][number];

/** A page of what the person holds or can earn. */
export async function fetchQualifications(cursor: string | undefined, signal: AbortSignal) {
  const page = await unwrap(
    api.GET('/v1/qualifications', {
      params: { query: { view: 'worker', limit: 30, ...(cursor && { cursor }) } },
      signal,
    }),
  );
  return { ...page, data: page.data as OpenQualification[] };
}

export function qualificationQuery(id: string) {
  return {
    queryKey: ['qualification', id],
    queryFn: async ({ signal }: { signal: AbortSignal }) =>
      (await unwrap(
        api.GET('/v1/qualifications/{qualification_id}', { params: { path: { qualification_id: id } }, signal }),
      )) as OpenQualification,
  };
}

function fetchUnlocks(signal: AbortSignal) {
  return unwrap(api.GET('/v1/me/unlocks', { signal }));
}

/** What each qualification would open to the person. */
export const unlocksQuery = {
  queryKey: ['unlocks'],
  queryFn: ({ signal }: { signal: AbortSignal }) => fetchUnlocks(signal),
};

export const accommodationQuery = {
  queryKey: ['accommodation'],
  queryFn: ({ signal }: { signal: AbortSignal }) => unwrap(api.GET('/v1/me/accommodation', { signal })),
};
