import { Trans, useLingui } from '@lingui/react/macro';
import { Compass } from 'lucide-react';
import { lazy, Suspense, useEffect } from 'react';
import { Link, Route, Switch } from 'wouter';
import { type Session, useSession } from '~/api/session';
import { watchAnswers, watchOutbox } from '~/features/desk';
import { FeedPage } from '~/features/feed';
import { watchLive } from '~/features/live';
import { followMessages } from '~/features/push';
import { SignInPage } from '~/features/session';
import { ButtonLink, Empty, Page, Skeleton } from '~/ui';
import { ROUTES } from './routes';
import { Shell } from './Shell';
import styles from './Shell.module.css';

const doors = () => import('~/features/session/pages');
const SignUpPage = lazy(async () => ({ default: (await doors()).SignUpPage }));
const VerifyPage = lazy(async () => ({ default: (await doors()).VerifyPage }));
const ForgotPage = lazy(async () => ({ default: (await doors()).ForgotPage }));
const ResetPage = lazy(async () => ({ default: (await doors()).ResetPage }));
const ProjectPage = lazy(async () => ({ default: (await import('~/features/project/ProjectPage')).ProjectPage }));
const WorkPage = lazy(async () => ({ default: (await import('~/features/work')).WorkPage }));
const HistoryPage = lazy(async () => ({ default: (await import('~/features/history/HistoryPage')).HistoryPage }));
const AssignmentPage = lazy(async () => ({
  default: (await import('~/features/history/AssignmentPage')).AssignmentPage,
}));
const EarningsPage = lazy(async () => ({ default: (await import('~/features/earnings/EarningsPage')).EarningsPage }));
const QualifyPage = lazy(async () => ({ default: (await import('~/features/qualify/QualifyPage')).QualifyPage }));
const QualificationPage = lazy(async () => ({
  default: (await import('~/features/qualify/QualificationPage')).QualificationPage,
}));
const AttemptPage = lazy(async () => ({ default: (await import('~/features/attempt/AttemptPage')).AttemptPage }));
const ResultPage = lazy(async () => ({ default: (await import('~/features/result/ResultPage')).ResultPage }));
const WorkerAccountPage = lazy(async () => ({ default: (await import('./WorkerAccountPage')).WorkerAccountPage }));

/** The worker's client: doors for strangers, screens for people who are signed in. */
export function App() {
  const session = useSession();
  return (
    <Suspense fallback={<Waiting />}>
      <Switch>
        <Route path={ROUTES.verify}>
          <VerifyPage />
        </Route>
        <Route path={ROUTES.reset}>
          <ResetPage />
        </Route>
        <Route path={ROUTES.invitation}>
          <ToOffice />
        </Route>
        <Route>
          <ByPerson session={session} />
        </Route>
      </Switch>
    </Suspense>
  );
}

function ByPerson({ session }: { session: Session }) {
  switch (session.state) {
    case 'starting':
      return <Waiting />;
    case 'signed-out':
      return <Doors />;
    case 'signed-in':
    case 'away':
      return <Rooms session={session} />;
  }
}

/** Invitations are to organisations, which live in the office. */
function ToOffice() {
  useEffect(() => location.replace(`/office/invitation${location.search}`), []);
  return <Waiting />;
}

function Doors() {
  const kind = new URLSearchParams(location.search).get('kind') === 'requester' ? 'requester' : 'worker';
  return (
    <Switch>
      <Route path={ROUTES.signUp}>
        <SignUpPage kind={kind} />
      </Route>
      <Route path={ROUTES.forgot}>
        <ForgotPage />
      </Route>
      <Route>
        <SignInPage
          foot={
            <>
              <Link href="/signup">
                <Trans>Create an account</Trans>
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

function Rooms({ session }: { session: Extract<Session, { state: 'signed-in' | 'away' }> }) {
  useEffect(watchOutbox, []);
  useEffect(() => (session.state === 'signed-in' ? watchAnswers() : undefined), [session.state]);
  useEffect(followMessages, []);
  useEffect(() => (session.state === 'signed-in' ? watchLive() : undefined), [session.state]);
  if (!session.me.roles.includes('worker')) return <OnToOffice />;
  return (
    <Switch>
      <Route path={ROUTES.work}>{({ id }) => <WorkPage key={id} assignmentId={id} />}</Route>
      <Route path={ROUTES.attempt}>{({ id }) => <AttemptPage key={id} attemptId={id} />}</Route>
      <Route>
        <Shell>
          <Suspense fallback={<Skeleton />}>
            <Switch>
              <Route path={ROUTES.feed}>
                <FeedPage />
              </Route>
              <Route path={ROUTES.project}>{({ id }) => <ProjectPage key={id} projectId={id} />}</Route>
              <Route path={ROUTES.history}>
                <HistoryPage />
              </Route>
              <Route path={ROUTES.assignment}>{({ id }) => <AssignmentPage key={id} assignmentId={id} />}</Route>
              <Route path={ROUTES.qualify}>
                <QualifyPage />
              </Route>
              <Route path={ROUTES.qualification}>
                {({ id }) => <QualificationPage key={id} qualificationId={id} />}
              </Route>
              <Route path={ROUTES.result}>{({ id }) => <ResultPage key={id} attemptId={id} />}</Route>
              <Route path={ROUTES.earnings}>
                <EarningsPage />
              </Route>
              <Route path={ROUTES.account}>
                <WorkerAccountPage />
              </Route>
              <Route>
                <NotHere />
              </Route>
            </Switch>
          </Suspense>
        </Shell>
      </Route>
    </Switch>
  );
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
            <Trans>To your work</Trans>
          </ButtonLink>
        }
      />
    </Page>
  );
}

/** Somebody of the office came in by the worker's door, such as by the link that confirmed the address. */
function OnToOffice() {
  useEffect(() => location.replace('/office'), []);
  return <Waiting />;
}
