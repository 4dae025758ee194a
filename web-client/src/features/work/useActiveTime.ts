import { useEffect } from 'react';
import { noteActivity } from '~/features/desk';

/** Without a sign of life for so long, a person counts as away. In milliseconds. */
const AWAY = 120_000;
const STEP = 5_000;

/** Counts the seconds, while `on`, in which a task is in view and its person active; kept on the device with the task. */
export function useActiveTime(assignmentId: string, on: boolean): void {
  useEffect(() => {
    if (!on) return;
    let last = Date.now();
    const alive = () => {
      last = Date.now();
    };
    const signs = ['pointerdown', 'keydown', 'scroll', 'touchstart'] as const;
    for (const sign of signs) addEventListener(sign, alive, { passive: true });
    const timer = setInterval(() => {
      const here = document.visibilityState === 'visible' && Date.now() - last < AWAY;
      if (here) void noteActivity(assignmentId, STEP / 1000).catch(() => undefined);
    }, STEP);
    return () => {
      clearInterval(timer);
      for (const sign of signs) removeEventListener(sign, alive);
    };
  }, [assignmentId, on]);
}
