import { api, ProblemError, type Schema, unwrap } from '~/api';
import { keepAnswers } from './answers';
import { same } from './same';
import { desk, type LocalDraft } from './store';

/** How long after the last change the device keeps the text, and how often the server gets it. In milliseconds. */
export const KEEP_AFTER = 500;
export const SYNC_EVERY = 10_000;

/** Where the newest text is. `conflict` means another device wrote too, and the person has to choose. */
export type DraftState = 'empty' | 'writing' | 'on-device' | 'saved' | 'conflict';

export interface DraftStatus {
  state: DraftState;
  /** The other device's text, on a conflict. */
  theirs?: Schema<'Draft'> | undefined;
}

type Save = (output: object, revision: number) => Promise<Schema<'Draft'>>;

/** Who looks after which assignment's text in this tab. */
const keepers = new Map<string, DraftKeeper>();

export function isBeingKept(assignmentId: string): boolean {
  return keepers.has(assignmentId);
}

/** Writes everything unfinished of this tab to the device, before the page goes. */
export async function keepDrafts(): Promise<void> {
  const drafts = Array.from(keepers.values(), keeper => keeper.keep().catch(() => undefined));
  await Promise.all([...drafts, keepAnswers()]);
}

/**
 * Keeps one task's unfinished text: on this device half a second after the last key, on the server every ten seconds. A
 * newer text from another device is never overwritten without asking.
 */
export class DraftKeeper {
  private status: DraftStatus = { state: 'empty' };
  private kept: LocalDraft;
  /** The text that this tab began with or sent last. */
  private base: object = {};
  private idle: ReturnType<typeof setTimeout> | undefined;
  private ticker: ReturnType<typeof setInterval> | undefined;
  private syncing: Promise<void> | undefined;
  private stopped = false;

  constructor(
    readonly assignmentId: string,
    private readonly save: Save,
    private readonly onStatus: (status: DraftStatus) => void,
  ) {
    this.kept = { assignmentId, output: {}, revision: 0, synced: true, savedAt: 0 };
  }

  /**
   * Finds the text to go on with. The device's own unsent text wins over an older one of the server; if both moved on,
   * the device's is shown and the other offered.
   */
  async open(server: Schema<'Draft'> | undefined): Promise<object> {
    keepers.set(this.assignmentId, this);
    const local = await keptDraft(this.assignmentId);
    const theirs = server?.output ? server : undefined;
    if (local && !local.synced) {
      this.kept = local;
      if (theirs && theirs.revision > local.revision && !same(theirs.output, local.output))
        this.tell({ state: 'conflict', theirs });
      else this.tell({ state: 'on-device' });
    } else if (theirs && theirs.revision >= (local?.revision ?? 0)) {
      this.kept = {
        assignmentId: this.assignmentId,
        output: theirs.output ?? {},
        revision: theirs.revision,
        synced: true,
        savedAt: Date.parse(theirs.saved_at),
      };
      this.tell({ state: 'saved' });
    } else if (local) {
      this.kept = local;
      this.tell({ state: 'saved' });
    }
    this.base = this.kept.output;
    this.ticker = setInterval(() => void this.sync(), SYNC_EVERY);
    return this.kept.output;
  }

  /** Takes a change; nothing is lost from {@link KEEP_AFTER} on. */
  change(output: object): void {
    this.kept = { ...this.kept, output, synced: false, savedAt: Date.now() };
    if (this.status.state !== 'conflict') this.tell({ state: 'writing' });
    clearTimeout(this.idle);
    this.idle = setTimeout(() => void this.keep(), KEEP_AFTER);
  }

  /** Writes to the device now: the page may be gone in a moment. */
  async keep(): Promise<void> {
    clearTimeout(this.idle);
    if (this.kept.synced || this.stopped) return;
    const writing = this.kept;
    await (await desk()).put('drafts', writing, this.assignmentId);
    if (this.kept === writing && this.status.state === 'writing') this.tell({ state: 'on-device' });
  }

  /** Sends to the server what it does not have. Failing is no harm: the next tick tries again. */
  sync(): Promise<void> {
    this.syncing ??= this.send().finally(() => {
      this.syncing = undefined;
    });
    return this.syncing;
  }

  private async send(): Promise<void> {
    await this.keep();
    if (this.kept.synced || this.stopped || this.status.state === 'conflict') return;
    const sending = this.kept;
    try {
      const { revision } = await this.save(sending.output, sending.revision);
      const unchanged = this.kept === sending;
      this.base = sending.output;
      this.kept = { ...this.kept, revision, synced: unchanged };
      if (this.stopped) return;
      await (await desk()).put('drafts', this.kept, this.assignmentId);
      if (unchanged) this.tell({ state: 'saved' });
    } catch (failed) {
      if (!(failed instanceof ProblemError) || failed.code !== 'draft_conflict') return;
      const theirs = failed.problem.current as Schema<'Draft'>;
      if (theirs.revision > sending.revision && same(theirs.output, this.base)) {
        // Another tab sent the very text that this one goes on with.
        this.kept = { ...this.kept, revision: theirs.revision };
        await this.send();
      } else {
        this.tell({ state: 'conflict', theirs });
      }
    }
  }

  /** Ends a conflict: with this device's text, or with the other's. Gives the text to go on with. */
  async settle(choice: 'mine' | 'theirs'): Promise<object> {
    const theirs = this.status.theirs;
    if (!theirs) return this.kept.output;
    const output = choice === 'mine' ? this.kept.output : (theirs.output ?? {});
    this.kept = { ...this.kept, output, revision: theirs.revision, synced: false, savedAt: Date.now() };
    this.tell({ state: 'writing' });
    await this.sync();
    return output;
  }

  /** Stops all timers; what was written last is on the device. With `forget`, nothing is written any more. */
  async stop(forget = false): Promise<void> {
    clearInterval(this.ticker);
    if (!forget) await this.keep();
    clearTimeout(this.idle);
    this.stopped = true;
    keepers.delete(this.assignmentId);
  }

  private tell(status: DraftStatus): void {
    this.status = status;
    if (!this.stopped) this.onStatus(status);
  }
}

/** What this device has of an assignment's unfinished text. */
export async function keptDraft(assignmentId: string): Promise<LocalDraft | undefined> {
  return (await desk()).get('drafts', assignmentId);
}

/** Gives the server a text written on top of its `revision`; it takes one after the end of the lease too. */
export function saveDraft(assignment_id: string, output: object, revision: number): Promise<Schema<'Draft'>> {
  return unwrap(
    api.PUT('/v1/assignments/{assignment_id}/draft', {
      params: { path: { assignment_id } },
      body: { output: output as Record<string, never>, revision },
    }),
  );
}
