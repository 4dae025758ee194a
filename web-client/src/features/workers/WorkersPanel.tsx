import { AskedCard } from '~/features/launch';
import type { Project } from '~/features/projects';
import { Stack } from '~/ui';
import { Checker } from './Checker';
import { Invited } from './Invited';

/** Who may work on a project. */
export function WorkersPanel({ project }: { project: Project }) {
  return (
    <Stack>
      <AskedCard project={project} />
      <Invited project={project} />
      <Checker projectId={project.id} />
    </Stack>
  );
}
