import { asProblem, type ProblemError, type Schema } from '~/api';
import { problemOf } from '~/api/problem';

export type ReviewItem = Schema<'ReviewItem'>;
export type VerdictBody = Schema<'VerdictBody'>;

/** How long a verdict may be taken back before it leaves, in milliseconds. */
export const UNDO = 10_000;
/** How many verdicts one request may carry. */
const MOST = 100;

/** A verdict that was given here, and how far it has come. */
export interface Given {
  item: ReviewItem;
  body: VerdictBody;
  at: number;
  state: 'waiting' | 'sending' | 'sent' | 'failed';
  problem?: ProblemError;
}

type Result = { submission_id: string; status: number; problem?: Schema<'Problem'> };
export type Send = (given: readonly Given[], leaving: boolean) => Promise<Result[]>;

/**
 * Verdicts on their way. Each waits ten seconds, in which it can be taken back; what is due leaves together. A verdict
 * the server refused is told and its submission comes back into the queue.
 */
export class Batch {
  private given: readonly Given[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly send: Send,
    private readonly now: () => number = Date.now,
  ) {}

  /** The latest verdicts, newest last; the same array until something changes. */
  readonly all = (): readonly Given[] => this.given;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  give(item: ReviewItem, body: VerdictBody): void {
    const others = this.given.filter(one => one.item.submission_id !== item.submission_id);
    this.change([...others, { item, body, at: this.now(), state: 'waiting' }]);
  }

  /** Takes the last verdict back that has not left yet. */
  undo(): Given | undefined {
    const last = this.given.findLast(({ state }) => state === 'waiting');
    if (last) this.change(this.given.filter(one => one !== last));
    return last;
  }

  /** Sends what has waited long enough, or everything when the person leaves; tells whether anything left. */
  async flush(leaving = false): Promise<boolean> {
    const due = this.given
      .filter(({ state, at }) => state === 'waiting' && (leaving || this.now() - at >= UNDO))
      .slice(0, MOST);
    if (due.length === 0) return false;
    const ids = new Set(due.map(({ item }) => item.submission_id));
    const mark = (to: (one: Given) => Given) =>
      this.change(this.given.map(one => (ids.has(one.item.submission_id) ? to(one) : one)));
    mark(one => ({ ...one, state: 'sending' }));
    try {
      const results = new Map((await this.send(due, leaving)).map(result => [result.submission_id, result]));
      mark(one => outcome(one, results.get(one.item.submission_id)));
    } catch (thrown) {
      const problem = asProblem(thrown);
      // The same verdict again changes nothing, so one whose answer was lost may simply be sent again.
      mark(one =>
        problem.outcomeUnknown ? { ...one, state: 'waiting', at: this.now() } : { ...one, state: 'failed', problem },
      );
    }
    return true;
  }

  private change(next: readonly Given[]): void {
    this.given = next;
    for (const listener of this.listeners) listener();
  }
}

function outcome(given: Given, result: Result | undefined): Given {
  if (result && result.status < 300) return { ...given, state: 'sent' };
  const status = result?.status ?? 500;
  return {
    ...given,
    state: 'failed',
    problem: problemOf(result?.problem, new Response(null, { status: Math.max(200, status) })),
  };
}
