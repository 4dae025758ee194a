import type { Project } from '~/features/projects';
import { Stack } from '~/ui';
import { Checker } from './Checker';

/** Who may work on a project. */
export function WorkersPanel({ project }: { project: Project }) {
  return (
    <Stack>
      <Checker projectId={project.id} />
    </Stack>
  );
}
