import type { components } from './schema';

/** What the server says when a request fails (RFC 9457). */
export type ProblemBody = components['schemas']['Problem'];

/** One wrong field of a request. `pointer` is a JSON pointer into the body. */
export type FieldError = NonNullable<ProblemBody['errors']>[number];

/** Codes that this client makes itself, for failures that never reached a server or never came back. */
export type LocalCode = 'offline' | 'timeout' | 'unreadable';

/**
 * A failed call. For answers of the server it carries the server's own words, already in the person's language; for
 * failures on the way it carries a {@link LocalCode}, and the screen says it in its own words.
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(readonly problem: ProblemBody) {
    super(problem.detail ?? problem.title);
  }

  get title(): string {
    return this.problem.title;
  }

  get code(): string {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }

  /** Whether the same request may succeed later. */
  get retryable(): boolean {
    return this.problem.retryable;
  }

  /** Whether nobody knows if the server did it: the answer was lost, so only a write with a client-made id may be repeated. */
  get outcomeUnknown(): boolean {
    return this.code === 'offline' || this.code === 'timeout' || this.status >= 502;
  }

  /** The message for the field at `/name`, if the server found fault with it. */
  field(name: string): string | undefined {
    return this.problem.errors?.find(error => error.pointer === `/${name}`)?.detail;
  }
}

/**
 * What the server says about the place at `pointer` of a request's body: anything inside it, or `here` only what is said
 * of the place itself.
 */
export function faultAt(
  error: ProblemError | undefined,
  pointer: string,
  where: 'inside' | 'here' = 'inside',
): string | undefined {
  const found = error?.problem.errors?.find(
    one => one.pointer === pointer || (where === 'inside' && one.pointer.startsWith(`${pointer}/`)),
  );
  return found?.detail;
}

/** A failure that no server described. */
export function localProblem(code: LocalCode, status = 0): ProblemError {
  return new ProblemError({ type: 'about:blank', title: code, status, code, request_id: '', retryable: true });
}

/** Anything thrown, as a {@link ProblemError}. Programming errors stay what they are. */
export function asProblem(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  if (thrown instanceof DOMException && (thrown.name === 'TimeoutError' || thrown.name === 'AbortError')) {
    return localProblem('timeout');
  }
  // `fetch` reports every failure of the network as a TypeError.
  if (thrown instanceof TypeError) return localProblem('offline');
  throw thrown;
}

/** The problem in a failed answer; one is made up when a proxy answered with something else. */
export function problemOf(body: unknown, response: Response): ProblemError {
  if (isProblem(body)) return new ProblemError(body);
  return new ProblemError({
    type: 'about:blank',
    title: response.statusText || `HTTP ${response.status}`,
    status: response.status,
    code: 'unreadable',
    request_id: response.headers.get('x-request-id') ?? '',
    retryable: response.status >= 500,
  });
}

function isProblem(body: unknown): body is ProblemBody {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body;
}
