import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { api, type Schema, unwrap } from '~/api';
import { AnswerView, Given } from '~/features/answer';
import { type Project, useMay, useProject } from '~/features/projects';
import { RecallDialog } from '~/features/recall';
import { Badge, Button, Card, Duration, Empty, Loaded, Note, Page, Row, Spoken, Stack, Time } from '~/ui';
import { TaskStateBadge } from './TaskStateBadge';
import styles from './tasks.module.css';
import { VerdictName } from './VerdictName';

/** One task: what was asked, and every answer to it with its verdict. */
export function TaskPage({ id }: { id: string }) {
  const { t } = useLingui();
  const query = useQuery({
    queryKey: ['task', id],
    queryFn: () => unwrap(api.GET('/v1/tasks/{task_id}', { params: { path: { task_id: id } } })),
  });
  const name = query.data?.task.key ?? t`Task`;
  return (
    <Page title={name} name={name}>
      <Loaded query={query}>{detail => <Detail {...detail} />}</Loaded>
    </Page>
  );
}

/** For whoever may change the project. */
function CallBack({ task, project }: { task: Schema<'Task'>; project: Project }) {
  const may = useMay(project, 'editor') && project.state !== 'completed';
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  if (!may) return null;
  const close = () => {
    setOpen(false);
    void queries.invalidateQueries({ queryKey: ['task', task.id] });
  };
  return (
    <>
      <Button size="small" tone="quiet" onClick={() => setOpen(true)}>
        <Undo2 aria-hidden="true" />
        <Trans>Call back…</Trans>
      </Button>
      {open && <RecallDialog project={project} taskId={task.id} onClose={close} />}
    </>
  );
}

function Detail({ task, submissions }: Schema<'TaskDetail'>) {
  const query = useProject(task.project_id);
  return (
    <Loaded query={query}>
      {({ project }) => (
        <Stack>
          <Row>
            <Link className={styles.back} href={`/projects/${project.id}/tasks`}>
              <ArrowLeft aria-hidden="true" />
              {project.name}
            </Link>
            {task.gold && (
              <Badge tone="brass">
                <Trans>Gold</Trans>
              </Badge>
            )}
            <TaskStateBadge state={task.state} />
            {task.state === 'open' && <CallBack task={task} project={project} />}
          </Row>
          <Card as="section">
            <Spoken as="h2">
              <Trans>The task</Trans>
            </Spoken>
            <Given kind={project.kind} input={task.input} />
            {project.kind === 'preference' && submissions.length === 0 && (
              <AnswerView kind={project.kind} input={task.input} template={project.template} output={{}} />
            )}
            {task.metadata && (
              <details>
                <summary className={styles.soft}>
                  <Trans>Metadata</Trans>
                </summary>
                <pre className={styles.json}>{JSON.stringify(task.metadata, null, 2)}</pre>
              </details>
            )}
          </Card>
          <h2 className={styles.heading}>
            <Plural value={submissions.length} _0="No submission yet" one="# submission" other="# submissions" />
          </h2>
          {task.closed > 0 && (
            <Note tone="warn">
              <Plural
                value={task.closed}
                one="# answer will not come: the worker named for it was turned down."
                other="# answers will not come: the workers named for them were turned down."
              />
            </Note>
          )}
          {submissions.length === 0 && (
            <Empty title={<Trans>Nobody has answered this task yet</Trans>}>
              <p>
                <Plural
                  value={task.overlap}
                  one="One answer is wanted."
                  other="# answers by different people are wanted."
                />
              </p>
            </Empty>
          )}
          {submissions.map(item => (
            <Submission key={item.submission_id} project={project} item={item} />
          ))}
        </Stack>
      )}
    </Loaded>
  );
}

function Submission({ project, item }: { project: Project; item: Schema<'ReviewItem'> }) {
  const { verdict } = item;
  return (
    <Card as="article">
      <Row between>
        <Row>
          <strong>{item.worker}</strong>
          <span className={styles.soft}>
            <Time value={item.submitted_at} />
            {item.seconds !== undefined && (
              <>
                {' · '}
                <Duration seconds={item.seconds} />
              </>
            )}
          </span>
        </Row>
        <Row>
          {item.gold_right !== undefined && (
            <Badge tone={item.gold_right ? 'good' : 'bad'}>
              {item.gold_right ? <Trans>Gold right</Trans> : <Trans>Gold wrong</Trans>}
            </Badge>
          )}
          {verdict ? (
            <VerdictName verdict={verdict.verdict} />
          ) : (
            <Badge tone="accent">
              <Trans>Waits for a verdict</Trans>
            </Badge>
          )}
        </Row>
      </Row>
      <AnswerView
        kind={project.kind}
        input={item.input}
        template={project.template}
        output={verdict?.fixed_output ?? item.output}
      />
      {verdict?.text && <p className={styles.soft}>{verdict.text}</p>}
    </Card>
  );
}
