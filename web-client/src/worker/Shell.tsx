import { Trans, useLingui } from '@lingui/react/macro';
import { Coins, GraduationCap, Hammer, History, type LucideIcon, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useOutbox } from '~/features/desk';
import { Wordmark } from '~/features/session';
import { cx, ErrorBoundary, Spoken } from '~/ui';
import { Banner } from './Banner';
import styles from './Shell.module.css';

interface Place {
  href: string;
  title: string;
  icon: LucideIcon;
}

/** Places that lie behind one of the navigation without its address. */
const ALSO: Record<string, string[]> = { '/': ['/', '/projects'], '/qualify': ['/qualify', '/attempts'] };

/** The frame of the worker's screens: navigation at the foot of a phone, at the top of a desktop. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useLingui();
  const [location] = useLocation();
  const unsent = useOutbox().length;
  const places: Place[] = [
    { href: '/', title: t`Work`, icon: Hammer },
    { href: '/qualify', title: t`Qualify`, icon: GraduationCap },
    { href: '/history', title: t`My work`, icon: History },
    { href: '/earnings', title: t`Earnings`, icon: Coins },
    { href: '/account', title: t`Account`, icon: UserRound },
  ];
  const isHere = (href: string) =>
    (ALSO[href] ?? [href]).some(path => (path === '/' ? location === '/' : location.startsWith(path)));
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        <Trans>Skip to content</Trans>
      </a>
      <header className={styles.header}>
        <div className={styles.headerInner}>
          <Wordmark />
          <nav className={styles.nav} aria-label={t`Main`}>
            {places.map(({ href, title, icon: Icon }) => (
              <Link
                key={href}
                href={href}
                className={cx(styles.place, isHere(href) && styles.here)}
                aria-current={isHere(href) ? 'page' : undefined}
              >
                <span className={styles.icon}>
                  <Icon aria-hidden="true" />
                  {href === '/history' && unsent > 0 && (
                    <span className={styles.dot}>
                      <Spoken>
                        <Trans>work not sent yet</Trans>
                      </Spoken>
                    </span>
                  )}
                </span>
                {title}
              </Link>
            ))}
          </nav>
        </div>
      </header>
      <Banner />
      <main id="main" className={styles.main} tabIndex={-1}>
        <ErrorBoundary key={location}>{children}</ErrorBoundary>
      </main>
    </div>
  );
}
