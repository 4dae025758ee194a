import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Undo2, Upload as UploadIcon } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { api, type Schema, unwrap } from '~/api';
import { type Project, useMay } from '~/features/projects';
import { RecallDialog } from '~/features/recall';
import { formatNumber } from '~/i18n/format';
import { Badge, Button, Cell, Dialog, Empty, Loaded, Row, Stack, Table, Time } from '~/ui';
import { glimpse } from './glimpse';
import { TaskStateBadge } from './TaskStateBadge';
import styles from './tasks.module.css';
import { UploadPanel } from './UploadPanel';

/** The tasks of a project: loading more, and the list of what is loaded. */
export function TasksPanel({ project }: { project: Project }) {
  const editor = useMay(project, 'editor') && project.state !== 'completed';
  // The first upload stays on the page while its tasks come in, with what became of it.
  const [first] = useState(project.tasks === 0);
  return (
    <Stack>
      {first && editor && <UploadPanel project={project} />}
      {(project.tasks > 0 || !editor) && <TaskList project={project} more={editor && !first} />}
    </Stack>
  );
}

function TaskList({ project, more }: { project: Project; more: boolean }) {
  const { t } = useLingui();
  const [state, setState] = useState<'' | Schema<'TaskState'>>('');
  const [open, setOpen] = useState(false);
  const [recalling, setRecalling] = useState(false);
  const query = useInfiniteQuery({
    queryKey: ['tasks', project.id, state],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET('/v1/projects/{project_id}/tasks', {
          params: {
            path: { project_id: project.id },
            query: { limit: 30, ...(state && { state }), ...(pageParam && { cursor: pageParam }) },
          },
        }),
      ),
    getNextPageParam: page => page.next_cursor,
  });
  return (
    <Stack>
      <Row between>
        <select
          className={styles.filter}
          aria-label={t`Which tasks`}
          value={state}
          onChange={event => setState(event.currentTarget.value as typeof state)}
        >
          <option value="">{t`All tasks (${formatNumber(project.tasks)})`}</option>
          <option value="open">{t`Still open`}</option>
          <option value="done">{t`Done`}</option>
          <option value="cancelled">{t`Called back`}</option>
        </select>
        {more && (
          <Row>
            <Button tone="quiet" onClick={() => setRecalling(true)}>
              <Undo2 aria-hidden="true" />
              <Trans>Call back…</Trans>
            </Button>
            <Button onClick={() => setOpen(true)}>
              <UploadIcon aria-hidden="true" />
              <Trans>Load more</Trans>
            </Button>
          </Row>
        )}
      </Row>
      <Loaded query={query}>
        {({ pages }) => {
          const tasks = pages.flatMap(page => page.data);
          return tasks.length === 0 ? <Empty title={<Trans>No tasks here</Trans>} /> : <TaskTable tasks={tasks} />;
        }}
      </Loaded>
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          <Trans>Show more</Trans>
        </Button>
      )}
      {more && <Uploads project={project} />}
      {recalling && <RecallDialog project={project} onClose={() => setRecalling(false)} />}
      <Dialog kind="wide" open={open} onClose={() => setOpen(false)} title={<Trans>Load tasks</Trans>}>
        <UploadPanel project={project} />
      </Dialog>
    </Stack>
  );
}

function TaskTable({ tasks }: { tasks: readonly Schema<'Task'>[] }) {
  const { t } = useLingui();
  const head = { key: t`Key`, input: t`Input`, state: t`State`, accepted: t`Accepted`, taken: t`Taken` };
  return (
    <Table
      caption={t`Tasks`}
      head={[
        { title: head.key },
        { title: head.input },
        { title: head.state },
        { title: head.taken, number: true },
        { title: head.accepted, number: true },
      ]}
    >
      {tasks.map(task => (
        <tr key={task.id}>
          <Cell main>
            <Link href={`/tasks/${task.id}`}>{task.key ?? task.id.slice(-8)}</Link>
          </Cell>
          <Cell>
            <span className={styles.glimpse}>{glimpse(task.input)}</span>
          </Cell>
          <Cell label={head.state}>
            <Row>
              <TaskStateBadge state={task.state} />
              {task.gold && (
                <Badge tone="brass">
                  <Trans>Gold</Trans>
                </Badge>
              )}
            </Row>
          </Cell>
          <Cell label={head.taken} number>
            {task.live}
          </Cell>
          <Cell label={head.accepted} number>
            {task.gold
              ? formatNumber(task.accepted)
              : `${formatNumber(task.accepted)} / ${formatNumber(task.overlap + task.extra - task.closed)}`}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function Uploads({ project }: { project: Project }) {
  const query = useQuery({
    queryKey: ['uploads', project.id],
    queryFn: () =>
      unwrap(api.GET('/v1/projects/{project_id}/uploads', { params: { path: { project_id: project.id } } })),
  });
  if (!query.data?.data.length) return null;
  return (
    <details className={styles.uploads}>
      <summary>
        <Trans>Uploads so far</Trans>
      </summary>
      <ul>
        {query.data.data.map(({ id, created_at, format, accepted, rejected, gold }) => (
          <li key={id}>
            <Time value={created_at} /> · {format.toUpperCase()} ·{' '}
            <Trans>
              {formatNumber(accepted)} loaded, {formatNumber(gold)} gold, {formatNumber(rejected)} left out
            </Trans>
          </li>
        ))}
      </ul>
    </details>
  );
}
