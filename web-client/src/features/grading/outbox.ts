import { asProblem, type ProblemError } from '~/api';
import type { Grading, Opinion } from './grades';

/** How long a grading may be taken back before it leaves, in milliseconds. */
export const UNDO = 10_000;
/** It leaves at once when its lease ends sooner than this, in milliseconds. */
const BEFORE_END = 15_000;
/** How many of the latest are kept in sight. */
const KEPT = 10;

/** A grading that was given here, and how far it has come. */
export interface Given {
  grading: Grading;
  opinion: Opinion;
  seconds: number;
  at: number;
  state: 'waiting' | 'sending' | 'sent' | 'failed';
  problem?: ProblemError;
}

export type Send = (given: Given, leaving: boolean) => Promise<unknown>;

/**
 * Gradings on their way. Each waits ten seconds, in which it can be taken back and changed. One that the server refused
 * stays in sight with the reason, and can be taken back too.
 */
export class Outbox {
  private given: readonly Given[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly send: Send,
    /** How long the lease of a paper still runs, in milliseconds. */
    private readonly left: (grading: Grading) => number,
    private readonly now: () => number = Date.now,
  ) {}

  /** The latest gradings, newest last; the same array until something changes. */
  readonly all = (): readonly Given[] => this.given;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  give(grading: Grading, opinion: Opinion, seconds: number): void {
    const others = this.given.filter(one => one.grading.id !== grading.id);
    this.change([...others, { grading, opinion, seconds, at: this.now(), state: 'waiting' }]);
  }

  /** Takes back the grading with this id, or the last one, unless it has left. */
  takeBack(id?: string): Given | undefined {
    const taken = this.given.findLast(
      ({ state, grading }) =>
        (id === undefined ? state === 'waiting' : grading.id === id) && (state === 'waiting' || state === 'failed'),
    );
    if (taken) this.change(this.given.filter(one => one !== taken));
    return taken;
  }

  /** Sends what has waited long enough, or everything when the person leaves; tells whether anything left. */
  async flush(leaving = false): Promise<boolean> {
    const due = this.given.filter(one => one.state === 'waiting' && (leaving || this.isDue(one)));
    for (const one of due) this.mark(one, { state: 'sending' });
    await Promise.all(due.map(one => this.leave(one, leaving)));
    return due.length > 0;
  }

  private isDue({ at, grading }: Given): boolean {
    return this.now() - at >= UNDO || this.left(grading) < BEFORE_END;
  }

  private async leave(one: Given, leaving: boolean): Promise<void> {
    try {
      await this.send(one, leaving);
      this.mark(one, { state: 'sent' });
    } catch (thrown) {
      const problem = asProblem(thrown);
      // The same grades again change nothing, so those whose answer was lost may simply be sent again.
      this.mark(one, problem.outcomeUnknown ? { state: 'waiting', at: this.now() } : { state: 'failed', problem });
    }
  }

  private mark(one: Given, patch: Partial<Given>): void {
    this.change(this.given.map(other => (other.grading.id === one.grading.id ? { ...other, ...patch } : other)));
  }

  private change(next: readonly Given[]): void {
    const late = next.length - KEPT;
    this.given = next.filter(({ state }, index) => index >= late || state !== 'sent');
    for (const listener of this.listeners) listener();
  }
}
