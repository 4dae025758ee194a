import { Trans, useLingui } from '@lingui/react/macro';
import { BookOpen, ChevronLeft, CircleSlash, Hammer, Send, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Schema } from '~/api';
import { useSession } from '~/api/session';
import { AnswerForm, type Fault, FaultText, faultsOf, Given, type Kind, tidy } from '~/features/answer';
import { CalledBack } from '~/features/calledback';
import { outbox, recallTask } from '~/features/desk';
import { ClaimProblem, useClaim } from '~/features/feed';
import { Guideline, useFeedProject } from '~/features/project';
import { Button, ButtonLink, cx, Loaded, Note, ProblemNote, Sheet, Spoken } from '~/ui';
import { DraftConflict, DraftLine } from './DraftLine';
import { ReturnDialog, SkipDialog } from './GiveBack';
import { LeaseChip, LeaseOver, LeaseWarning, useLease } from './LeaseBar';
import type { LeaseClock } from './lease';
import { PauseButton, Paused } from './Paused';
import { Revision } from './Revision';
import { useActiveTime } from './useActiveTime';
import { useDraft } from './useDraft';
import { useHeartbeat } from './useHeartbeat';
import { usePause } from './usePause';
import styles from './work.module.css';

interface Props {
  assignment: Schema<'Assignment'>;
  submissionId: string;
  onSent: (submissionId: string) => void;
}

