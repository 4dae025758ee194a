import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import { Link } from 'wouter';
import { KindName } from '~/features/kind';
import { allows, useOrganisation } from '~/features/organisation';
import { formatNumber, formatShare } from '~/i18n/format';
import { Button, ButtonLink, Loaded, Money, Page, Progress, Stack, Time } from '~/ui';
import { Beginnings } from './Beginnings';
import styles from './projects.module.css';
import { type Project, useProgress, useProjects } from './queries';
import { StateBadge } from './StateBadge';

/** Everything the organisation has ordered, newest first. */
export function ProjectsPage() {
  const { t } = useLingui();
  const organisation = useOrganisation();
  const query = useProjects();
  const editor = allows(organisation?.role, 'editor');
  return (
    <Page
      title={<Trans>Projects</Trans>}
      name={t`Projects`}
      actions={
        editor && (
          <ButtonLink tone="primary" href="/projects/new">
            <Plus aria-hidden="true" />
            <Trans>New project</Trans>
          </ButtonLink>
        )
      }
    >
      <Loaded query={query}>
        {({ pages }) => {
          const own = pages
            .flatMap(page => page.data)
            .filter(({ organisation_id }) => !organisation || organisation_id === organisation.id);
          return (
            <Stack>
              {own.length === 0 && !query.hasNextPage && <Beginnings may={editor} />}
              <ul className={styles.list}>
                {own.map(project => (
                  <ProjectCard key={project.id} project={project} />
                ))}
              </ul>
              {query.hasNextPage && (
                <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  <Trans>Show older projects</Trans>
                </Button>
              )}
              {own.length > 0 && own.length < 3 && editor && <Beginnings may more />}
            </Stack>
          );
        }}
      </Loaded>
    </Page>
  );
}

function ProjectCard({ project }: { project: Project }) {
  const { data: progress } = useProgress(project.id, project.state !== 'draft');
  return (
    <li className={styles.card}>
      <div className={styles.title}>
        <h2>
          <Link href={`/projects/${project.id}`} className={styles.link}>
            {project.name}
          </Link>
        </h2>
        <StateBadge project={project} />
      </div>
      <p className={styles.meta}>
        <KindName kind={project.kind} />
        {' · '}
        <Plural value={project.tasks} one="# task" other="# tasks" />
        {' · '}
        <Money value={project.price} /> <Trans>each</Trans>
        {' · '}
        <Time value={project.launched_at ?? project.created_at} as="day" />
      </p>
      {project.state === 'paused' && project.pause_reason === 'budget_exhausted' && (
        <p className={styles.next}>
          <Trans>Next: raise the budget; nobody can take a task until then.</Trans>
        </p>
      )}
      {project.state === 'draft' ? (
        <p className={styles.next}>
          {project.tasks === 0 ? (
            <Trans>Next: load the tasks, then launch.</Trans>
          ) : (
            <Trans>Next: look at the estimate and launch.</Trans>
          )}
        </p>
      ) : (
        <Facts progress={progress} />
      )}
    </li>
  );
}

/** How far it is; what is still under way has its place already, so that the cards below do not jump. */
function Facts({ progress }: { progress: ReturnType<typeof useProgress>['data'] }) {
  const { t } = useLingui();
  const { submissions, gold_accuracy: gold } = progress ?? { submissions: { accepted: 0, wanted: 0, waiting: 0 } };
  const share = submissions.wanted > 0 ? submissions.accepted / submissions.wanted : 0;
  return (
    <div className={progress ? styles.known : styles.arriving}>
      <Progress value={share} label={t`Accepted of the wanted submissions`} />
      <dl className={styles.facts}>
        <div>
          <dt>
            <Trans>Accepted</Trans>
          </dt>
          <dd>
            {formatNumber(submissions.accepted)} / {formatNumber(submissions.wanted)}
          </dd>
        </div>
        <div>
          <dt>
            <Trans>To review</Trans>
          </dt>
          <dd>{formatNumber(submissions.waiting)}</dd>
        </div>
        <div>
          <dt>
            <Trans>Committed</Trans>
          </dt>
          <dd className={styles.brass}>{progress ? <Money value={progress.money.committed} /> : '–'}</dd>
        </div>
        <div>
          <dt>
            <Trans>Gold right</Trans>
          </dt>
          <dd>{gold && gold.answered > 0 ? formatShare(gold.right / gold.answered) : '–'}</dd>
        </div>
        <div>
          <dt>
            <Trans>Agreement</Trans>
          </dt>
          <dd>
            {progress?.agreement === undefined ? '–' : formatNumber(progress.agreement, { maximumFractionDigits: 2 })}
          </dd>
        </div>
      </dl>
    </div>
  );
}
