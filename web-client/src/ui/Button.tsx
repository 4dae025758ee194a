import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode } from 'react';
import { Link } from 'wouter';
import styles from './Button.module.css';
import { cx } from './cx';

interface Look {
  /** How much it asks for attention; one `primary` per screen. */
  tone?: 'primary' | 'secondary' | 'quiet' | 'danger';
  size?: 'small' | 'medium' | 'large';
  /** As wide as its container. */
  wide?: boolean;
  /** Holds an icon only; then `aria-label` is required by the reader's ear. */
  icon?: boolean;
  children: ReactNode;
}

const look = ({ tone = 'secondary', size = 'medium', wide, icon }: Look, extra?: string) =>
  cx(
    styles.button,
    styles[icon && tone === 'secondary' ? 'quiet' : tone],
    size !== 'medium' && styles[size],
    wide && styles.wide,
    icon && styles.icon,
    extra,
  );

export interface ButtonProps extends Look, Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  /** Shows that its work is under way and ignores further presses; keeps focus. */
  busy?: boolean;
}

export function Button({ tone, size, wide, icon, busy, className, children, onClick, type, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      className={look({ tone, size, wide, icon, children } as Look, className)}
      aria-busy={busy || undefined}
      onClick={event => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy && <span className={styles.spinner} aria-hidden="true" />}
      {busy && icon ? null : children}
    </button>
  );
}

export interface ButtonLinkProps extends Look, Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'children' | 'href'> {
  /** A path of this entry; other addresses belong in a plain `<a>`. */
  href: string;
}

/** A link that looks like a button: for going somewhere, never for doing something. */
export function ButtonLink({ tone, size, wide, icon, className, children, href, ...rest }: ButtonLinkProps) {
  return (
    <Link {...rest} href={href} className={look({ tone, size, wide, icon, children } as Look, className)}>
      {children}
    </Link>
  );
}
