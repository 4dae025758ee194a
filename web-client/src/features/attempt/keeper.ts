import { ProblemError, type Schema } from '~/api';
import {
  forgetAnswers,
  KEEP_AFTER,
  keepAnswer,
  keptAnswers,
  type LocalAnswer,
  lookAfterAnswers,
  type SavedAnswer,
  same,
} from '~/features/desk';

type Answer = Schema<'Answer'>;
type AttemptItem = Schema<'AttemptItem'>;

/** Waits between attempts while the server cannot be reached, in milliseconds; the last one repeats. */
const PAUSES = [2_000, 5_000, 15_000, 60_000] as const;

/** Where an answer is. `conflict`: another device answered too; `refused`: the server does not take it, and says why. */
export type Place = 'empty' | 'writing' | 'on-device' | 'saved' | 'conflict' | 'refused';

export interface Kept {
  answer: Answer;
  place: Place;
  /** Whether it came after the end of the time. */
  late: boolean;
  /** What the server has, on a conflict. */
  theirs?: Theirs | undefined;
  problem?: ProblemError | undefined;
}

export interface Theirs {
  answer: Answer;
  revision: number;
  saved_at?: string | undefined;
}

interface Line extends Kept {
  /** What the server is known to have. */
  base: Answer;
  revision: number;
  synced: boolean;
  held: boolean;
  savedAt: number;
  seconds: number;
  idle?: ReturnType<typeof setTimeout> | undefined;
  sending?: Promise<void> | undefined;
}

export type Send = (answer: Omit<LocalAnswer, 'accountId'>) => Promise<SavedAnswer>;

/**
 * Keeps the answers of one attempt: on this device and at the server half a second after the last touch. What cannot be
 * sent waits on the device and is tried again. A newer answer from another device is never overwritten without asking.
 */
export class AnswerKeeper {
  private readonly lines = new Map<string, Line>();
  private readonly listeners = new Set<() => void>();
  private shown: ReadonlyMap<string, Kept> = new Map();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private leave: (() => void) | undefined;
  private stopped = false;
  private forgotten = false;

