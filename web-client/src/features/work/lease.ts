import type { Schema } from '~/api';

type Lease = NonNullable<Schema<'Assignment'>['lease']>;

/** The last two minutes are urgent, in milliseconds; of a short lease only the last quarter. */
const SOON = 120_000;
const SOON_SHARE = 0.25;

/**
 * How a lease stands. `calm` until 80 % is used, then `late`, then `soon` for the last two minutes, or for the
 * last quarter of a short lease; `grace` after the end while a submission is still taken; `over` after that.
 */
export type LeasePhase = 'calm' | 'late' | 'soon' | 'grace' | 'over';

export interface LeaseClock {
  phase: LeasePhase;
  /** Milliseconds to the end of the phase that matters: of the lease, or of the grace. */
  left: number;
  /** Milliseconds for which the clock still stands; 0 while it runs. */
  paused: number;
}

/** Reads a lease at `now`, by the server's clock. A paused one stands at the end of its pause. */
export function readLease(lease: Lease, now: number): LeaseClock {
  const paused = rest(lease, now);
  const at = now + paused;
  const start = Date.parse(lease.started_at);
  const end = Date.parse(lease.expires_at);
  const grace = Date.parse(lease.grace_until);
  if (at >= grace) return { phase: 'over', left: 0, paused };
  if (at >= end) return { phase: 'grace', left: grace - at, paused };
  const left = end - at;
  if (left <= Math.min(SOON, (end - start) * SOON_SHARE)) return { phase: 'soon', left, paused };
  return { phase: (at - start) / (end - start) >= 0.8 ? 'late' : 'calm', left, paused };
}

/** The lease as it is once its pause ends at `now`, for a device that could not ask the server. */
export function resumed(lease: Lease, now: number): Lease {
  const unused = rest(lease, now);
  if (unused === 0) return lease;
  const { paused_until: _, ...running } = lease;
  const earlier = (time: string) => new Date(Date.parse(time) - unused).toISOString();
  return {
    ...running,
    started_at: earlier(lease.started_at),
    expires_at: earlier(lease.expires_at),
    grace_until: earlier(lease.grace_until),
    pause_seconds_left: lease.pause_seconds_left + Math.floor(unused / 1000),
  };
}

function rest({ paused_until: until }: Lease, now: number): number {
  return until === undefined ? 0 : Math.max(0, Date.parse(until) - now);
}
