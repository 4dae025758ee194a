import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '~/api';
import type { Project } from '~/features/projects';
import { Loaded, Markdown, Sheet } from '~/ui';
import styles from './review.module.css';

/** The guideline workers had, beside the work. */
export function GuidelineSheet({ project, open, onClose }: { project: Project; open: boolean; onClose: () => void }) {
  const query = useQuery({
    queryKey: ['guidelines', project.id],
    enabled: open,
    queryFn: () =>
      unwrap(api.GET('/v1/projects/{project_id}/guidelines', { params: { path: { project_id: project.id } } })),
  });
  return (
    <Sheet open={open} onClose={onClose} title={<Trans>Guideline</Trans>}>
      <Loaded query={query}>
        {({ data: [current] }) => (
          <>
            <p className={styles.soft}>{current?.summary}</p>
            <Markdown text={current?.markdown ?? ''} under={2} />
          </>
        )}
      </Loaded>
    </Sheet>
  );
}
