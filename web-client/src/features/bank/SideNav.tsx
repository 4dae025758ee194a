import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { cx } from '~/ui';
import styles from './bank.module.css';

/** The sides of one thing, each with an address of its own; the first stands under the thing's own address. */
export function SideNav<Side extends string>({
  label,
  base,
  sides,
  here,
}: {
  /** What the sides belong to, for the reader's ear. */
  label: string;
  base: string;
  sides: readonly (readonly [side: Side, title: ReactNode])[];
  here: string;
}) {
  const strip = useRef<HTMLElement>(null);
  // On a phone the strip is wider than the screen; where one is must be in view.
  useEffect(() => {
    const current = here && strip.current?.querySelector('[aria-current]');
    if (current) current.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [here]);
  return (
    <nav ref={strip} className={styles.sides} aria-label={label}>
      {sides.map(([side, title], index) => (
        <Link
          key={side}
          href={index === 0 ? base : `${base}/${side}`}
          className={cx(styles.side, side === here && styles.here)}
          aria-current={side === here ? 'page' : undefined}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
