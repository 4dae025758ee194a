import { activeLocale } from '~/i18n/locale';
import { asProblem, type ProblemError, problemOf } from './problem';
import type { components } from './schema';

type Tokens = components['schemas']['Tokens'];

/** How long one call may take before it is given up, in milliseconds. */
export const CALL_TIMEOUT = 20_000;

/**
 * The access token lives here and nowhere else: in this tab's memory. The refresh token is a cookie that scripts cannot
 * read, so there is nothing in web storage to steal.
 */
let current: { token: string; staleAt: number } | undefined;
let refreshing: Promise<string> | undefined;
let onEnd: () => void = () => {};

/** Says who is told when the server no longer knows this browser's session. */
export function whenSessionEnds(listener: () => void): void {
  onEnd = listener;
}

/** Headers that every call of this client carries. */
export function clientHeaders(): Record<string, string> {
  return { 'X-Guildhall-Client': 'web', 'Accept-Language': activeLocale() };
}

export function keepTokens(tokens: Tokens): void {
  // Renewed a little early, so that a call does not start with a token that ends on the way.
  current = { token: tokens.access_token, staleAt: Date.now() + (tokens.expires_in - 30) * 1000 };
}

export function forgetTokens(): void {
  current = undefined;
}

export function hasToken(): boolean {
  return current !== undefined;
}

/** A token that is good for now, renewed when needed. Throws a {@link ProblemError}; 401 means signed out. */
export async function accessToken(): Promise<string> {
  if (current && Date.now() < current.staleAt) return current.token;
  return renewToken();
}

/**
 * Trades the cookie for a new access token. A refresh token works once, so tabs of one browser take turns: the Web Lock
 * makes the second tab wait until the first has the new cookie.
 */
export function renewToken(): Promise<string> {
  refreshing ??= inTurn(async () => {
    const tokens = await postRefresh();
    keepTokens(tokens);
    return tokens.access_token;
  }).finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

async function inTurn(work: () => Promise<string>): Promise<string> {
  // Plain http on another host than localhost has no Web Locks; the server's grace for lost replies covers that.
  return navigator.locks ? await navigator.locks.request('guildhall.refresh', work) : work();
}

async function postRefresh(): Promise<Tokens> {
  let response: Response;
  try {
    response = await fetch('/v1/sessions/refresh', {
      method: 'POST',
      headers: clientHeaders(),
      signal: AbortSignal.timeout(CALL_TIMEOUT),
    });
  } catch (thrown) {
    throw asProblem(thrown);
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) {
    const problem: ProblemError = problemOf(body, response);
    if (problem.status === 401) {
      forgetTokens();
      onEnd();
    }
    throw problem;
  }
  return body as Tokens;
}
