import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Hammer } from 'lucide-react';
import { api, type Schema, unwrap } from '~/api';
import { ClaimProblem, CoolDown, Facts, isWaiting, Pay, useClaim, useStanding } from '~/features/feed';
import { Button, Card, Loaded, Page } from '~/ui';
import { Guideline, useFeedProject } from './Guideline';
import styles from './project.module.css';

/** One project before the work: what it pays, what is asked, and the agreement to its guideline. */
export function ProjectPage({ projectId }: { projectId: string }) {
  const { t } = useLingui();
  const project = useFeedProject(projectId);
  return (
    <Page
      title={project.data?.card.title ?? <Trans>Project</Trans>}
      name={project.data?.card.title ?? t`Project`}
      lead={project.data?.card.requester}
    >
      <Loaded query={project}>{loaded => <Agreement project={loaded} />}</Loaded>
    </Page>
  );
}

function Agreement({ project }: { project: Schema<'FeedProject'> }) {
  const { card } = project;
  const client = useQueryClient();
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
  const start = () => (card.acknowledged ? claim.mutate() : acknowledge.mutate());
  const failed = acknowledge.error ?? claim.error;
  return (
    <div className={styles.layout}>
      <Card as="section" className={styles.terms}>
        <Pay card={card} large />
        <Facts card={card} />
        <div className={styles.start}>
          {standing && <CoolDown standing={standing} />}
          {standing?.quota && <Quota {...standing.quota} />}
          {failed && !waits && <ClaimProblem error={failed} onRetry={start} />}
          <Button
            tone="primary"
            size="large"
            wide
            busy={acknowledge.isPending || claim.isPending}
            disabled={waits}
            onClick={start}
          >
            <Hammer aria-hidden="true" />
            {card.acknowledged ? <Trans>Start a task</Trans> : <Trans>I have read it, start</Trans>}
          </Button>
        </div>
      </Card>
      <section className={styles.text}>
        <Guideline project={project} />
      </section>
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
