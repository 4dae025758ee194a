import { useLingui } from '@lingui/react/macro';
import { ClipboardCheck, FolderKanban, Wallet } from 'lucide-react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { useSession } from '~/api/session';
import { SignInPage } from '~/features/session';
import { Empty, Page, Skeleton } from '~/ui';
import { OfficeShell, type Place } from './OfficeShell';

/** The office: requesters, reviewers and operators. Every path below is under `/office`. */
export function App() {
  const session = useSession();
  if (session.state === 'starting') return <Skeleton />;
  if (session.state === 'signed-out') return <SignInPage />;
  return (
    <Router base="/office">
      <Desk />
    </Router>
  );
}

function Desk() {
  const { t } = useLingui();
  const places: Place[] = [
    { href: '/projects', title: t`Projects`, icon: FolderKanban },
    { href: '/reviews', title: t`Reviews`, icon: ClipboardCheck },
    { href: '/money', title: t`Money`, icon: Wallet },
  ];
  return (
    <OfficeShell places={places}>
      <Switch>
        <Route path="/">
          <Redirect to="/projects" replace />
        </Route>
        <Route>
          <Page title={t`Not here`} name={t`Not here`}>
            <Empty title={t`There is no such page`} />
          </Page>
        </Route>
      </Switch>
    </OfficeShell>
  );
}
