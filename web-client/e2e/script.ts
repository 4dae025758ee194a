import { randomUUID } from 'node:crypto';

/** Calls the public interface as somebody who is signed in; the answer's body. */
// biome-ignore lint/suspicious/noExplicitAny: a script knows what it asked for.
export type Call = (method: string, path: string, body?: unknown, type?: string) => Promise<any>;

/** Signs in as one of the demo's people, for what a journey needs beside its screens. */
export async function signedIn(url: string, email: string, password: string): Promise<Call> {
  let token = '';
  const call: Call = async (method, path, body, type = 'application/json') => {
    const response = await fetch(url + path, {
      method,
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      headers: {
        ...(body !== undefined && { 'Content-Type': type }),
        ...(token && { Authorization: `Bearer ${token}` }),
        'Idempotency-Key': randomUUID(),
      },
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${answer}`);
    return answer === '' ? undefined : JSON.parse(answer);
  };
  token = (await call('POST', '/v1/sessions', { email, password, device_name: 'Script' })).access_token;
  return call;
}