  constructor(
    private readonly attemptId: string,
    private readonly accountId: string,
    private readonly send: Send,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The answers as they stand, by item. */
  readonly kept = (): ReadonlyMap<string, Kept> => this.shown;

  /** Finds the answers to go on with: the server's, and what this device has that never reached it. */
  async open(items: readonly AttemptItem[], held: boolean): Promise<void> {
    this.leave = lookAfterAnswers(this.attemptId, () => this.keepAll());
    const local = await keptAnswers(this.attemptId).catch(() => []);
    for (const item of items) {
      const known = local.find(({ itemId }) => itemId === item.item_id);
      this.begin(item, held, known);
    }
    this.tell();
    if (Array.from(this.lines.values()).some(mayGo)) void this.flush();
  }

  /** Takes in what the server has now: items that are new, and answers that other devices gave meanwhile. */
  meet(items: readonly AttemptItem[], held: boolean): void {
    for (const item of items) {
      const line = this.lines.get(item.item_id);
      if (!line) this.begin(item, held, undefined);
      else if (item.revision > line.revision) this.hear(line, theirsOf(item), item.late);
    }
    this.tell();
  }

  private begin(item: AttemptItem, held: boolean, known: LocalAnswer | undefined): void {
    const theirs = theirsOf(item);
    const line: Line = {
      answer: theirs.answer,
      base: theirs.answer,
      place: item.revision > 0 ? 'saved' : 'empty',
      late: item.late ?? false,
      revision: item.revision,
      synced: true,
      held,
      savedAt: 0,
      seconds: known?.seconds ?? 0,
    };
    this.lines.set(item.item_id, line);
    if (!known) return;
    if (known.synced && known.revision > item.revision) {
      // The server was asked before it got what it has now.
      const { answer, revision, savedAt } = known;
      Object.assign(line, { answer, base: answer, revision, savedAt, place: 'saved' });
    }
    if (known.synced || same(known.answer, theirs.answer)) return;
    // The device's own answer, given on top of an older one of the server.
    Object.assign(line, { answer: known.answer, synced: false, place: 'on-device', savedAt: known.savedAt });
    line.revision = known.revision;
    if (item.revision > known.revision) Object.assign(line, { place: 'conflict', theirs });
  }

  private hear(line: Line, theirs: Theirs, late = false): void {
    const known = line.synced || same(theirs.answer, line.answer);
    if (known) {
      const place = Object.keys(theirs.answer).length > 0 || theirs.revision > 0 ? 'saved' : 'empty';
      Object.assign(line, { answer: theirs.answer, base: theirs.answer, synced: true, place, late, theirs: undefined });
      line.revision = theirs.revision;
    } else if (same(theirs.answer, line.base)) {
      // Another tab sent the very answer that this one goes on with.
      line.revision = theirs.revision;
    } else {
      Object.assign(line, { place: 'conflict', theirs });
    }
  }

  /** Takes an answer. It is on the device and on its way {@link KEEP_AFTER} after the last one. */
  change(itemId: string, answer: Answer): void {
    const line = this.lines.get(itemId);
    if (!line) return;
    Object.assign(line, { answer, synced: false, savedAt: Date.now(), problem: undefined });
    if (line.place !== 'conflict') line.place = 'writing';
    clearTimeout(line.idle);
    line.idle = setTimeout(() => void this.goOn(itemId, line), KEEP_AFTER);
    this.tell();
  }

  /** Counts time spent on an item. */
  spend(itemId: string, seconds: number): void {
    const line = this.lines.get(itemId);
    if (line) line.seconds += seconds;
  }

  private async goOn(itemId: string, line: Line): Promise<void> {
    await this.keep(itemId, line);
    if (line.held) {
      if (line.place === 'writing') line.place = 'on-device';
      this.tell();
      return;
    }
    await this.deliver(itemId, line);
  }

  /** Writes to the device. A browser that keeps nothing still sends. */
  private async keep(itemId: string, line: Line): Promise<void> {
    clearTimeout(line.idle);
    if (this.forgotten) return;
    const { answer, revision, synced, held, savedAt, seconds } = line;
    const kept = { attemptId: this.attemptId, itemId, accountId: this.accountId };
    await keepAnswer({ ...kept, answer, revision, synced, held, savedAt, seconds }).catch(() => undefined);
  }

  /** Writes to the device what the server does not have: the page may be gone in a moment. */
  async keepAll(): Promise<void> {
    await Promise.all(Array.from(this.lines, ([itemId, line]) => (line.synced ? undefined : this.keep(itemId, line))));
  }

  /**
   * Sends all that waits, now. True when the server has everything that it can be given: what is held, in conflict or
   * refused is left to the person.
   */
  async flush(): Promise<boolean> {
    if (this.forgotten) return true;
    await this.keepAll();
    clearTimeout(this.timer);
    for (const [itemId, line] of this.lines) {
      // More than once where it was changed on the way.
      while (mayGo(line)) {
        if (!(await this.deliver(itemId, line))) return false;
      }
    }
    return Array.from(this.lines.values()).every(({ place, held, synced }) => synced || held || place === 'refused');
  }

  /** Sends an answer that was held back, for good. Gives what follows it. */
  async commit(itemId: string): Promise<SavedAnswer | undefined> {
    const line = this.lines.get(itemId);
    if (!line) return undefined;
    clearTimeout(line.idle);
    await this.keep(itemId, line);
    const saved = await this.send(this.asSent(itemId, line));
    Object.assign(line, {
      base: line.answer,
      revision: saved.revision,
      late: saved.late,
      synced: true,
      place: 'saved',
    });
    await this.keep(itemId, line);
    this.tell();
    return saved;
  }

  /** One answer to the server; true when it did not fail for want of one. */
  private async deliver(itemId: string, line: Line): Promise<boolean> {
    while (line.sending) await line.sending;
    if (!mayGo(line)) return true;
    let reached = true;
    const work = this.attempt(itemId, line).then(done => {
      reached = done;
      this.tell();
    });
    line.sending = work.finally(() => {
      line.sending = undefined;
    });
    await line.sending;
    if (reached) this.failures = 0;
    else this.later();
    return reached;
  }

  private async attempt(itemId: string, line: Line): Promise<boolean> {
    const sending = line.answer;
    try {
      const { revision, late } = await this.send(this.asSent(itemId, line));
      const unchanged = line.answer === sending;
      Object.assign(line, { base: sending, revision, late, synced: unchanged, problem: undefined });
      if (unchanged) line.place = 'saved';
      await this.keep(itemId, line);
      return true;
    } catch (failed) {
      if (!(failed instanceof ProblemError)) throw failed;
      if (failed.code === 'answer_conflict') {
        const theirs = theirsOf(failed.problem.current as Partial<AttemptItem>);
        const before = line.revision;
        this.hear(line, theirs);
        // Once more on top of it, unless it is the same or the person has to choose.
        return !mayGo(line) || line.revision === before || (await this.attempt(itemId, line));
      }
      const later = failed.retryable || failed.outcomeUnknown || failed.status === 401 || failed.status === 429;
      Object.assign(line, later ? { place: 'on-device' } : { place: 'refused', problem: failed });
      return !later;
    }
  }

  private asSent(itemId: string, { answer, revision, synced, held, savedAt, seconds }: Line) {
    return { attemptId: this.attemptId, itemId, answer, revision, synced, held, savedAt, seconds };
  }

  private later(): void {
    if (this.stopped) return;
    const pause = PAUSES[Math.min(this.failures++, PAUSES.length - 1)];
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), pause);
  }

  /** Ends a conflict, with this device's answer or with the other's. */
  async settle(itemId: string, choice: 'mine' | 'theirs'): Promise<void> {
    const line = this.lines.get(itemId);
    if (!line?.theirs) return;
    const { answer, revision } = line.theirs;
    Object.assign(line, { revision, theirs: undefined, savedAt: Date.now() });
    if (choice === 'theirs') Object.assign(line, { answer, base: answer, synced: true, place: 'saved' });
    else Object.assign(line, { synced: false, place: 'writing' });
    await this.keep(itemId, line);
    this.tell();
    if (!line.held) await this.deliver(itemId, line);
  }

  /** Stops all timers; what was given last is on the device. With `forget`, the attempt leaves the device. */
  async stop(forget = false): Promise<void> {
    this.stopped = true;
    this.forgotten ||= forget;
    clearTimeout(this.timer);
    for (const line of this.lines.values()) clearTimeout(line.idle);
    if (this.forgotten) await forgetAnswers(this.attemptId).catch(() => undefined);
    else await this.keepAll();
    this.leave?.();
  }

  private tell(): void {
    if (this.stopped) return;
    this.shown = new Map(
      Array.from(this.lines, ([itemId, { answer, place, late, theirs, problem }]) => [
        itemId,
        { answer, place, late, theirs, problem },
      ]),
    );
    for (const listener of this.listeners) listener();
  }
}

function mayGo({ synced, held, place }: Line): boolean {
  return !synced && !held && place !== 'conflict' && place !== 'refused';
}

function theirsOf({ answer, revision, saved_at }: Partial<AttemptItem>): Theirs {
  return { answer: answer ?? {}, revision: revision ?? 0, saved_at };
}
