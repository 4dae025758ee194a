import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, newId, type Schema, unwrap } from '~/api';
import { type Project, useProjectChanged } from '~/features/projects';
import { formatNumber } from '~/i18n/format';
import { Button, ButtonLink, Checkbox, Dialog, Loaded, Money, Note, ProblemNote, Select, TextArea } from '~/ui';
import { type Called, callBack, NOTHING } from './callBack';
import styles from './recall.module.css';

type Which = 'any' | 'waiting' | 'in_work';

interface Props {
  project: Project;
  /** The one task that is meant; without it, the dialog asks which. */
  taskId?: string;
  /** Whether the project is to end with it. */
  ending?: boolean;
  onClose: () => void;
}

/** Calls tasks back: which, why, what it will come to, and what it came to. */
export function RecallDialog({ project, taskId, ending = false, onClose }: Props) {
  const changed = useProjectChanged();
  const [which, setWhich] = useState<Which>('any');
  const [reason, setReason] = useState<Schema<'RecallReason'>>(ending ? 'project_completed' : 'not_needed');
  const [note, setNote] = useState('');
  const [complete, setComplete] = useState(ending);
  const [key] = useState(newId);
  const [state, setState] = useState<{ busy: boolean; error?: unknown; done?: Called }>({ busy: false });
  const tasks: Schema<'RecallSelection'> = taskId ? { task_ids: [taskId] } : { filter: { work: which } };
  const run = async () => {
    setState({ busy: true });
    const words = note.trim();
    try {
      const done = await callBack(project, { tasks, reason, ...(words && { note: words }), complete }, key, so_far =>
        setState({ busy: true, done: so_far }),
      );
      setState({ busy: false, done });
    } catch (error) {
      setState({ busy: false, error });
    }
    changed(project.id);
  };
  const over = state.done !== undefined && !state.busy;
  return (
    <Dialog
      open
      onClose={onClose}
      title={taskId ? <Trans>Call this task back?</Trans> : <Trans>Call tasks back</Trans>}
      actions={
        over ? (
          <Button tone="primary" onClick={onClose}>
            <Trans>Done</Trans>
          </Button>
        ) : (
          <>
            <Button tone="quiet" onClick={onClose}>
              <Trans>Leave them</Trans>
            </Button>
            <Button tone="danger" busy={state.busy} onClick={() => void run()}>
              <Trans>Call back</Trans>
            </Button>
          </>
        )
      }
    >
      {state.error !== undefined && <ProblemNote error={state.error} />}
      {state.done && <Result called={state.done} project={project} />}
      {!over && (
        <div className={styles.form}>
          {!taskId && !ending && <WhichTasks which={which} onChange={setWhich} />}
          <Forecast project={project} tasks={tasks} />
          <Why reason={reason} onReason={setReason} note={note} onNote={setNote} />
          {!taskId && which === 'any' && project.state !== 'draft' && (
            <Checkbox checked={complete} onChange={event => setComplete(event.currentTarget.checked)}>
              <Trans>Complete the project as soon as nothing waits for a verdict</Trans>
            </Checkbox>
          )}
        </div>
      )}
    </Dialog>
  );
}

function WhichTasks({ which, onChange }: { which: Which; onChange: (which: Which) => void }) {
  const { t } = useLingui();
  return (
    <Select label={t`Which tasks`} value={which} onChange={event => onChange(event.currentTarget.value as Which)}>
      <option value="any">{t`All that are not finished`}</option>
      <option value="waiting">{t`Only those that nobody is at work on`}</option>
      <option value="in_work">{t`Only those that somebody is at work on`}</option>
    </Select>
  );
}

/** Why, for those who are at work on it. */
function Why({
  reason,
  onReason,
  note,
  onNote,
}: {
  reason: Schema<'RecallReason'>;
  onReason: (reason: Schema<'RecallReason'>) => void;
  note: string;
  onNote: (note: string) => void;
}) {
  const { t } = useLingui();
  return (
    <>
      <Select
        label={t`Reason`}
        value={reason}
        onChange={event => onReason(event.currentTarget.value as Schema<'RecallReason'>)}
      >
        <option value="not_needed">{t`It is not needed any more`}</option>
        <option value="faulty_input">{t`What was given was faulty`}</option>
        <option value="duplicate">{t`The task was there twice`}</option>
        <option value="guideline_changed">{t`The guideline has changed`}</option>
        <option value="project_completed">{t`The project is over`}</option>
        <option value="other">{t`Another reason`}</option>
      </Select>
      <TextArea
        label={t`Note`}
        hint={<Trans>Workers read it as you write it.</Trans>}
        optional
        rows={2}
        maxLength={500}
        value={note}
        onInput={event => onNote(event.currentTarget.value)}
      />
    </>
  );
}

/** What it would come to now, renewed while one looks. */
function Forecast({ project, tasks }: { project: Project; tasks: Schema<'RecallSelection'> }) {
  const query = useQuery({
    queryKey: ['recall', project.id, tasks],
    queryFn: () =>
      unwrap(
        api.POST('/v1/projects/{project_id}/recall/preview', {
          params: { path: { project_id: project.id } },
          body: { tasks },
        }),
      ),
    refetchInterval: 10_000,
  });
  return (
    <Loaded query={query}>
      {found => (
        <>
          <dl className={styles.figures}>
            <Figure name={<Trans>Tasks</Trans>} value={found.tasks} />
            <Figure name={<Trans>Answers nobody has begun</Trans>} value={found.free} />
            <Figure name={<Trans>In work</Trans>} value={found.in_work} />
            <Figure name={<Trans>Sent, go on to their verdict</Trans>} value={found.kept} />
          </dl>
          <Note>
            {found.in_work === 0 ? (
              <p>
                <Trans>Nobody is at work on them, so it costs nothing.</Trans>
              </p>
            ) : (
              <p>
                <Trans>
                  Who is at work is paid for their time: about <Money value={found.pay_now} /> now, and at most{' '}
                  <strong>
                    <Money value={found.pay_at_most} />
                  </strong>
                  . Their text is kept for them.
                </Trans>
              </p>
            )}
          </Note>
        </>
      )}
    </Loaded>
  );
}

function Figure({ name, value }: { name: React.ReactNode; value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{formatNumber(value)}</dd>
    </div>
  );
}

function Result({ called, project }: { called: Called; project: Project }) {
  const released = called.released ?? NOTHING(project);
  return (
    <Note tone="good" role="status">
      <strong>
        <Plural value={called.tasks} one="# task is called back." other="# tasks are called back." />
      </strong>
      <p>
        <Plural
          value={called.inWork}
          _0="Nobody was at work on them."
          one="One person was at work and is paid"
          other="# people were at work and are paid"
        />{' '}
        {called.inWork > 0 && (
          <>
            <Money value={called.paid ?? NOTHING(project)} />.
          </>
        )}{' '}
        <Trans>
          <Money value={released} /> went back to the wallet.
        </Trans>
      </p>
      {called.refused > 0 && (
        <p>
          <Plural value={called.refused} one="# was done already." other="# were done already." />
        </p>
      )}
      {called.state === 'completed' && (
        <p>
          <Trans>The project is completed.</Trans>
        </p>
      )}
      {called.state !== 'completed' && called.waiting > 0 && (
        <>
          <p>
            <Plural
              value={called.waiting}
              one="# submission waits for its verdict."
              other="# submissions wait for their verdicts."
            />
          </p>
          <ButtonLink size="small" href={`/reviews?project=${project.id}`}>
            <Trans>To the reviews</Trans>
          </ButtonLink>
        </>
      )}
    </Note>
  );
}
