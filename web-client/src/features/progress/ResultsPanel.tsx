import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from 'wouter';
import { api, type Schema, unwrap } from '~/api';
import type { Templates } from '~/features/answer';
import type { Project } from '~/features/projects';
import { glimpse } from '~/features/tasks';
import { formatNumber } from '~/i18n/format';
import { Badge, Cell, Empty, Pages, Stack, Table, usePages } from '~/ui';
import { useLabelName } from './Bars';
import styles from './progress.module.css';

/** The answers so far, task by task, as far as they are accepted. */
export function ResultsPanel({ project }: { project: Project }) {
  const { t } = useLingui();
  const pages = usePages(['results', project.id], cursor =>
    unwrap(
      api.GET('/v1/projects/{project_id}/results', {
        params: { path: { project_id: project.id }, query: { limit: 30, ...(cursor && { cursor }) } },
      }),
    ),
  );
  const head = { task: t`Task`, input: t`Input`, answer: t`Answer`, spread: t`Distribution`, count: t`Accepted` };
  return (
    <Stack>
      <Pages
        pages={pages}
        empty={
          <Empty title={<Trans>No results yet</Trans>}>
            <p>
              <Trans>
                As soon as submissions are accepted, each task’s answer and how far people agreed on it stand here.
              </Trans>
            </p>
          </Empty>
        }
      >
        {results => (
          <Table
            caption={t`Results`}
            head={[
              { title: head.task },
              { title: head.input },
              { title: head.answer },
              { title: head.spread },
              { title: head.count, number: true },
            ]}
          >
            {results.map(result => (
              <tr key={result.task_id}>
                <Cell main>
                  <Link href={`/tasks/${result.task_id}`}>{result.key ?? result.task_id.slice(-8)}</Link>
                </Cell>
                <Cell>
                  <span className={styles.glimpse}>{glimpse(result.input, 110)}</span>
                </Cell>
                <Cell label={head.answer}>
                  <Answer project={project} result={result} />
                </Cell>
                <Cell label={head.spread}>
                  <Spread project={project} result={result} />
                </Cell>
                <Cell label={head.count} number>
                  {formatNumber(result.submissions)}
                </Cell>
              </tr>
            ))}
          </Table>
        )}
      </Pages>
    </Stack>
  );
}

function Answer({ project, result }: { project: Project; result: Schema<'Result'> }) {
  const name = useLabelName(project);
  if (result.answer !== undefined) return <Badge tone="accent">{name(result.answer)}</Badge>;
  if (result.submissions === 0) return <span>–</span>;
  if (Object.keys(result.distribution ?? {}).length > 1) {
    return (
      <Badge tone="warn">
        <Trans>Tie</Trans>
      </Badge>
    );
  }
  return (
    <Link href={`/tasks/${result.task_id}`}>
      <Trans>Read</Trans>
    </Link>
  );
}

function Spread({ project, result }: { project: Project; result: Schema<'Result'> }) {
  const { t } = useLingui();
  const name = useLabelName(project);
  if (result.mean_scores) {
    const lines = (project.template as Partial<Templates['rubric']>).lines ?? [];
    return (
      <span className={styles.means}>
        {Object.entries(result.mean_scores).map(([key, mean]) => (
          <span key={key}>
            {lines.find(line => line.key === key)?.title ?? key}{' '}
            <strong>{formatNumber(mean, { maximumFractionDigits: 1 })}</strong>
          </span>
        ))}
      </span>
    );
  }
  const parts = Object.entries(result.distribution ?? {}).sort(([, a], [, b]) => b - a);
  const sum = parts.reduce((all, [, count]) => all + count, 0);
  if (sum === 0) return <span>–</span>;
  const words = parts.map(([value, count]) => `${name(value)} ${formatNumber(count)}`).join(', ');
  return (
    <span className={styles.spread} role="img" aria-label={t`Distribution: ${words}`} title={words}>
      {parts.map(([value, count], index) => (
        <span
          key={value}
          className={styles[`part${Math.min(index, 3)}`]}
          style={{ inlineSize: `${(count / sum) * 100}%` }}
        />
      ))}
    </span>
  );
}
