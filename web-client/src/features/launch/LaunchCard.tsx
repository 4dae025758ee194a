import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Pencil, Rocket, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { api, newId, type Schema, unwrap } from '~/api';
import { type Project, useMay, useProjectChanged } from '~/features/projects';
import { AddMoney } from '~/features/wallet';
import { formatDuration, formatMoney, formatNumber } from '~/i18n/format';
import { Button, ButtonLink, Card, Dialog, Loaded, Money, Note, ProblemNote, Row, Stat, Stats, toast } from '~/ui';
import styles from './launch.module.css';
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

function Estimated({ project, estimate }: { project: Project; estimate: Schema<'Estimate'> }) {
  const may = useMay(project, 'editor');
  const [open, setOpen] = useState<'launch' | 'money'>();
  const short = Number(estimate.shortfall.amount) > 0;
  const usedUp = project.pause_reason === 'budget_exhausted' && project.budget !== undefined;
  const close = () => setOpen(undefined);
  return (
    <Card as="section">
      <h2 className={styles.title}>
        {project.state === 'paused' ? <Trans>Going on</Trans> : <Trans>Before the launch</Trans>}
      </h2>
      <Figures estimate={estimate} />
      {usedUp && (
        <Note tone="warn" icon={<TriangleAlert aria-hidden="true" />}>
          <strong>
            <Trans>The budget is used up</Trans>
          </strong>
          <p>
            <Trans>
              Raise it, and the project goes on at once. It also goes on by itself when money comes back from tasks that
              are returned or work that is rejected.
            </Trans>
          </p>
        </Note>
      )}
      {estimate.eligible_workers === 0 && (
        <Note tone="warn" icon={<TriangleAlert aria-hidden="true" />}>
          <Trans>Nobody who is signed up now may work on this. Look at the languages you ask for.</Trans>
        </Note>
      )}
      {short && !usedUp && (
        <Note tone="warn" icon={<TriangleAlert aria-hidden="true" />}>
          <strong>
            <Trans>{formatMoney(estimate.shortfall.amount, estimate.shortfall.currency)} is missing</Trans>
          </strong>
          <p>
            <Trans>
              {formatMoney(estimate.available.amount, estimate.available.currency)} is available. Add money, or set a
              smaller budget: the project then pauses when it is used up.
            </Trans>
          </p>
        </Note>
      )}
      {may && (
        <Row>
          {short && (
            <Button tone="primary" onClick={() => setOpen('money')}>
              <Trans>Add money</Trans>
            </Button>
          )}
          {usedUp ? (
            <ButtonLink tone={short ? 'secondary' : 'primary'} href={`/projects/${project.id}/setup`}>
              <Pencil aria-hidden="true" />
              <Trans>Raise the budget</Trans>
            </ButtonLink>
          ) : (
            <Button tone={short ? 'secondary' : 'primary'} onClick={() => setOpen('launch')}>
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
      <Confirm project={project} estimate={estimate} open={open === 'launch'} onClose={close} />
    </Card>
  );
}

function Figures({ estimate }: { estimate: Schema<'Estimate'> }) {
  const { cost, submissions, seconds_low, seconds_high, effective_pay_per_hour, eligible_workers } = estimate;
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
        value={eligible_workers === 0 ? '–' : `${formatDuration(seconds_low)} – ${formatDuration(seconds_high)}`}
        note={<Trans>With a quarter to a fiftieth of the eligible at work</Trans>}
      />
      <Stat
        name={<Trans>Eligible workers</Trans>}
        value={formatNumber(eligible_workers)}
        note={<Trans>By language, right now</Trans>}
      />
      <Stat
        name={<Trans>Pay per hour</Trans>}
        value={<Money value={effective_pay_per_hour} />}
        note={<Trans>What workers see</Trans>}
      />
    </Stats>
  );
}

function Confirm({
  project,
  estimate,
  open,
  onClose,
}: {
  project: Project;
  estimate: Schema<'Estimate'>;
  open: boolean;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const changed = useProjectChanged();
  const [key, setKey] = useState(newId);
  const [state, setState] = useState<{ busy: boolean; error?: unknown }>({ busy: false });
  const resume = project.state === 'paused';
  const launch = async () => {
    setState({ busy: true });
    try {
      await unwrap(
        api.POST('/v1/projects/{project_id}/launch', {
          params: { path: { project_id: project.id }, header: { 'Idempotency-Key': key } },
        }),
      );
      setState({ busy: false });
      toast({ text: resume ? t`The project goes on.` : t`The project is live.` });
      onClose();
      changed(project.id);
    } catch (error) {
      setState({ busy: false, error });
    }
    setKey(newId());
  };
  const reserve = project.budget ?? estimate.cost;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={resume ? <Trans>Resume {project.name}?</Trans> : <Trans>Launch {project.name}?</Trans>}
      actions={
        <>
          <Button tone="quiet" onClick={onClose}>
            <Trans>Not yet</Trans>
          </Button>
          <Button tone="primary" busy={state.busy} onClick={() => void launch()}>
            {resume ? <Trans>Resume</Trans> : <Trans>Launch now</Trans>}
          </Button>
        </>
      }
    >
      {state.error !== undefined && <ProblemNote error={state.error} />}
      <ul className={styles.promises}>
        <li>
          <Trans>
            <strong>{formatMoney(reserve.amount, reserve.currency)}</strong> is set aside from the wallet before the
            first task can be taken. What is not used comes back.
          </Trans>
        </li>
        <li>
          <Trans>Work can begin at once. You can pause at any time; work under way may be finished and is paid.</Trans>
        </li>
        {!resume && (
          <li>
            <Trans>Question, price, time and overlap are fixed from now on: workers agree to them.</Trans>
          </li>
        )}
      </ul>
    </Dialog>
  );
}
