import type { ProblemError, Schema } from '~/api';

export type Body = Schema<'CorrectionBody'>;
export type Effect = Schema<'CorrectionEffect'>;
export type Correction = Schema<'Correction'>;

/** What an address asks to correct: `?kind=key&item=…`, or a reviewer of a qualification. */
export function askedFor(query: URLSearchParams): (Partial<Body> & Pick<Body, 'kind'>) | undefined {
  const kind = query.get('kind');
  const item = query.get('item');
  const qualification = query.get('qualification');
  const reviewer = query.get('reviewer');
  if ((kind === 'key' || kind === 'remove_item') && item) return { kind, item_id: item };
  if (kind === 'reviewer' && qualification && reviewer) {
    return { kind, qualification_id: qualification, account_id: reviewer };
  }
  return undefined;
}

/** The effect as it is now, where the server says that it is another one than was looked at. */
export function changedEffect(error: ProblemError): Effect | undefined {
  const { current } = error.problem as { current?: unknown };
  const isEffect = typeof current === 'object' && current !== null && 'effect_hash' in current;
  return error.code === 'effect_changed' && isEffect ? (current as Effect) : undefined;
}
