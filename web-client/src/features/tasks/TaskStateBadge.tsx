import { Trans } from '@lingui/react/macro';
import type { Schema } from '~/api';
import { Badge } from '~/ui';

/** Whether a task still wants answers. */
export function TaskStateBadge({ state }: { state: Schema<'TaskState'> }) {
  switch (state) {
    case 'done':
      return (
        <Badge tone="good">
          <Trans>Done</Trans>
        </Badge>
      );
    case 'cancelled':
      return (
        <Badge>
          <Trans>Called back</Trans>
        </Badge>
      );
    case 'open':
      return (
        <Badge>
          <Trans>Open</Trans>
        </Badge>
      );
  }
}
