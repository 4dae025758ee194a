import { Trans, useLingui } from '@lingui/react/macro';
import { CloudOff, LogOut, type LucideIcon } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { resume, signOut, useSession } from '~/api/session';
import { OrganisationChoice, useOrganisations } from '~/features/organisation';
import { Wordmark } from '~/features/session';
import { Button, cx, ErrorBoundary, Note, toast, useOnline, useProblemWords } from '~/ui';
import styles from './OfficeShell.module.css';

/** One destination of the side navigation. */
export interface Place {
  href: string;
  title: string;
  icon: LucideIcon;
  /** How much waits there; nothing is shown for 0. */
  count?: number;
  /** Only this very address belongs to it. */
  exact?: boolean;
}

/** The console's frame: navigation at the side of a desktop, at the foot of a phone. */
export function OfficeShell({ places, children }: { places: readonly Place[]; children: ReactNode }) {
  const { t } = useLingui();
  const [location] = useLocation();
  const session = useSession();
  const online = useOnline();
  const words = useProblemWords();
  const several = useOrganisations().length > 1;
  const strip = useRef<HTMLElement>(null);
  // On a phone the strip is wider than the screen; where one is must be in view.
  useEffect(() => {
    const current = location && strip.current?.querySelector('[aria-current]');
    if (current) current.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [location]);
  const leave = () => signOut().catch(thrown => toast({ text: words(thrown).title }));
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        <Trans>Skip to content</Trans>
      </a>
      <aside className={styles.side}>
        <div className={styles.head}>
          <Wordmark />
          <OrganisationChoice />
        </div>
        <nav ref={strip} className={styles.nav} aria-label={t`Office`}>
          {places.map(place => (
            <PlaceLink key={place.href} place={place} here={isHere(location, place)} />
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
        {several && (
          <div className={styles.elsewhere}>
            <OrganisationChoice />
          </div>
        )}
        <div role="status">{(!online || session.state === 'away') && <NoConnection online={online} />}</div>
        <ErrorBoundary key={location}>{children}</ErrorBoundary>
      </main>
    </div>
  );
}

/** What is on screen may be old; forms keep what is typed. */
function NoConnection({ online }: { online: boolean }) {
  return (
    <Note tone="warn" icon={<CloudOff aria-hidden="true" />}>
      <p>
        <Trans>No connection. What you see may be old, and nothing can be changed now.</Trans>
      </p>
      {online && (
        <Button size="small" onClick={() => void resume()}>
          <Trans>Try again</Trans>
        </Button>
      )}
    </Note>
  );
}

function PlaceLink({ place: { href, title, icon: Icon, count }, here }: { place: Place; here: boolean }) {
  return (
    <Link href={href} className={cx(styles.place, here && styles.here)} aria-current={here ? 'page' : undefined}>
      <Icon aria-hidden="true" />
      <span>{title}</span>
      {count ? <span className={styles.count}>{count > 99 ? '99+' : count}</span> : null}
    </Link>
  );
}

/** Screens that belong to a place without lying under its address. */
const UNDER: Record<string, string> = {
  '/tasks': '/projects',
  '/appeals': '/reviews',
  '/calibration': '/gradings',
  '/test-appeals': '/gradings',
  '/tests': '/qualifications',
  '/corrections': '/qualifications',
};

function isHere(location: string, { href, exact }: Place): boolean {
  if (exact) return location === href;
  const first = `/${location.split('/')[1]}`;
  return (UNDER[first] ?? first) === href;
}
