import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Hammer, RefreshCw } from 'lucide-react';
import { Link } from 'wouter';
import { millisUntil, type Schema } from '~/api';
import { type OpenTask, recallTasks } from '~/features/desk';
import { Missing } from '~/features/eligibility';
import { Button, Card, Empty, Loaded, Money, Note, Page, Row, Skeleton, Stack } from '~/ui';
import { ClaimProblem } from './ClaimProblem';
import { CoolDown, isWaiting } from './CoolDown';
import styles from './feed.module.css';
import { Held } from './Held';
import { isDrawnForOthers } from './Offer';
import { Unconfirmed } from './Unconfirmed';
import { useClaim } from './useClaim';
import { useFeed } from './useFeed';
import { useOfferEnds } from './useOfferEnds';
import { usePull } from './usePull';
import { useStanding } from './useStanding';
import { Way } from './Way';
import { WorkCard } from './WorkCard';

/** Work for this person, best first. */
export function FeedPage() {
  const { t } = useLingui();
  const feed = useFeed();
  const claim = useClaim();
  const standing = useStanding();
  const waits = isWaiting(standing.data);
  const onDesk = useQuery({
    queryKey: ['desk'],
    queryFn: async () => (await recallTasks()).filter(stillHeld).map(({ assignment }) => assignment.id),
    enabled: feed.isError,
  });
  const pull = usePull(() => feed.refetch());
  const cards = feed.data?.cards ?? [];
  useOfferEnds(cards, () => feed.refetch());
  return (
    <Page
      title={<Trans>Work for you</Trans>}
      name={t`Work`}
      actions={
        <>
          {cards.some(card => !isDrawnForOthers(card)) && !waits && (
            <Button tone="primary" busy={claim.isPending} onClick={() => claim.mutate()}>
              <Hammer aria-hidden="true" />
              <Trans>Start the best one</Trans>
            </Button>
          )}
          <Button
            icon
            tone="quiet"
            aria-label={t`Look for new work`}
            busy={feed.isFetching && !feed.isLoading}
            onClick={() => void feed.refetch()}
          >
            <RefreshCw aria-hidden="true" />
          </Button>
        </>
      }
    >
      {pull.active && (
        <p className={styles.pull} role="status">
          {pull.ready ? <Trans>Let go to refresh</Trans> : <Trans>Pull to refresh</Trans>}
        </p>
      )}
      <Unconfirmed />
      {standing.data && <CoolDown standing={standing.data} />}
      {claim.error && !waits && <ClaimProblem error={claim.error} onRetry={() => claim.mutate()} />}
      <Held ids={feed.data?.held ?? onDesk.data ?? []} />
      <Loaded query={feed} skeleton={<Skeleton lines={[9, 9, 9]} />}>
        {({ empty }) => (
          <>
            {cards.length > 0 && (
              <div className={styles.cards}>
                {cards.map(card => (
                  <WorkCard key={card.project_id} card={card} />
                ))}
              </div>
            )}
            {cards.length === 0 && <NoWork empty={empty} onRefresh={() => void feed.refetch()} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** Whether a task that lies on the desk may still be sent. */
function stillHeld({ assignment: { lease } }: OpenTask): boolean {
  return lease !== undefined && millisUntil(lease.grace_until) > 0;
}

/** Why nothing is shown, and what would change that. */
function NoWork({ empty, onRefresh }: { empty: Schema<'Feed'>['empty']; onRefresh: () => void }) {
  return (
    <Stack>
      <Empty
        icon={<Hammer aria-hidden="true" />}
        title={<Trans>No work for you just now</Trans>}
        action={
          <Button onClick={onRefresh}>
            <Trans>Look again</Trans>
          </Button>
        }
      >
        {empty && <p>{empty.text}</p>}
      </Empty>
      {empty?.unlock && empty.unlock.length > 0 && (
        <Card as="section">
          <h2 className={styles.unlockTitle}>
            <Trans>What would unlock work</Trans>
          </h2>
          <ul className={styles.unlock}>
            {empty.unlock.map(({ project_id, project_title, missing, pay_per_hour }) => (
              <li key={project_id}>
                <Row between>
                  <Link href={`/projects/${project_id}`} className={styles.unlockLink} dir="auto">
                    {project_title}
                  </Link>
                  <span className={styles.unlockPay}>
                    <Trans>
                      <Money value={pay_per_hour} /> per hour
                    </Trans>
                  </span>
                </Row>
                <Missing requirements={missing} way={({ code }) => <Way code={code} projectId={project_id} />} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      {!empty && (
        <Note>
          <p>
            <Trans>New work appears here by itself.</Trans>
          </p>
        </Note>
      )}
    </Stack>
  );
}
