import { useEffect, useRef } from 'react';
import { millisUntil, type Schema } from '~/api';

/** Lots are drawn for everybody at once; each looks at a moment of their own within so many milliseconds. */
const SPREAD = 1_500;

/** Looks again when the first of the cards' offers is over. */
export function useOfferEnds(cards: readonly Schema<'Card'>[], look: () => unknown): void {
  const latest = useRef(look);
  latest.current = look;
  const ends = cards.flatMap(({ offer }) => (offer && millisUntil(offer.until) > 0 ? [offer.until] : [])).sort();
  const [next] = ends;
  useEffect(() => {
    if (next === undefined) return;
    const timer = setTimeout(() => latest.current(), millisUntil(next) + Math.random() * SPREAD);
    return () => clearTimeout(timer);
  }, [next]);
}
