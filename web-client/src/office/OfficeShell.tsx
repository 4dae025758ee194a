import { Trans, useLingui } from '@lingui/react/macro';
import { LogOut, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { signOut, useSession } from '~/api/session';
import { Wordmark } from '~/features/session';
import { Button, cx, ErrorBoundary, toast, useProblemWords } from '~/ui';
import styles from './OfficeShell.module.css';

/** One destination of the side navigation. */
export interface Place {
  href: string;
  title: string;
  icon: LucideIcon;
  /** How much waits there; nothing is shown for 0. */
  count?: number;
}

/** The console's frame: navigation at the side of a desktop, at the foot of a phone. */
export function OfficeShell({ places, children }: { places: readonly Place[]; children: ReactNode }) {
  const { t } = useLingui();
  const [location] = useLocation();
  const session = useSession();
  const words = useProblemWords();
  const leave = () => signOut().catch(thrown => toast({ text: words(thrown).title }));
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        <Trans>Skip to content</Trans>
      </a>
      <aside className={styles.side}>
        <Wordmark />
        <nav className={styles.nav} aria-label={t`Office`}>
          {places.map(({ href, title, icon: Icon, count }) => (
            <Link
              key={href}
              href={href}
              className={cx(styles.place, location.startsWith(href) && styles.here)}
              aria-current={location.startsWith(href) ? 'page' : undefined}
            >
              <Icon aria-hidden="true" />
              <span>{title}</span>
              {count ? <span className={styles.count}>{count}</span> : null}
            </Link>
          ))}
        </nav>
        {session.state === 'signed-in' && (
          <div className={styles.person}>
            <span className={styles.name}>{session.me.display_name}</span>
            <Button icon tone="quiet" aria-label={t`Sign out`} onClick={() => void leave()}>
              <LogOut aria-hidden="true" />
            </Button>
          </div>
        )}
      </aside>
      <main id="main" className={styles.main} tabIndex={-1}>
        <ErrorBoundary key={location}>{children}</ErrorBoundary>
      </main>
    </div>
  );
}
