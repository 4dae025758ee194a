import { Plural, Trans } from '@lingui/react/macro';
import { Rocket, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Schema } from '~/api';
import { type Project, useMay } from '~/features/projects';
import { AddMoney } from '~/features/wallet';
import { formatDuration, formatMoney, formatNumber, roughly } from '~/i18n/format';
import { Button, ButtonLink, Card, Loaded, Money, Note, Row, Stat, Stats } from '~/ui';
import { Asked } from './Asked';
import { Confirm } from './Confirm';
import styles from './launch.module.css';
import { RaiseBudget } from './RaiseBudget';
import { useEstimate } from './useEstimate';

/** What a launch would cost and take, what is missing for it, and the button that starts it after a last look. */
export function LaunchCard({ project }: { project: Project }) {
  const may = useMay(project, 'editor');
  const query = useEstimate(project.id, project.tasks > 0);
  if (project.tasks === 0) {
    return (
      <Card as="section">
        <h2 className={styles.title}>
          <Trans>Before the launch</Trans>
        </h2>
        <p className={styles.soft}>
          <Trans>The project has no tasks yet. Load them, and the cost and the time stand here.</Trans>
        </p>
        {may && (
          <div>
            <ButtonLink tone="primary" href={`/projects/${project.id}/tasks`}>
              <Trans>Load tasks</Trans>
            </ButtonLink>
          </div>
        )}
      </Card>
    );
  }
  return <Loaded query={query}>{estimate => <Estimated project={project} estimate={estimate} />}</Loaded>;
}

type Step = 'money' | 'budget' | 'launch';

/** The one thing that brings the project nearer to being worked on. */
function nextStep(project: Project, { available, shortfall }: Schema<'Estimate'>): Step {
  if (!usedUp(project) || !project.budget) return Number(shortfall.amount) > 0 ? 'money' : 'launch';
  return Number(available.amount) < Number(project.price.amount) ? 'money' : 'budget';
}

function usedUp({ state, pause_reason }: Project): boolean {
  return state === 'paused' && pause_reason === 'budget_exhausted';
}

function Estimated({ project, estimate }: { project: Project; estimate: Schema<'Estimate'> }) {
  const may = useMay(project, 'editor');
  const [open, setOpen] = useState<Step>();
  const short = Number(estimate.shortfall.amount) > 0;
  const raisable = usedUp(project) && project.budget !== undefined;
  const next = nextStep(project, estimate);
  const tone = (step: Step) => (step === next ? 'primary' : 'secondary');
  const close = () => setOpen(undefined);
  return (
    <Card as="section">
      <Heading project={project} estimate={estimate} />
      <Figures estimate={estimate} />
      {estimate.workers.could === 0 && (
        <Note tone="warn" icon={<TriangleAlert aria-hidden="true" />}>
          <Trans>Nobody who is signed up now may work on this. Look at what you ask for.</Trans>
        </Note>
      )}
      <details className={styles.unfold} open={estimate.workers.could === 0}>
        <summary>
          <Trans>What is asked of workers</Trans>
        </summary>
        <Asked requirements={estimate.workers.requirements} />
      </details>
      {short && <Shortfall estimate={estimate} />}
      {may && (
        <Row>
          {short && (
            <Button tone={tone('money')} onClick={() => setOpen('money')}>
              <Trans>Add money</Trans>
            </Button>
          )}
          {raisable ? (
            <Button tone={tone('budget')} onClick={() => setOpen('budget')}>
              <Trans>Raise the budget…</Trans>
            </Button>
          ) : (
            <Button tone={tone('launch')} onClick={() => setOpen('launch')}>
              <Rocket aria-hidden="true" />
              {project.state === 'paused' ? <Trans>Resume…</Trans> : <Trans>Launch…</Trans>}
            </Button>
          )}
        </Row>
      )}
      <AddMoney
        organisation={project.organisation_id}
        currency={estimate.shortfall.currency}
        suggested={short ? estimate.shortfall.amount : ''}
        open={open === 'money'}
        onClose={close}
      />
      {open === 'budget' && (
        <RaiseBudget project={project} estimate={estimate} onClose={close} onFundsMissing={() => setOpen('money')} />
      )}
      <Confirm project={project} estimate={estimate} open={open === 'launch'} onClose={close} />
    </Card>
  );
}

/** Where the project stands, and why it stands still. */
function Heading({ project, estimate }: { project: Project; estimate: Schema<'Estimate'> }) {
  const { committed, budget } = project;
  return (
    <>
      <h2 className={styles.title}>
        {usedUp(project) ? (
          <Trans>The budget is used up</Trans>
        ) : project.state === 'paused' ? (
          <Trans>Going on</Trans>
        ) : (
          <Trans>Before the launch</Trans>
        )}
      </h2>
      {usedUp(project) && (
        <p className={styles.soft}>
          {committed && budget && (
            <Trans>
              <Money value={committed} /> of <Money value={budget} /> is paid or promised.
            </Trans>
          )}{' '}
          <Plural
            value={estimate.submissions}
            one="Nobody can take a new task, and # submission is still wanted."
            other="Nobody can take a new task, and # submissions are still wanted."
          />
        </p>
      )}
    </>
  );
}

function Shortfall({ estimate: { shortfall, available } }: { estimate: Schema<'Estimate'> }) {
  return (
    <Note tone="warn" icon={<TriangleAlert aria-hidden="true" />}>
      <strong>
        <Trans>{formatMoney(shortfall.amount, shortfall.currency)} is missing</Trans>
      </strong>
      <p>
        <Trans>
          {formatMoney(available.amount, available.currency)} is available. Add money, or set a smaller budget: the
          project then pauses when it is used up.
        </Trans>
      </p>
    </Note>
  );
}

function Figures({ estimate }: { estimate: Schema<'Estimate'> }) {
  const { cost, submissions, seconds_low, seconds_high, effective_pay_per_hour, workers } = estimate;
  return (
    <Stats>
      <Stat
        name={<Trans>Cost</Trans>}
        value={<Money value={cost} />}
        note={<Plural value={submissions} one="For # submission" other="For # submissions" />}
        tone="brass"
      />
      <Stat
        name={<Trans>Time</Trans>}
        value={
          workers.would === 0
            ? '–'
            : `${formatDuration(roughly(seconds_low))} – ${formatDuration(roughly(seconds_high))}`
        }
        note={<Trans>With a quarter to a fiftieth of those who would, at work</Trans>}
      />
      <Stat
        name={<Trans>Could and would</Trans>}
        value={`${formatNumber(workers.could)} · ${formatNumber(workers.would)}`}
        note={<Plural value={workers.active} one="# of them here this week" other="# of them here this week" />}
      />
      <Stat
        name={<Trans>Pay per hour</Trans>}
        value={<Money value={effective_pay_per_hour} />}
        note={<Trans>What workers see</Trans>}
      />
    </Stats>
  );
}
