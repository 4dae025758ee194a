import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from 'wouter';
import { type Progress as Figures, type Project, useProgress } from '~/features/projects';
import { formatDuration, formatNumber, formatShare, roughly } from '~/i18n/format';
import { Card, Loaded, Money, Note, Progress, Row, Stack, Stat, Stats } from '~/ui';
import { Bars } from './Bars';
import styles from './progress.module.css';
import { Series } from './Series';
import { Settled } from './Settled';
import { wilson } from './wilson';

/** How a running project is doing: how far, how good, what it costs, how fast. Renewed every few seconds. */
export function ProgressPanel({ project }: { project: Project }) {
  const query = useProgress(project.id);
  return <Loaded query={query}>{figures => <Shown project={project} figures={figures} />}</Loaded>;
}

function Shown({ project, figures }: { project: Project; figures: Figures }) {
  const { t } = useLingui();
  const { submissions, money, tasks, eta_seconds, median_seconds } = figures;
  const share = submissions.wanted > 0 ? submissions.accepted / submissions.wanted : 0;
  return (
    <Stack>
      <Card as="section">
        <Row between>
          <h2 className={styles.title}>
            <Trans>{formatShare(share)} accepted</Trans>
          </h2>
          <span className={styles.soft}>
            {eta_seconds === undefined ? (
              figures.state === 'live' && <Trans>The time left is known once work has come in.</Trans>
            ) : (
              <Trans>About {formatDuration(roughly(eta_seconds))} left at the last hour’s speed</Trans>
            )}
          </span>
        </Row>
        <Progress value={share} label={t`Accepted of the wanted submissions`} />
        <Flow submissions={submissions} />
        {submissions.closed > 0 && (
          <Note tone="warn">
            <Plural
              value={submissions.closed}
              one="# more was ordered and will not come: the worker named for it was turned down."
              other="# more were ordered and will not come: the workers named for them were turned down."
            />
          </Note>
        )}
      </Card>
      <Stats>
        <Stat
          name={<Trans>Tasks done</Trans>}
          value={`${formatNumber(tasks.done)} / ${formatNumber(tasks.total)}`}
          note={
            tasks.cancelled > 0 ? (
              <Trans>
                {formatNumber(tasks.gold)} gold, {formatNumber(tasks.cancelled)} called back
              </Trans>
            ) : (
              <Trans>{formatNumber(tasks.gold)} of them gold</Trans>
            )
          }
        />
        <Stat
          name={<Trans>To review</Trans>}
          value={
            submissions.waiting ? (
              <Link href={`/reviews?project=${project.id}`}>{formatNumber(submissions.waiting)}</Link>
            ) : (
              '0'
            )
          }
          note={<Trans>Submissions without a verdict</Trans>}
        />
        <Stat
          name={<Trans>Paid</Trans>}
          value={<Money value={money.paid} />}
          note={
            <Trans>
              <Money value={money.committed} /> committed of <Money value={money.reserved} />
            </Trans>
          }
          tone="brass"
        />
        <Quality figures={figures} />
        <Stat
          name={<Trans>Median time</Trans>}
          value={median_seconds > 0 ? formatDuration(median_seconds) : '–'}
          note={<Trans>{formatDuration(project.estimate_seconds)} estimated</Trans>}
        />
        {figures.workers !== undefined && (
          <Stat
            name={<Trans>People</Trans>}
            value={formatNumber(figures.workers)}
            note={<Trans>Have worked on it</Trans>}
          />
        )}
      </Stats>
      {figures.settling && <Settled settling={figures.settling} />}
      <div className={styles.charts}>
        <Card as="section">
          <h2 className={styles.title}>
            <Trans>Speed</Trans>
          </h2>
          <Series series={figures.series} />
        </Card>
        {(project.kind === 'classification' || project.kind === 'preference') && (
          <Card as="section">
            <h2 className={styles.title}>
              <Trans>Answers given</Trans>
            </h2>
            <Bars project={project} labels={figures.labels} />
          </Card>
        )}
      </div>
    </Stack>
  );
}

function Quality({ figures: { gold_accuracy: gold, agreement } }: { figures: Figures }) {
  const interval = gold && gold.answered > 0 ? wilson(gold.right, gold.answered) : undefined;
  return (
    <>
      <Stat
        name={<Trans>Gold right</Trans>}
        value={gold && interval ? formatShare(gold.right / gold.answered) : '–'}
        note={
          gold && interval ? (
            <Trans>
              {formatNumber(gold.right)} of {formatNumber(gold.answered)}; truly {formatShare(interval.low)} to{' '}
              {formatShare(interval.high)} (95 %)
            </Trans>
          ) : (
            <Trans>No gold task answered yet</Trans>
          )
        }
      />
      <Stat
        name={<Trans>Agreement</Trans>}
        value={agreement === undefined ? '–' : formatNumber(agreement, { maximumFractionDigits: 2 })}
        note={
          agreement === undefined ? (
            <Trans>Needs two answers to one task</Trans>
          ) : (
            <Trans>Krippendorff’s alpha: 1 is perfect, 0 is chance</Trans>
          )
        }
      />
    </>
  );
}

function Flow({
  submissions: { in_work, waiting, accepted, rejected, wanted },
}: {
  submissions: Figures['submissions'];
}) {
  return (
    <dl className={styles.flow}>
      <div>
        <dt>
          <Trans>Wanted</Trans>
        </dt>
        <dd>{formatNumber(wanted)}</dd>
      </div>
      <div>
        <dt>
          <Trans>In work</Trans>
        </dt>
        <dd>{formatNumber(in_work)}</dd>
      </div>
      <div>
        <dt>
          <Trans>Waiting</Trans>
        </dt>
        <dd>{formatNumber(waiting)}</dd>
      </div>
      <div>
        <dt>
          <Trans>Accepted</Trans>
        </dt>
        <dd>{formatNumber(accepted)}</dd>
      </div>
      <div>
        <dt>
          <Trans>Rejected</Trans>
        </dt>
        <dd>{formatNumber(rejected)}</dd>
      </div>
    </dl>
  );
}
