import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Hammer } from 'lucide-react';
import { api, type Schema, unwrap } from '~/api';
import { useSession } from '~/api/session';
import { type Eligibility, Obstacles, useEligibility } from '~/features/eligibility';
import {
  ClaimProblem,
  CoolDown,
  Facts,
  isDrawnForOthers,
  isWaiting,
  Offer,
  Pay,
  Reasons,
  useClaim,
  useOfferEnds,
  useStanding,
} from '~/features/feed';
import { Button, ButtonLink, Card, Empty, Loaded, Page, ProblemNote, Row, Skeleton, useTick } from '~/ui';
import { Guideline, useFeedProject } from './Guideline';
import styles from './project.module.css';
import { inTheWay, WhyNot } from './WhyNot';

/** One project before the work: what it pays, what is asked, and the agreement to its guideline, or why there is none. */
export function ProjectPage({ projectId }: { projectId: string }) {
  const { t } = useLingui();
  const session = useSession();
  const project = useFeedProject(projectId);
  const worker = 'me' in session ? session.me.worker_id : undefined;
  const eligibility = useEligibility(projectId, worker);
  return (
    <Page
      title={project.data?.card.title ?? <Trans>Project</Trans>}
      name={project.data?.card.title ?? t`Project`}
      lead={project.data?.card.requester}
    >
      {eligibility.isLoading ? (
        <Skeleton />
      ) : project.isError && eligibility.data ? (
        <Closed eligibility={eligibility.data} error={project.error} onRetry={() => void project.refetch()} />
      ) : (
        <Loaded query={project}>{loaded => <Agreement project={loaded} eligibility={eligibility.data} />}</Loaded>
      )}
    </Page>
  );
}

/** Work that a link led to and that nobody can take now. */
function Closed({ eligibility, error, onRetry }: { eligibility: Eligibility; error: unknown; onRetry: () => void }) {
  const over = eligibility.obstacles.find(({ code }) => code === 'paused' || code === 'completed');
  if (!over) return <ProblemNote error={error} onRetry={onRetry} />;
  return (
    <Empty
      icon={<Hammer aria-hidden="true" />}
      title={over.text}
      action={
        <Row>
          <ButtonLink tone="primary" href="/">
            <Trans>To your work</Trans>
          </ButtonLink>
        </Row>
      }
    >
      {over.code === 'paused' && (
        <p>
          <Trans>Nobody can take a new task of it now. When it goes on, it is among your work by itself.</Trans>
        </p>
      )}
    </Empty>
  );
}

/** `eligibility` is left out where it could not be asked for; the claim then says why not. */
function Agreement({ project, eligibility }: { project: Schema<'FeedProject'>; eligibility: Eligibility | undefined }) {
  const { card } = project;
  const closed = eligibility?.eligible === false;
  return (
    <div className={styles.layout}>
      {closed && (
        <div className={styles.whyNot}>
          <WhyNot eligibility={eligibility} />
        </div>
      )}
      <Card as="section" className={styles.terms}>
        <Pay card={card} large />
        <Facts card={card} />
        <Reasons card={card} />
        {!closed && <Start project={project} obstacles={eligibility?.obstacles ?? []} />}
      </Card>
      <section className={styles.text}>
        <Guideline project={project} />
      </section>
    </div>
  );
}

function Start({ project, obstacles }: { project: Schema<'FeedProject'>; obstacles: Eligibility['obstacles'] }) {
  const { card } = project;
  const client = useQueryClient();
  useOfferEnds([card], () => client.invalidateQueries({ queryKey: ['feed-project', card.project_id] }));
  const claim = useClaim(card.project_id);
  const acknowledge = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/v1/projects/{project_id}/acknowledgements', {
          params: { path: { project_id: card.project_id } },
          body: { version: project.guideline.version },
        }),
      ),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['feed-project', card.project_id] });
      claim.mutate();
    },
  });
  const standing = useStanding(card.project_id).data;
  const waits = isWaiting(standing);
  const drawnForOthers = isDrawnForOthers(card);
  useTick(1_000, drawnForOthers);
  const start = () => (card.acknowledged ? claim.mutate() : acknowledge.mutate());
  const failed = acknowledge.error ?? claim.error;
  return (
    <div className={styles.start}>
      {standing && <CoolDown standing={standing} />}
      {standing?.quota && <Quota {...standing.quota} />}
      <Offer offer={card.offer} />
      {failed && !waits ? (
        <ClaimProblem error={failed} onRetry={start} />
      ) : (
        <Obstacles obstacles={inTheWay(obstacles)} />
      )}
      <Button
        tone="primary"
        size="large"
        wide
        busy={acknowledge.isPending || claim.isPending}
        disabled={waits || drawnForOthers}
        onClick={start}
      >
        <Hammer aria-hidden="true" />
        {card.acknowledged ? <Trans>Start a task</Trans> : <Trans>I have read it, start</Trans>}
      </Button>
    </div>
  );
}

/** How many of its tasks one worker may do, and has done. */
function Quota({ most, taken }: NonNullable<Schema<'Standing'>['quota']>) {
  return (
    <p className={styles.quota}>
      <Plural
        value={most}
        one={`Each worker does one task of this project. You have had ${taken}.`}
        other={`Each worker does at most # tasks of this project. You have had ${taken}.`}
      />
    </p>
  );
}
