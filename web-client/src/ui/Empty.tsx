import type { ReactNode } from 'react';
import styles from './Surface.module.css';

/** Shown instead of a list that has nothing in it: says why, and what to do about it. Never a blank. */
export function Empty({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      {icon}
      <h2>{title}</h2>
      {children}
      {action}
    </div>
  );
}
