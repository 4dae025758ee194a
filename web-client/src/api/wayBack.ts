/** Waits between attempts, in milliseconds; the last one repeats. Each is spread, so that not all come back together. */
const PAUSES = [2_000, 5_000, 10_000, 20_000, 30_000] as const;

/** The way back to a server that cannot be reached: tried by itself, more and more rarely, until it is stopped. */
export class WayBack {
  private open = false;
  private trying = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly attempt: () => Promise<unknown>) {}

  /** Begins with a short pause, unless it has begun. */
  start(): void {
    if (this.open) return;
    this.open = true;
    this.failures = 0;
    this.wait();
  }

  /** Tries without waiting for the pause to end, as there is a sign that it can succeed; nothing before the start. */
  now(): void {
    if (!this.open || this.trying) return;
    clearTimeout(this.timer);
    this.trying = true;
    void this.attempt().finally(() => {
      this.trying = false;
      if (this.open) this.wait();
    });
  }

  /** An attempt that is on its way ends; no other follows. */
  stop(): void {
    this.open = false;
    clearTimeout(this.timer);
  }

  private wait(): void {
    const pause = PAUSES[Math.min(this.failures++, PAUSES.length - 1)] ?? 0;
    this.timer = setTimeout(() => this.now(), pause * (0.5 + Math.random()));
  }
}
