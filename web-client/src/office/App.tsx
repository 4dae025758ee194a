import { Trans, useLingui } from '@lingui/react/macro';
import {
  BadgeCheck,
  ClipboardCheck,
  ClipboardPenLine,
  Compass,
  FolderKanban,
  House,
  Library,
  UserRound,
  UsersRound,
  Wallet,
} from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Link, Route, Router, Switch, useLocation } from 'wouter';
import { type Me, useSession } from '~/api/session';
import { InvitationPage, useOrganisation } from '~/features/organisation';
import { ProjectsPage } from '~/features/projects';
import { SignInPage, takeLinkToken } from '~/features/session';
import { ButtonLink, Empty, Page, Skeleton } from '~/ui';
import { HomePage } from './HomePage';
import { OfficeShell, type Place } from './OfficeShell';
import styles from './OfficeShell.module.css';
import { useWaiting, useWaitingGradings } from './useWaiting';

const doors = () => import('~/features/session/pages');
const SignUpPage = lazy(async () => ({ default: (await doors()).SignUpPage }));
const ForgotPage = lazy(async () => ({ default: (await doors()).ForgotPage }));
const ProjectPage = lazy(async () => ({ default: (await import('./ProjectPage')).ProjectPage }));
const NewProjectPage = lazy(async () => ({ default: (await import('~/features/ordering')).NewProjectPage }));
const TaskPage = lazy(async () => ({ default: (await import('~/features/tasks')).TaskPage }));
const ReviewsPage = lazy(async () => ({ default: (await import('~/features/review')).ReviewsPage }));
const AppealsPage = lazy(async () => ({ default: (await import('~/features/review')).AppealsPage }));
const grading = () => import('~/features/grading');
const GradingPage = lazy(async () => ({ default: (await grading()).GradingPage }));
const CalibrationPage = lazy(async () => ({ default: (await grading()).CalibrationPage }));
const bank = () => import('~/features/bank');
const BankPage = lazy(async () => ({ default: (await bank()).BankPage }));
const NewItemPage = lazy(async () => ({ default: (await bank()).NewItemPage }));
const ItemPage = lazy(async () => ({ default: (await bank()).ItemPage }));
const exam = () => import('~/features/exam');
const QualificationsPage = lazy(async () => ({ default: (await exam()).QualificationsPage }));
const QualificationPage = lazy(async () => ({ default: (await exam()).QualificationPage }));
const TestPage = lazy(async () => ({ default: (await exam()).TestPage }));
const correction = () => import('~/features/correction');
const CorrectionsPage = lazy(async () => ({ default: (await correction()).CorrectionsPage }));
const AttemptAppealsPage = lazy(async () => ({ default: (await correction()).AttemptAppealsPage }));
const WalletPage = lazy(async () => ({ default: (await import('~/features/wallet')).WalletPage }));
const TeamPage = lazy(async () => ({ default: (await import('~/features/team')).TeamPage }));
const AccountPage = lazy(async () => ({ default: (await import('~/features/account')).AccountPage }));

/** The office: requesters, reviewers, vendors and operators. Every path below is under `/office`. */
export function App() {
  const session = useSession();
  // Taken before anybody signs in, so that it is still there afterwards; it leaves the address at once.
  const [invitation] = useState(() => (location.pathname.startsWith('/office/invitation') ? takeLinkToken() : ''));
  return (
    <Router base="/office">
      <Suspense fallback={<Waiting />}>
        {session.state === 'starting' && <Waiting />}
        {session.state === 'signed-out' && <Doors />}
        {(session.state === 'signed-in' || session.state === 'away') && (
          <Rooms me={session.me} invitation={invitation} />
        )}
      </Suspense>
    </Router>
  );
}

function Doors() {
  return (
    <Switch>
      <Route path="/signup">
        <SignUpPage kind="requester" />
      </Route>
      <Route path="/forgot">
        <ForgotPage />
      </Route>
      <Route>
        <SignInPage
          foot={
            <>
              <Link href="/signup">
                <Trans>Open a requester account</Trans>
              </Link>
              <Link href="/forgot">
                <Trans>Forgot the password?</Trans>
              </Link>
            </>
          }
        />
      </Route>
    </Switch>
  );
}

