import { type ReactNode, useEffect, useRef } from 'react';
import { cx } from './cx';
import styles from './Layout.module.css';

/** Things under each other. */
export function Stack({
  gap,
  children,
  className,
}: {
  gap?: 'tight' | 'loose';
  children: ReactNode;
  className?: string | undefined;
}) {
  return <div className={cx(styles.stack, gap && styles[gap], className)}>{children}</div>;
}

/** Things beside each other, wrapping when there is no room. */
export function Row({
  between,
  children,
  className,
}: {
  between?: boolean;
  children: ReactNode;
  className?: string | undefined;
}) {
  return <div className={cx(styles.row, between && styles.between, className)}>{children}</div>;
}

/**
 * A screen: its heading, and what belongs to it. Sets the document's title, and moves focus to the heading so that a
 * screen reader says where the person has arrived.
 */
export function Page({
  title,
  name,
  lead,
  actions,
  children,
}: {
  title: ReactNode;
  name: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${name} · Guildhall`;
  }, [name]);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <p className={styles.lead}>{lead}</p>}
        </div>
        {actions && <Row>{actions}</Row>}
      </header>
      {children}
    </div>
  );
}
