import { useEffect, useRef, useState } from 'react';

/** How far a finger pulls before letting go refreshes, in pixels. */
const FAR = 90;

/** Pull to refresh at the top of a page; the button beside it does the same. */
export function usePull(refresh: () => unknown): { active: boolean; ready: boolean } {
  const [pulled, setPulled] = useState(0);
  const run = useRef(refresh);
  run.current = refresh;
  useEffect(() => {
    let from: number | undefined;
    let far = 0;
    const begin = (event: TouchEvent) => {
      from = scrollY <= 0 ? event.touches[0]?.clientY : undefined;
    };
    const move = (event: TouchEvent) => {
      if (from === undefined) return;
      far = Math.max(0, (event.touches[0]?.clientY ?? from) - from);
      setPulled(far > 30 ? far : 0);
    };
    const end = () => {
      if (far >= FAR) run.current();
      far = 0;
      setPulled(0);
    };
    addEventListener('touchstart', begin, { passive: true });
    addEventListener('touchmove', move, { passive: true });
    addEventListener('touchend', end);
    return () => {
      removeEventListener('touchstart', begin);
      removeEventListener('touchmove', move);
      removeEventListener('touchend', end);
    };
  }, []);
  return { active: pulled > 0, ready: pulled >= FAR };
}
