import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Redirect } from 'wouter';
import { type Schema, serverNow } from '~/api';
import { useSession } from '~/api/session';
import { Button, ButtonLink, Loaded, Page, Stack } from '~/ui';
import { useOnlyTab } from '~/ui/useOnlyTab';
import styles from './attempt.module.css';
import { Player } from './Player';
import { attemptQuery } from './queries';
import { readTime } from './time';

/** How often to ask, in milliseconds, once the time is over: the server closes what nobody sends. */
const ASK_AGAIN = 10_000;

/** A test that is being taken; what was sent is shown with its result instead. */
export function AttemptPage({ attemptId }: { attemptId: string }) {
  const attempt = useQuery({
    ...attemptQuery(attemptId),
    refetchInterval: ({ state: { data } }) =>
      data?.state === 'open' && readTime(data, serverNow())?.phase === 'over' ? ASK_AGAIN : false,
  });
  return (
    <Loaded query={attempt}>
      {loaded =>
        loaded.state === 'open' ? (
          <Opened attempt={loaded} />
        ) : (
          <Redirect to={`/attempts/${attemptId}/result`} replace />
        )
      }
    </Loaded>
  );
}

function Opened({ attempt }: { attempt: Schema<'Attempt'> }) {
  const { t } = useLingui();
  const session = useSession();
  const tab = useOnlyTab(`attempt.${attempt.id}`);
  useEffect(() => {
    document.title = `${t`Test`} · ${attempt.name}`;
  }, [attempt.name, t]);
  if (session.state !== 'signed-in' && session.state !== 'away') return null;
  if (tab.here === undefined) return null;
  if (!tab.here) return <Elsewhere onTakeOver={tab.takeOver} />;
  return <Player key={attempt.id} attempt={attempt} accountId={session.me.id} />;
}

/** The test is open in another tab; two of them would answer over each other. */
function Elsewhere({ onTakeOver }: { onTakeOver: () => void }) {
  const { t } = useLingui();
  return (
    <main className={styles.alone}>
      <Page
        title={<Trans>Open in another tab</Trans>}
        name={t`Open in another tab`}
        lead={<Trans>You take this test in another tab or window of this browser. The clock runs for both.</Trans>}
      >
        <Stack gap="tight">
          <Button tone="primary" size="large" onClick={onTakeOver}>
            <Trans>Go on here instead</Trans>
          </Button>
          <ButtonLink href="/qualify" tone="quiet">
            <Trans>Back</Trans>
          </ButtonLink>
        </Stack>
      </Page>
    </main>
  );
}
