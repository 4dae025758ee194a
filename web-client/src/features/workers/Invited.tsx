import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { UserPlus, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { api, asProblem, faultAt, type ProblemError, unwrap } from '~/api';
import { type Project, useMay } from '~/features/projects';
import { Button, Card, Note, Pages, ProblemNote, TextArea, Time, toast, usePages, useProblemWords } from '~/ui';
import { workerNumbers } from './number';
import styles from './workers.module.css';

/** How many the server invites at once. */
const MOST = 1_000;

/** Whom the project has invited; whether that matters is said in what it asks. */
export function Invited({ project }: { project: Project }) {
  const { t } = useLingui();
  const words = useProblemWords();
  const queries = useQueryClient();
  const may = useMay(project, 'editor') && project.state !== 'completed';
  const pages = usePages(['invited', project.id], (cursor, signal) =>
    unwrap(
      api.GET('/v1/projects/{project_id}/invited-workers', {
        params: { path: { project_id: project.id }, query: { limit: 20, ...(cursor && { cursor }) } },
        signal,
      }),
    ),
  );
  const changed = () => {
    void queries.invalidateQueries({ queryKey: ['invited', project.id] });
    void queries.invalidateQueries({ queryKey: ['estimate', project.id] });
    void queries.invalidateQueries({ queryKey: ['eligibility', project.id] });
    void queries.invalidateQueries({ queryKey: ['reach'] });
  };
  const takeBack = async (worker: string) => {
    try {
      await unwrap(
        api.DELETE('/v1/projects/{project_id}/invited-workers/{worker_id}', {
          params: { path: { project_id: project.id, worker_id: worker } },
        }),
      );
      toast({ text: t`Taken back. What they have in hand stays theirs.` });
    } catch (thrown) {
      toast({ text: words(thrown).title });
    }
    changed();
  };
  return (
    <Card as="section">
      <h2 className={styles.title}>
        <Trans>Invited workers</Trans>
      </h2>
      {!project.requirements.invited_only && (
        <Note>
          <Trans>
            This project is open to others too. Invitations matter once{' '}
            <Link href={`/projects/${project.id}/setup`}>Setup</Link> says that only invited workers may work on it.
          </Trans>
        </Note>
      )}
      {may && <Invite project={project} onDone={changed} />}
      <Pages
        pages={pages}
        empty={
          <p className={styles.soft}>
            <Trans>Nobody is invited yet.</Trans>
          </p>
        }
      >
        {invited => (
          <ul className={styles.invited}>
            {invited.map(({ worker_id, invited_at }) => (
              <li key={worker_id}>
                <code>{worker_id}</code>
                <span className={styles.soft}>
                  <Time value={invited_at} />
                </span>
                {may && (
                  <Button
                    icon
                    size="small"
                    tone="quiet"
                    aria-label={t`Take back the invitation of ${worker_id}`}
                    onClick={() => void takeBack(worker_id)}
                  >
                    <X aria-hidden="true" />
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Pages>
    </Card>
  );
}

function Invite({ project, onDone }: { project: Project; onDone: () => void }) {
  const { t } = useLingui();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const [error, setError] = useState<ProblemError>();
  const { numbers, wrong } = workerNumbers(typed);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setError(undefined);
    const [first] = wrong;
    if (first !== undefined)
      return setFault(t`${first} is no worker number; it begins with wrk_ and has 30 characters.`);
    if (numbers.length === 0) return setFault(t`Give at least one worker number.`);
    if (numbers.length > MOST) return setFault(t`No more than ${MOST} at once.`);
    setBusy(true);
    try {
      await unwrap(
        api.POST('/v1/projects/{project_id}/invited-workers', {
          params: { path: { project_id: project.id } },
          body: { worker_ids: numbers },
        }),
      );
      toast({ text: t`They are invited.` });
      setTyped('');
      onDone();
    } catch (thrown) {
      setError(asProblem(thrown));
    }
    setBusy(false);
  };
  return (
    <form className={styles.answer} onSubmit={event => void submit(event)}>
      {error && faultAt(error, '/worker_ids') === undefined && <ProblemNote error={error} />}
      <TextArea
        label={t`Worker numbers`}
        hint={<Trans>One on each line, or with spaces between them. Workers find theirs in their profile.</Trans>}
        rows={2}
        className={styles.numbers ?? ''}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={typed}
        error={fault ?? faultAt(error, '/worker_ids')}
        onInput={event => {
          setTyped(event.currentTarget.value);
          setFault(undefined);
          setError(undefined);
        }}
      />
      <div>
        <Button type="submit" busy={busy}>
          <UserPlus aria-hidden="true" />
          {numbers.length > 1 ? (
            <Plural value={numbers.length} one="Invite # worker" other="Invite # workers" />
          ) : (
            <Trans>Invite</Trans>
          )}
        </Button>
      </div>
    </form>
  );
}
