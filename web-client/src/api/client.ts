import createClient, { type FetchResponse } from 'openapi-fetch';
import { noteServerTime } from './clock';
import { asProblem, problemOf } from './problem';
import type { components, paths } from './schema';
import { accessToken, CALL_TIMEOUT, clientHeaders, renewToken } from './token';

/** The names of the contract's schemas: `Schema<'Assignment'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** Operations that need no session; all others carry the access token. */
const OPEN = /^\/v1\/(accounts|password-resets|sessions$|sessions\/refresh)/;

const needsToken = (request: Request) =>
  !OPEN.test(new URL(request.url).pathname) ||
  (new URL(request.url).pathname === '/v1/sessions' && request.method !== 'POST');

let onAnswer: () => void = () => {};

/** Says who is told each time the server has answered a call and not refused it. */
export function whenAnswered(listener: () => void): void {
  onAnswer = listener;
}

async function timedFetch(request: Request): Promise<Response> {
  const response = await authorisedFetch(request);
  if (response.status < 400) onAnswer();
  return response;
}

async function authorisedFetch(request: Request): Promise<Response> {
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(clientHeaders())) headers.set(name, value);
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(CALL_TIMEOUT)]);
  if (!needsToken(request)) return fetch(new Request(request, { headers, signal }));

  // The body of a request can be read once only, and a 401 is answered by trying again.
  const again = request.clone();
  headers.set('Authorization', `Bearer ${await accessToken()}`);
  const response = await fetch(new Request(request, { headers, signal }));
  if (response.status !== 401) return response;
  headers.set('Authorization', `Bearer ${await renewToken()}`);
  return fetch(new Request(again, { headers, signal }));
}

/**
 * The server, typed by its contract. Wrap a call in {@link unwrap} (or {@link withEtag}) to get its data or a thrown
 * {@link ProblemError}: `const feed = await unwrap(api.GET('/v1/feed'))`. Every call has a time limit; none is repeated
 * by itself, except once with a fresh token after a 401.
 */
export const api = createClient<paths>({ baseUrl: '', fetch: timedFetch });

// biome-ignore lint/suspicious/noExplicitAny: the shape is openapi-fetch's own.
type Answer<T extends Record<string | number, any>, O, M extends `${string}/${string}`> = Promise<
  FetchResponse<T, O, M>
>;

/** The data of an answer; `undefined` for 204. Throws a {@link ProblemError} for everything else. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export async function unwrap<T extends Record<string | number, any>, O, M extends `${string}/${string}`>(
  call: Answer<T, O, M>,
): Promise<NonNullable<FetchResponse<T, O, M>['data']>> {
  return (await withEtag(call)).data;
}

/** As {@link unwrap}, with the ETag that a later `If-Match` has to name. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export async function withEtag<T extends Record<string | number, any>, O, M extends `${string}/${string}`>(
  call: Answer<T, O, M>,
): Promise<{ data: NonNullable<FetchResponse<T, O, M>['data']>; etag: string; response: Response }> {
  const { data, error, response } = await call.catch(thrown => {
    throw asProblem(thrown);
  });
  if (!response.ok && response.status !== 304) throw problemOf(error, response);
  if (typeof data === 'object' && data !== null && 'server_time' in data) noteServerTime(String(data.server_time));
  return { data: data as NonNullable<typeof data>, etag: response.headers.get('etag') ?? '', response };
}

const remembered = new Map<string, { etag: string; data: unknown }>();

/** Forgets every answer kept for revalidation; called when a session ends. */
export function forgetAnswers(): void {
  remembered.clear();
}

/**
 * A cheap repeated read: sends the last ETag and gives the kept answer again on 304. `call` gets the headers to send.
 */
export async function revalidated<T>(
  key: string,
  call: (headers: { 'If-None-Match'?: string }) => Promise<{ data: T; etag: string; response: Response }>,
): Promise<T> {
  const known = remembered.get(key);
  const { data, etag, response } = await call(known ? { 'If-None-Match': known.etag } : {});
  if (response.status === 304 && known) return known.data as T;
  if (etag) remembered.set(key, { etag, data });
  return data;
}
