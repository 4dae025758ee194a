import { Trans, useLingui } from '@lingui/react/macro';
import { Check } from 'lucide-react';
import { type ReactNode, type TouchEvent, useEffect, useRef, useState } from 'react';
import { cx, Markdown, Spoken } from '~/ui';
import { WordsOnlyHere } from '~/ui/Differences';
import styles from './answer.module.css';
import { DifferencesLegend, DifferencesToggle } from './DifferencesToggle';

type Side = 'a' | 'b';

/** How long a side must be on screen to count as looked at, in milliseconds. */
const LOOK = 700;
/** How far a finger travels sideways before it means "the other side", in pixels. */
const SWIPE = 56;

/**
 * Two texts to compare: beside each other where there is room, behind a switch that stays in view on phones, with a
 * swipe as a second way. What differs is marked on request only, for a first reading should be of the texts. `onSeen` is
 * told once each side has really been on screen.
 */
export function Sides({ a, b, onSeen }: { a: string; b: string; onSeen: (side: Side) => void }) {
  const { t } = useLingui();
  const [shown, setShown] = useState<Side>('a');
  const [seen, setSeen] = useState<readonly Side[]>([]);
  const [differences, setDifferences] = useState(false);
  const touch = useRef<{ x: number; y: number }>(undefined);
  const scrolled = useRef<Record<Side, number>>({ a: 0, b: 0 });
  const box = useRef<HTMLDivElement>(null);

  const show = (side: Side) => {
    if (side === shown) return;
    scrolled.current[shown] = scrollY;
    setShown(side);
    requestAnimationFrame(() => scrollTo({ top: scrolled.current[side] || Math.min(scrollY, topOf(box.current)) }));
  };
  const see = (side: Side) => {
    setSeen(before => (before.includes(side) ? before : [...before, side]));
    onSeen(side);
  };
  const release = (event: TouchEvent) => {
    const end = event.changedTouches[0];
    if (!touch.current || !end) return;
    const [dx, dy] = [end.clientX - touch.current.x, end.clientY - touch.current.y];
    if (Math.abs(dx) < SWIPE || Math.abs(dx) < 2 * Math.abs(dy)) return;
    const forward = document.documentElement.dir === 'rtl' ? dx > 0 : dx < 0;
    show(forward ? 'b' : 'a');
  };

  return (
    <div ref={box} className={styles.room}>
      <div className={styles.switchBar}>
        <fieldset className={styles.switch} aria-label={t`Side to read`}>
          {(['a', 'b'] as const).map(side => (
            <button key={side} type="button" aria-pressed={shown === side} onClick={() => show(side)}>
              {side.toUpperCase()}
              {seen.includes(side) && (
                <>
                  <Check aria-hidden="true" />
                  <Spoken>
                    <Trans>read</Trans>
                  </Spoken>
                </>
              )}
            </button>
          ))}
        </fieldset>
        <DifferencesToggle on={differences} onChange={setDifferences} />
      </div>
      <DifferencesLegend on={differences} />
      <div
        className={styles.sides}
        onTouchStart={event => {
          const at = event.touches[0];
          touch.current = at && { x: at.clientX, y: at.clientY };
        }}
        onTouchEnd={release}
      >
        {(['a', 'b'] as const).map(side => (
          <SeenOnce key={side} onSeen={() => see(side)} className={cx(styles.side, shown !== side && styles.behind)}>
            <h3 className={styles.sideName}>{side.toUpperCase()}</h3>
            <SideText text={side === 'a' ? a : b} other={side === 'a' ? b : a} differences={differences} />
          </SeenOnce>
        ))}
      </div>
    </div>
  );
}

function SideText({ text, other, differences }: { text: string; other: string; differences: boolean }) {
  return differences ? <WordsOnlyHere text={text} other={other} /> : <Markdown text={text} />;
}

function topOf(element: HTMLElement | null): number {
  return element ? element.getBoundingClientRect().top + scrollY - 64 : 0;
}

function SeenOnce({ onSeen, className, children }: { onSeen: () => void; className: string; children: ReactNode }) {
  const box = useRef<HTMLElement>(null);
  const tell = useRef(onSeen);
  tell.current = onSeen;
  useEffect(() => {
    if (!box.current) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new IntersectionObserver(([entry]) => {
      clearTimeout(timer);
      if (!entry?.isIntersecting) return;
      timer = setTimeout(() => {
        observer.disconnect();
        tell.current();
      }, LOOK);
    });
    observer.observe(box.current);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, []);
  return (
    <section ref={box} className={className}>
      {children}
    </section>
  );
}
