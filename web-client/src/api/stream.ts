import { accessToken, clientHeaders, renewToken } from './token';

/**
 * Opens the stream of what happens, after the message with the id `after`. Not by `EventSource`, which cannot carry a
 * token; and without a time limit, which only answers have.
 */
export async function openStream(after: string | undefined, signal: AbortSignal): Promise<Response> {
  const headers = new Headers(clientHeaders());
  if (after !== undefined) headers.set('Last-Event-ID', after);
  headers.set('Authorization', `Bearer ${await accessToken()}`);
  const response = await fetch('/v1/stream', { headers, signal });
  if (response.status !== 401) return response;
  headers.set('Authorization', `Bearer ${await renewToken()}`);
  return fetch('/v1/stream', { headers, signal });
}
