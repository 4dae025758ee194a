import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Pencil } from 'lucide-react';
import { lazy, type ReactNode, useEffect, useRef } from 'react';
import { Link, Redirect, Route, Switch } from 'wouter';
import { KindName } from '~/features/kind';
import { LaunchCard, StateActions } from '~/features/launch';
import { ProgressPanel, ResultsPanel } from '~/features/progress';
import { type Project, StateBadge, useMay, useProject } from '~/features/projects';
import { TasksPanel } from '~/features/tasks';
import { formatNumber } from '~/i18n/format';
import { ButtonLink, Card, cx, Loaded, Money, Page, Row, Skeleton, Stack } from '~/ui';
import styles from './ProjectPage.module.css';

const EditProject = lazy(async () => ({ default: (await import('~/features/ordering')).EditProject }));
const Guideline = lazy(async () => ({ default: (await import('~/features/ordering')).Guideline }));
const DeliveriesPanel = lazy(async () => ({ default: (await import('~/features/delivery')).DeliveriesPanel }));
const WorkersPanel = lazy(async () => ({ default: (await import('~/features/workers')).WorkersPanel }));

type Side = 'overview' | 'tasks' | 'results' | 'deliveries' | 'guideline' | 'workers' | 'setup';
const SIDES: readonly Side[] = ['overview', 'tasks', 'results', 'deliveries', 'guideline', 'workers', 'setup'];

/** One project with all its sides; each side has an address of its own. */
export function ProjectPage({ id, side = 'overview' }: { id: string; side?: string }) {
  const { t } = useLingui();
  const query = useProject(id);
  if (!SIDES.includes(side as Side)) return <Redirect to={`/projects/${id}`} replace />;
  return (
    <Loaded query={query} skeleton={<Skeleton lines={[4, 3, 10]} />}>
      {({ project }) => (
        <Page
          title={project.name}
          name={project.name || t`Project`}
          lead={<Lead project={project} />}
          actions={<StateActions project={project} />}
        >
          <Sides project={project} here={side as Side} />
          <Switch>
            <Route path="/projects/:id">
              <Overview project={project} />
            </Route>
            <Route path="/projects/:id/tasks">
              <TasksPanel project={project} />
            </Route>
            <Route path="/projects/:id/results">
              <ResultsPanel project={project} />
            </Route>
            <Route path="/projects/:id/deliveries">
              <DeliveriesPanel project={project} />
            </Route>
            <Route path="/projects/:id/guideline">
              <Guideline project={project} />
            </Route>
            <Route path="/projects/:id/workers">
              <WorkersPanel project={project} />
            </Route>
            <Route path="/projects/:id/setup">
              <Setup project={project} />
            </Route>
          </Switch>
        </Page>
      )}
    </Loaded>
  );
}

function Lead({ project }: { project: Project }) {
  return (
    <Row>
      <StateBadge project={project} />
      <span>
        <KindName kind={project.kind} />
        {' · '}
        <Trans>
          <Money value={project.price} /> each
        </Trans>
        {' · '}
        {project.overlap_rule ? (
          <Trans>
            {formatNumber(project.overlap)} to {formatNumber(project.overlap_rule.max)} per task
          </Trans>
        ) : (
          <Trans>{formatNumber(project.overlap)} per task</Trans>
        )}
      </span>
    </Row>
  );
}

function Sides({ project, here }: { project: Project; here: Side }) {
  const { t } = useLingui();
  const may = useMay(project, 'editor');
  const titles: [Side, ReactNode][] = [
    ['overview', <Trans key="o">Overview</Trans>],
    ['tasks', <Trans key="t">Tasks</Trans>],
    ...(project.state === 'draft'
      ? []
      : ([
          ['results', <Trans key="r">Results</Trans>],
          ['deliveries', <Trans key="d">Deliveries</Trans>],
        ] as [Side, ReactNode][])),
    ['guideline', <Trans key="g">Guideline</Trans>],
    ['workers', <Trans key="w">Workers</Trans>],
    ...(may && project.state !== 'completed' ? ([['setup', <Trans key="s">Setup</Trans>]] as [Side, ReactNode][]) : []),
  ];
  const strip = useRef<HTMLElement>(null);
  // On a phone the strip is wider than the screen; where one is must be in view.
  useEffect(() => {
    const current = here && strip.current?.querySelector('[aria-current]');
    if (current) current.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [here]);
  return (
    <nav ref={strip} className={styles.sides} aria-label={t`Project`}>
      {titles.map(([side, title]) => (
        <Link
          key={side}
          href={side === 'overview' ? `/projects/${project.id}` : `/projects/${project.id}/${side}`}
          className={cx(styles.side, side === here && styles.here)}
          aria-current={side === here ? 'page' : undefined}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}

function Overview({ project }: { project: Project }) {
  const may = useMay(project, 'editor');
  const gold = formatNumber(project.gold_tasks ?? 0);
  return (
    <Stack>
      {project.state === 'draft' || project.state === 'paused' ? <LaunchCard project={project} /> : null}
      {project.state === 'draft' ? (
        <Card as="section">
          <Row between>
            <h2 className={styles.title}>
              <Plural
                value={project.tasks}
                one={`Described, # task loaded, ${gold} of them gold`}
                other={`Described, # tasks loaded, ${gold} of them gold`}
              />
            </h2>
            {may && (
              <ButtonLink href={`/projects/${project.id}/setup`}>
                <Pencil aria-hidden="true" />
                <Trans>Change it</Trans>
              </ButtonLink>
            )}
          </Row>
          <p className={styles.soft}>
            <Trans>
              Begin small: ten to twenty tasks show whether the guideline is understood. More can be loaded at any time,
              also while the project runs.
            </Trans>
          </p>
        </Card>
      ) : (
        <ProgressPanel project={project} />
      )}
    </Stack>
  );
}

function Setup({ project }: { project: Project }) {
  return <EditProject id={project.id} />;
}
