import type { HTMLAttributes, ReactNode } from 'react';
import { cx } from './cx';
import styles from './Surface.module.css';

/** A quiet frame around things that belong together. */
export function Card({
  className,
  as: As = 'div',
  ...rest
}: HTMLAttributes<HTMLElement> & { as?: 'div' | 'section' | 'article' | 'li' | 'form' }) {
  const Tag = As as 'div';
  return <Tag {...(rest as HTMLAttributes<HTMLDivElement>)} className={cx(styles.card, className)} />;
}

export type Tone = 'plain' | 'accent' | 'brass' | 'good' | 'warn' | 'bad';

/** A word or two about a thing's state. Colour is never the only sign: the words say it. */
export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={cx(styles.badge, tone !== 'plain' && styles[tone])}>{children}</span>;
}

/** A message that stays in the page. `role="alert"` for what just went wrong. */
export function Note({
  tone = 'plain',
  icon,
  role,
  children,
}: {
  tone?: Tone;
  icon?: ReactNode;
  role?: 'alert' | 'status';
  children: ReactNode;
}) {
  return (
    <div className={cx(styles.note, tone !== 'plain' && styles[tone])} role={role}>
      {icon}
      <div>{children}</div>
    </div>
  );
}

/** Text for screen readers only. */
export function Spoken({ as: As = 'span', children }: { as?: 'span' | 'h2'; children: ReactNode }) {
  return <As className={styles.hidden}>{children}</As>;
}
