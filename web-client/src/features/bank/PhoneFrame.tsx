import type { ReactNode } from 'react';
import styles from './bank.module.css';

/** What is inside, in the frame and the width of a phone. */
export function PhoneFrame({ title, aside, children }: { title: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.phone}>
      <div className={styles.screen}>
        <div className={styles.bar}>
          <strong>{title}</strong>
          {aside}
        </div>
        {children}
      </div>
    </div>
  );
}
