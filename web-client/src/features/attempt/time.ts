import type { Schema } from '~/api';

type Attempt = Schema<'Attempt'>;

/** The last two minutes are urgent, in milliseconds; of a short time only the last quarter. */
const SOON = 120_000;
const SOON_SHARE = 0.25;
const LATE_SHARE = 0.8;

/** `calm` until 80 % is used, then `late`, then `soon`; `over` after the end. */
export type Phase = 'calm' | 'late' | 'soon' | 'over';

export interface TestClock {
  phase: Phase;
  /** Milliseconds to the end. */
  left: number;
  /** What ends first: the section that is open, or the whole. */
  of: 'section' | 'whole';
  /** Whether the clock stands. */
  paused: boolean;
}

/** Reads the time of an attempt at `now`, by the server's clock; nothing when nothing bounds it. */
export function readTime(attempt: Attempt, now: number): TestClock | undefined {
  const section = attempt.section === undefined ? undefined : attempt.sections[attempt.section];
  const at = attempt.paused_at === undefined ? now : Date.parse(attempt.paused_at);
  const bounds = [bound('section', section), bound('whole', attempt)].filter(one => one !== undefined);
  const [first] = bounds.sort((a, b) => a.end - b.end);
  if (!first) return undefined;
  const left = first.end - at;
  const total = first.total ?? (first.of === 'whole' ? first.end - Date.parse(attempt.started_at) : undefined);
  return {
    phase: phaseOf(left, total),
    left: Math.max(0, left),
    of: first.of,
    paused: attempt.paused_at !== undefined,
  };
}

function bound(of: 'section' | 'whole', what: { ends_at?: string; seconds?: number } | undefined) {
  if (what?.ends_at === undefined) return undefined;
  return { of, end: Date.parse(what.ends_at), total: what.seconds === undefined ? undefined : what.seconds * 1000 };
}

function phaseOf(left: number, total = Number.POSITIVE_INFINITY): Phase {
  if (left <= 0) return 'over';
  if (left <= Math.min(SOON, total * SOON_SHARE)) return 'soon';
  return Number.isFinite(total) && left <= total * (1 - LATE_SHARE) ? 'late' : 'calm';
}
