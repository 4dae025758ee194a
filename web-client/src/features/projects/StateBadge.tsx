import { Trans } from '@lingui/react/macro';
import { Badge } from '~/ui';
import type { Project } from './queries';

/** What a project's state means to the person who ordered it. */
export function StateBadge({ project: { state, pause_reason } }: { project: Pick<Project, 'state' | 'pause_reason'> }) {
  switch (state) {
    case 'draft':
      return (
        <Badge>
          <Trans>Draft</Trans>
        </Badge>
      );
    case 'live':
      return (
        <Badge tone="good">
          <Trans>Live</Trans>
        </Badge>
      );
    case 'paused':
      return (
        <Badge tone="warn">
          {pause_reason === 'budget_exhausted' ? <Trans>Paused: budget used up</Trans> : <Trans>Paused</Trans>}
        </Badge>
      );
    case 'completed':
      return (
        <Badge tone="accent">
          <Trans>Completed</Trans>
        </Badge>
      );
  }
}
