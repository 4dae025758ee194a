import type { ReactNode } from 'react';
import { cx } from './cx';
import styles from './Stat.module.css';

/** Numbers that are read at one glance, beside each other. */
export function Stats({ children }: { children: ReactNode }) {
  return <dl className={styles.stats}>{children}</dl>;
}

/** One number with its name, and below it what it rests on. */
export function Stat({
  name,
  value,
  note,
  tone,
}: {
  name: ReactNode;
  value: ReactNode;
  note?: ReactNode;
  tone?: 'brass' | 'good' | 'bad';
}) {
  return (
    <div className={styles.stat}>
      <dt className={styles.name}>{name}</dt>
      <dd className={cx(styles.value, tone && styles[tone])}>{value}</dd>
      {note && <dd className={styles.note}>{note}</dd>}
    </div>
  );
}
