import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, asProblem, faultAt, newId, type ProblemError, type Schema, unwrap } from '~/api';
import { useSession } from '~/api/session';
import { type Project, useMay } from '~/features/projects';
import { Badge, Button, Card, Loaded, Markdown, ProblemNote, Row, Skeleton, Stack, TextField, Time, toast } from '~/ui';
import { GuidelineFields } from './GuidelineFields';
import styles from './ordering.module.css';
import { useDraft } from './useDraft';

/** The guideline of a project: its versions, and the way to publish the next. */
export function Guideline({ project }: { project: Project }) {
  const query = useQuery({
    queryKey: ['guidelines', project.id],
    queryFn: () =>
      unwrap(api.GET('/v1/projects/{project_id}/guidelines', { params: { path: { project_id: project.id } } })),
  });
  const editor = useMay(project, 'editor');
  const [writing, setWriting] = useState(false);
  return (
    <Loaded query={query}>
      {({ data: [current, ...before] }) =>
        current && (
          <Stack>
            {writing ? (
              <NextVersion project={project} current={current} onDone={() => setWriting(false)} />
            ) : (
              <Card as="section">
                <Row between>
                  <Row>
                    <h2 className={styles.version}>
                      <Trans>Version {current.version}</Trans>
                    </h2>
                    <Badge tone="good">
                      <Trans>In use</Trans>
                    </Badge>
                    <span className={styles.soft}>
                      <Time value={current.published_at} />
                    </span>
                  </Row>
                  {editor && project.state !== 'completed' && (
                    <Button onClick={() => setWriting(true)}>
                      <Trans>Write the next version</Trans>
                    </Button>
                  )}
                </Row>
                <p className={styles.summaryText}>{current.summary}</p>
                <Markdown text={current.markdown} under={2} />
              </Card>
            )}
            {before.map(version => (
              <details key={version.version} className={styles.older}>
                <summary>
                  <Trans>Version {version.version}</Trans> · <Time value={version.published_at} as="day" />
                  {version.change_note && ` · ${version.change_note}`}
                </summary>
                <Markdown text={version.markdown} under={2} />
              </details>
            ))}
          </Stack>
        )
      }
    </Loaded>
  );
}

function NextVersion({
  project,
  current,
  onDone,
}: {
  project: Project;
  current: Schema<'Guideline'>;
  onDone: () => void;
}) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const session = useSession();
  const person = session.state === 'signed-in' ? session.me.id : '';
  const { form, change, discard, done } = useDraft(`${person} ${project.id} guideline ${current.version}`, {
    summary: current.summary,
    markdown: current.markdown,
    note: '',
  });
  const [attempt] = useState(newId);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ProblemError>();
  if (!form) return <Skeleton />;
  const publish = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      await unwrap(
        api.POST('/v1/projects/{project_id}/guidelines', {
          params: { path: { project_id: project.id }, header: { 'Idempotency-Key': attempt } },
          body: {
            summary: form.summary.trim(),
            markdown: form.markdown,
            ...(form.note.trim() && { change_note: form.note.trim() }),
          },
        }),
      );
      await done();
      await queries.invalidateQueries({ queryKey: ['guidelines', project.id] });
      void queries.invalidateQueries({ queryKey: ['project', project.id] });
      toast({ text: t`Published. Workers read it before their next task.` });
      onDone();
    } catch (thrown) {
      setError(asProblem(thrown));
      setBusy(false);
    }
  };
  return (
    <Card>
      <form className={styles.form} onSubmit={event => void publish(event)}>
        <h2 className={styles.version}>
          <Trans>Version {current.version + 1}</Trans>
        </h2>
        {error && <ProblemNote error={error} />}
        <GuidelineFields
          summary={form.summary}
          markdown={form.markdown}
          change={change}
          fault={name => faultAt(error, `/${name}`)}
        />
        <TextField
          label={t`What changed`}
          hint={<Trans>Workers see it when they are asked to read the new version.</Trans>}
          maxLength={1000}
          optional
          value={form.note}
          error={faultAt(error, '/change_note')}
          onInput={event => change({ note: event.currentTarget.value })}
        />
        <Row>
          <Button type="submit" tone="primary" busy={busy}>
            <Trans>Publish</Trans>
          </Button>
          <Button
            tone="quiet"
            onClick={() => {
              discard({ summary: current.summary, markdown: current.markdown, note: '' });
              onDone();
            }}
          >
            <Trans>Discard</Trans>
          </Button>
        </Row>
      </form>
    </Card>
  );
}
