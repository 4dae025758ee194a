import { useEffect, useReducer } from 'react';

/** Redraws every `millis` while `on` and the page is in view. */
export function useTick(millis: number, on = true): void {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && redraw(), millis);
    const seen = () => redraw();
    document.addEventListener('visibilitychange', seen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [millis, on]);
}
