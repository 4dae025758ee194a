import { ProblemError, type Schema } from '~/api';
import { desk, type Parcel } from './store';
import { clearTask } from './task';

type Send = (parcel: Parcel) => Promise<Schema<'Assignment'>>;

/** Waits between attempts while the server cannot be reached, in milliseconds; the last one repeats. */
const PAUSES = [2_000, 5_000, 15_000, 60_000] as const;

/**
 * Finished work on its way. A parcel is on the device before it is sent, is sent under an id that makes repeating
 * harmless, and leaves the device only when the server has said that it has it.
 */
export class Outbox {
  private parcels: readonly Parcel[] = [];
  private readonly listeners = new Set<() => void>();
  private flushing: Promise<void> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;

  constructor(
    private readonly send: Send,
    private readonly onReceived: (parcel: Parcel, assignment: Schema<'Assignment'>) => void,
    private readonly accountId: () => string | undefined,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** What has not been received, oldest first. */
  readonly waiting = (): readonly Parcel[] => this.parcels;

  /** Reads what an earlier visit left behind. */
  async load(): Promise<void> {
    const mine = this.accountId();
    const all = await (await desk()).getAll('parcels');
    this.set(all.filter(parcel => parcel.accountId === mine).sort((a, b) => a.queuedAt - b.queuedAt));
  }

  /** Takes finished work. It is safe on the device when this resolves; sending has begun, not ended. */
  async post(parcel: Omit<Parcel, 'state' | 'queuedAt'>): Promise<void> {
    await this.keep({ ...parcel, state: 'waiting', queuedAt: Date.now() });
    void this.flush();
  }

  /** Sends what waits, one after the other. Called at start, when the network or the person comes back, and after a pause. */
  flush(): Promise<void> {
    this.flushing ??= this.inTurn().finally(() => {
      this.flushing = undefined;
    });
    return this.flushing;
  }

  /** Takes a refused parcel away; its text stays as the task's draft on the server and in the history. */
  async dismiss(submissionId: string): Promise<void> {
    await (await desk()).delete('parcels', submissionId);
    this.set(this.parcels.filter(parcel => parcel.submissionId !== submissionId));
  }

  private async inTurn(): Promise<void> {
    clearTimeout(this.timer);
    // Two tabs of one browser share the outbox; one of them sends.
    if (!navigator.locks) return this.sendAll();
    await navigator.locks.request('guildhall.outbox', { ifAvailable: true }, async lock => {
      if (lock) await this.sendAll();
      else this.later();
    });
  }

  private async sendAll(): Promise<void> {
    await this.load();
    // Looked up anew each time: work may be finished while earlier work is on its way.
    for (let next = this.next(); next; next = this.next()) {
      if (!(await this.deliver(next))) return this.later();
    }
    this.failures = 0;
  }

  private next(): Parcel | undefined {
    return this.parcels.find(parcel => parcel.state !== 'refused');
  }

  private async deliver(parcel: Parcel): Promise<boolean> {
    await this.keep({ ...parcel, state: 'sent' });
    try {
      const assignment = await this.send(parcel);
      await this.dismiss(parcel.submissionId);
      await clearTask(parcel.assignmentId);
      this.onReceived(parcel, assignment);
      return true;
    } catch (failed) {
      if (!(failed instanceof ProblemError)) throw failed;
      const final = !failed.retryable && !failed.outcomeUnknown && failed.status !== 401 && failed.status !== 429;
      await this.keep(
        final
          ? { ...parcel, state: 'refused', problem: failed.problem }
          : { ...parcel, state: failed.code === 'timeout' ? 'sent' : 'waiting' },
      );
      return final;
    }
  }

  private later(): void {
    const pause = PAUSES[Math.min(this.failures++, PAUSES.length - 1)];
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), pause);
  }

  private async keep(parcel: Parcel): Promise<void> {
    await (await desk()).put('parcels', parcel, parcel.submissionId);
    const others = this.parcels.filter(other => other.submissionId !== parcel.submissionId);
    this.set([...others, parcel].sort((a, b) => a.queuedAt - b.queuedAt));
  }

  private set(parcels: readonly Parcel[]): void {
    this.parcels = parcels;
    for (const listener of this.listeners) listener();
  }
}
