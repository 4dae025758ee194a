import type { ReactNode } from 'react';
import { Spoken } from './Card';
import { cx } from './cx';
import styles from './Table.module.css';

/** Rows to compare. On a phone each row becomes a small card, with its short cells beside each other under their
 * column's name. */
export function Table({
  caption,
  head,
  children,
}: {
  /** What the rows are, for the reader's ear. */
  caption: string;
  /** Column titles; those of numbers stand at the end of their column. */
  head: readonly { title: string; number?: boolean; hidden?: boolean }[];
  children: ReactNode;
}) {
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <caption className={styles.caption}>{caption}</caption>
        <thead>
          <tr>
            {head.map(({ title, number, hidden }) => (
              <th key={title} scope="col" className={cx(number && styles.number)}>
                {hidden ? <Spoken>{title}</Spoken> : title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** One cell; `label` repeats the column's title on phones. */
export function Cell({
  label,
  number,
  main,
  children,
}: {
  label?: string;
  number?: boolean;
  main?: boolean;
  children: ReactNode;
}) {
  return (
    <td className={cx(number && styles.number, main && styles.main)} data-label={label}>
      {children}
    </td>
  );
}