/** Where the work is done: what is given, the form, the time, and the ways out. */
export function Bench({ assignment: stored, submissionId, onSent }: Props) {
  const { t } = useLingui();
  const pause = usePause(stored);
  const { assignment } = pause;
  const { project, task } = assignment;
  const kind = project.kind as Kind;
  const draft = useDraft(assignment);
  const clock = useLease(assignment);
  const next = useClaim(project.id);
  const session = useSession();
  const [open, setOpen] = useState<'guideline' | 'return' | 'skip'>();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const paused = clock !== undefined && clock.paused > 0;
  useActiveTime(assignment.id, !paused);
  useHeartbeat(stored);

  const send = async () => {
    const found = faultsOf(kind, project.template as never, (draft.output ?? {}) as never);
    setFaults(found);
    if (found[0]) return goTo(found[0].place);
    if (session.state !== 'signed-in' && session.state !== 'away') return;
    const activeSeconds = (await recallTask(assignment.id))?.activeSeconds ?? 0;
    await outbox.post({
      submissionId,
      assignmentId: assignment.id,
      accountId: session.me.id,
      projectName: project.name,
      fence: assignment.fence,
      output: tidy(draft.output ?? {}),
      activeSeconds,
    });
    await draft.close();
    onSent(submissionId);
  };

  const calledBack = assignment.cancellation;
  const over = clock?.phase === 'over' || calledBack !== undefined;
  const beside = kind !== 'preference';
  return (
    <div className={styles.bench}>
      <header className={styles.bar}>
        <Link href="/" className={styles.back} aria-label={t`Back to the feed`}>
          <ChevronLeft aria-hidden="true" />
        </Link>
        <h1 className={styles.name} dir="auto">
          {project.name}
        </h1>
        {clock && <LeaseChip clock={clock} />}
        {clock && isPausable(clock, assignment) && (
          <PauseButton seconds={assignment.lease?.pause_seconds_left ?? 0} busy={pause.busy} onPress={pause.stop} />
        )}
      </header>
      {pause.error !== null && !paused && <ProblemNote error={pause.error} onRetry={pause.stop} />}
      {paused && <Paused rest={clock.paused} onGoOn={pause.goOn} />}
      {clock && !paused && <LeaseWarning assignment={assignment} clock={clock} />}
      {assignment.state === 'revision_requested' && <Revision assignment={assignment} />}

      <div className={cx(styles.table, beside && styles.beside)} hidden={paused}>
        <section className={styles.given}>
          <Spoken as="h2">
            <Trans>What is given</Trans>
          </Spoken>
          <Given kind={kind} input={task.input} />
        </section>
        <section className={styles.answer}>
          <Spoken as="h2">
            <Trans>Your answer</Trans>
          </Spoken>
          {draft.output && (
            <AnswerForm
              kind={kind}
              input={task.input}
              template={project.template}
              output={draft.output}
              onChange={output => {
                draft.change(output);
                if (faults.length > 0) setFaults([]);
              }}
            />
          )}
        </section>
      </div>

      <footer className={styles.foot} hidden={paused}>
        <div aria-live="assertive" className={styles.faults}>
          {calledBack ? (
            <CalledBack cancellation={calledBack}>
              <ButtonLink size="small" tone="quiet" href={`/history/${assignment.id}`}>
                <Trans>Look at what I wrote</Trans>
              </ButtonLink>
            </CalledBack>
          ) : (
            over && <LeaseOver assignment={assignment} />
          )}
          {next.error && <ClaimProblem error={next.error} onRetry={() => next.mutate()} />}
          {faults.length > 0 && (
            <Note tone="warn">
              {faults.map(fault => (
                <p key={`${fault.place}${fault.need}`}>
                  <FaultText fault={fault} />
                </p>
              ))}
            </Note>
          )}
        </div>
        <div className={styles.tools}>
          <Button tone="quiet" className={styles.tool ?? ''} onClick={() => setOpen('guideline')}>
            <BookOpen aria-hidden="true" />
            <Trans>Guideline</Trans>
          </Button>
          {!over && (
            <>
              <Button tone="quiet" className={styles.tool ?? ''} onClick={() => setOpen('return')}>
                <Undo2 aria-hidden="true" />
                <Trans>Give back</Trans>
              </Button>
              <Button tone="quiet" className={styles.tool ?? ''} onClick={() => setOpen('skip')}>
                <CircleSlash aria-hidden="true" />
                <span className={styles.inFull}>
                  <Trans>Cannot be done as asked</Trans>
                </span>
                <span className={styles.inShort}>
                  <Trans>Skip</Trans>
                </span>
              </Button>
            </>
          )}
          <DraftLine draft={draft} />
          {over ? (
            <Button tone="primary" className={styles.send} busy={next.isPending} onClick={() => next.mutate()}>
              <Hammer aria-hidden="true" />
              <Trans>Next task</Trans>
            </Button>
          ) : (
            <Button tone="primary" className={styles.send} onClick={() => void send()}>
              <Send aria-hidden="true" />
              <Trans>Send</Trans>
            </Button>
          )}
        </div>
      </footer>

      <GuidelineSheet projectId={project.id} open={open === 'guideline'} onClose={() => setOpen(undefined)} />
      {open === 'return' && (
        <ReturnDialog assignment={assignment} onDone={draft.close} onClose={() => setOpen(undefined)} />
      )}
      {open === 'skip' && (
        <SkipDialog assignment={assignment} onDone={draft.close} onClose={() => setOpen(undefined)} />
      )}
      <DraftConflict draft={draft} assignment={assignment} />
    </div>
  );
}

/** A lease that has ended has nothing left to stop. */
function isPausable({ phase, paused }: LeaseClock, { lease }: Schema<'Assignment'>): boolean {
  return paused === 0 && phase !== 'grace' && phase !== 'over' && (lease?.pause_seconds_left ?? 0) > 0;
}

function goTo(place: string): void {
  const target = document.querySelector<HTMLElement>(`[data-place="${place}"], #${place} input:not(:checked)`);
  target?.focus();
  target?.scrollIntoView({ block: 'center' });
}

/** The guideline beside the work. */
function GuidelineSheet({ projectId, open, onClose }: { projectId: string; open: boolean; onClose: () => void }) {
  const project = useFeedProject(projectId, open);
  return (
    <Sheet open={open} onClose={onClose} title={<Trans>Guideline</Trans>}>
      <Loaded query={project}>{loaded => <Guideline project={loaded} under={2} />}</Loaded>
    </Sheet>
  );
}
