import type { Schema } from '~/api';

/**
 * Waits between beats, in milliseconds; the last one repeats. Close together at first, so that the time of a short task
 * is told too, and each a moment after the device has counted five more seconds.
 */
const PAUSES = [6_000, 10_000, 15_000, 30_000] as const;

/** How long to wait for the next beat, in milliseconds, after so many have followed the first. */
export function pauseAfter(beats: number): number {
  return PAUSES[beats] ?? PAUSES[PAUSES.length - 1] ?? 0;
}

/** Whether the server sees an assignment otherwise than this device: another state, fence or end of the lease. */
export function isNews(heard: Schema<'Heartbeat'>, { state, fence, lease }: Schema<'Assignment'>): boolean {
  return (
    heard.state !== state ||
    heard.fence !== fence ||
    (heard.lease_until !== undefined && Date.parse(heard.lease_until) !== Date.parse(lease?.expires_at ?? ''))
  );
}
