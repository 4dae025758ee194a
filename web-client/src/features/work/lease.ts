import type { Schema } from '~/api';

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
}

/** Reads a lease at `now`, by the server's clock. */
export function readLease(lease: NonNullable<Schema<'Assignment'>['lease']>, now: number): LeaseClock {
  const start = Date.parse(lease.started_at);
  const end = Date.parse(lease.expires_at);
  const grace = Date.parse(lease.grace_until);
  if (now >= grace) return { phase: 'over', left: 0 };
  if (now >= end) return { phase: 'grace', left: grace - now };
  const left = end - now;
  if (left <= Math.min(SOON, (end - start) * SOON_SHARE)) return { phase: 'soon', left };
  return { phase: (now - start) / (end - start) >= 0.8 ? 'late' : 'calm', left };
}
