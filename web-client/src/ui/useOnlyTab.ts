import { useEffect, useState } from 'react';

/**
 * Whether this tab is the one that writes: of all tabs of a browser, one works on the thing called `name` at a time.
 * `here` is unknown for a moment; `takeOver` makes this tab the one, and the other hears of it.
 */
export function useOnlyTab(name: string): { here: boolean | undefined; takeOver: () => void } {
  const [here, setHere] = useState<boolean>();
  const [steal, setSteal] = useState(false);
  useEffect(() => {
    // Plain http on another host than localhost has no Web Locks; drafts then meet as those of two devices do.
    if (!navigator.locks) return setHere(true);
    let gone = false;
    let release = () => {};
    const until = new Promise<void>(done => {
      release = done;
    });
    navigator.locks
      .request(`guildhall.${name}`, steal ? { steal } : { ifAvailable: true }, lock => {
        if (gone) return;
        setHere(lock !== null);
        return lock ? until : undefined;
      })
      .catch(() => {
        // Another tab took over.
        if (gone) return;
        setHere(false);
        setSteal(false);
      });
    return () => {
      gone = true;
      release();
    };
  }, [name, steal]);
  return { here, takeOver: () => setSteal(true) };
}
