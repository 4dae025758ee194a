import { type ReactNode, useEffect } from 'react';
import { LanguageChoice } from './LanguageChoice';
import styles from './session.module.css';
import { Wordmark } from './Wordmark';

/** The frame of every screen before sign-in. `name` becomes the document's title. */
export function Gate({
  title,
  name,
  lead,
  children,
}: {
  title: ReactNode;
  name: string;
  lead?: ReactNode;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${name} · Guildhall`;
  }, [name]);
  return (
    <div className={styles.gate}>
      <header className={styles.top}>
        <Wordmark />
        <LanguageChoice />
      </header>
      <main className={styles.panel}>
        <div>
          <h1>{title}</h1>
          {lead && <p className={styles.lead}>{lead}</p>}
        </div>
        {children}
      </main>
    </div>
  );
}
