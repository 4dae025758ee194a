import { MessageReader } from './messages';

/** What a message tells. */
export type Facts = Record<string, string | undefined>;

type Open = (lastId: string | undefined, signal: AbortSignal) => Promise<Response>;

/** A stream on which nothing moves for so long has died without a word; the server gives a sign every 15 seconds. */
const SILENCE = 40_000;

/** Waits between attempts, in milliseconds; the last one repeats. Each is spread, so that not all come back together. */
const PAUSES = [500, 2_000, 5_000, 15_000, 30_000] as const;

/**
 * The stream of what happens, kept open while it is of use: it comes back by itself to where it was. A message may come
 * twice, none is lost without the word `reset`.
 */
export class LiveStream {
  private lastId: string | undefined;
  private failures = 0;
  private running: AbortController | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly open: Open,
    private readonly tell: (name: string, facts: Facts) => void,
  ) {}

  /** Opens the stream now, unless it is open. */
  start(): void {
    if (this.running) return;
    clearTimeout(this.timer);
    const running = new AbortController();
    this.running = running;
    void this.follow(running).finally(() => {
      if (this.running !== running) return;
      this.running = undefined;
      const pause = PAUSES[Math.min(this.failures++, PAUSES.length - 1)] ?? 0;
      this.timer = setTimeout(() => this.start(), pause * (0.5 + Math.random()));
    });
  }

  /** Closes it, and does not come back before the next {@link start}. */
  stop(): void {
    clearTimeout(this.timer);
    this.running?.abort();
    this.running = undefined;
  }

  private async follow(running: AbortController): Promise<void> {
    try {
      const response = await this.open(this.lastId, running.signal);
      if (response.ok && response.body) await this.read(response.body, running);
      else await response.body?.cancel();
    } catch {
      // Whatever it was, the next attempt finds out; until then the screens ask now and then, as without a stream.
    }
  }

  private async read(body: ReadableStream<Uint8Array>, running: AbortController): Promise<void> {
    const pieces = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
    const messages = new MessageReader();
    let silence = setTimeout(() => running.abort(), SILENCE);
    try {
      for (let next = await pieces.read(); !next.done; next = await pieces.read()) {
        clearTimeout(silence);
        silence = setTimeout(() => running.abort(), SILENCE);
        this.failures = 0;
        for (const { name, data, id } of messages.read(next.value)) {
          if (name) this.tell(name, JSON.parse(data));
          this.lastId = id ?? this.lastId;
        }
      }
    } finally {
      clearTimeout(silence);
    }
  }
}
