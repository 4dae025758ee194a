import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { api, type Schema, unwrap } from '~/api';
import { Card, Markdown, Stack, Time } from '~/ui';
import { ChangedLines } from '~/ui/Differences';
import styles from './project.module.css';

/** A project as its worker sees it. */
export function useFeedProject(projectId: string, enabled = true) {
  return useQuery({
    queryKey: ['feed-project', projectId],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v1/feed/{project_id}', { params: { path: { project_id: projectId } }, signal })),
    enabled,
  });
}

/** The guideline: the summary first, what changed since it was last read, then the whole text. */
export function Guideline({ project, under = 1 }: { project: Schema<'FeedProject'>; under?: 1 | 2 }) {
  const { guideline, previous_markdown: before, acknowledged_version: known } = project;
  return (
    <Stack>
      <p className={styles.summary} dir="auto">
        {guideline.summary}
      </p>
      {before !== undefined && known !== undefined && known !== guideline.version && (
        <Changes before={before} after={guideline.markdown} note={guideline.change_note} />
      )}
      <Markdown text={guideline.markdown} under={under} />
      <p className={styles.version}>
        <Trans>
          Version {guideline.version}, <Time value={guideline.published_at} as="day" />
        </Trans>
      </p>
    </Stack>
  );
}

function Changes({ before, after, note }: { before: string; after: string; note: string | undefined }) {
  return (
    <Card as="section" className={styles.changes}>
      <h2 className={styles.changesTitle}>
        <Trans>Changed since you last read it</Trans>
      </h2>
      {note && <p>{note}</p>}
      <ChangedLines before={before} after={after} />
    </Card>
  );
}