function Rooms({ me, invitation }: { me: Me; invitation: string }) {
  const [location] = useLocation();
  return (
    <OfficeShell places={usePlaces(me)}>
      <Suspense key={location.split('/')[1]} fallback={<Skeleton lines={[3, 8, 8]} />}>
        <Switch>
          <Route path="/">
            <HomePage me={me} />
          </Route>
          <Route path="/invitation">
            <InvitationPage token={invitation} />
          </Route>
          <Route path="/projects">
            <ProjectsPage />
          </Route>
          <Route path="/projects/new">
            <NewProjectPage />
          </Route>
          <Route path="/projects/:id/:side?">
            {({ id, side }) => <ProjectPage key={id} id={id} {...(side && { side })} />}
          </Route>
          <Route path="/tasks/:id">{({ id }) => <TaskPage key={id} id={id} />}</Route>
          <Route path="/reviews">
            <ReviewsPage />
          </Route>
          <Route path="/appeals">
            <AppealsPage />
          </Route>
          <Route path="/gradings">
            <GradingPage />
          </Route>
          <Route path="/calibration">
            <CalibrationPage />
          </Route>
          <Route path="/qualifications">
            <QualificationsPage />
          </Route>
          <Route path="/qualifications/:id/:side?">
            {({ id, side }) => <QualificationPage key={id} id={id} {...(side && { side })} />}
          </Route>
          <Route path="/tests/:id">{({ id }) => <TestPage key={id} id={id} />}</Route>
          <Route path="/items">
            <BankPage />
          </Route>
          <Route path="/items/new">
            <NewItemPage />
          </Route>
          <Route path="/items/:id/:side?">
            {({ id, side }) => <ItemPage key={id} id={id} {...(side && { side })} />}
          </Route>
          <Route path="/corrections">
            <CorrectionsPage />
          </Route>
          <Route path="/test-appeals">
            <AttemptAppealsPage />
          </Route>
          <Route path="/money">
            <WalletPage />
          </Route>
          <Route path="/team">
            <TeamPage />
          </Route>
          <Route path="/account">
            <AccountPage />
          </Route>
          <Route>
            <NotHere />
          </Route>
        </Switch>
      </Suspense>
    </OfficeShell>
  );
}

/** What stands in the navigation for this person. */
function usePlaces(me: Me): Place[] {
  const { t } = useLingui();
  const organisation = useOrganisation();
  const judges = me.roles.some(role => role === 'reviewer' || role === 'operator' || role === 'requester');
  const waiting = useWaiting(judges);
  const grades = useWaitingGradings(judges || me.roles.includes('worker'));
  const own: Place[] = organisation
    ? [{ href: '/projects', title: t`Projects`, icon: FolderKanban }]
    : [{ href: '/', title: t`Home`, icon: House, exact: true }];
  const review: Place[] = judges ? [{ href: '/reviews', title: t`Reviews`, icon: ClipboardCheck, count: waiting }] : [];
  const grading: Place[] =
    judges || grades.length > 0
      ? [
          {
            href: '/gradings',
            title: t`Grading`,
            icon: ClipboardPenLine,
            count: grades.reduce((sum, one) => sum + one, 0),
          },
        ]
      : [];
  const skill: Place[] = organisation
    ? [
        { href: '/qualifications', title: t`Qualifications`, icon: BadgeCheck },
        { href: '/items', title: t`Items`, icon: Library },
      ]
    : [];
  const rest: Place[] = organisation
    ? [
        { href: '/money', title: t`Money`, icon: Wallet },
        { href: '/team', title: t`Team`, icon: UsersRound },
      ]
    : [];
  return [...own, ...review, ...grading, ...skill, ...rest, { href: '/account', title: t`Account`, icon: UserRound }];
}

function Waiting() {
  return (
    <div className={styles.waiting}>
      <Skeleton />
    </div>
  );
}

function NotHere() {
  const { t } = useLingui();
  return (
    <Page title={<Trans>Not here</Trans>} name={t`Not here`}>
      <Empty
        icon={<Compass aria-hidden="true" />}
        title={<Trans>There is no such page</Trans>}
        action={
          <ButtonLink href="/" tone="primary">
            <Trans>To the beginning</Trans>
          </ButtonLink>
        }
      />
    </Page>
  );
}
