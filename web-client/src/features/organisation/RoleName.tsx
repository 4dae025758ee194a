import { Trans } from '@lingui/react/macro';
import type { Role } from './organisation';

/** What people call a role in an organisation. */
export function RoleName({ role }: { role: Role }) {
  switch (role) {
    case 'owner':
      return <Trans>Owner</Trans>;
    case 'editor':
      return <Trans>Editor</Trans>;
    case 'reviewer':
      return <Trans>Reviewer</Trans>;
    case 'viewer':
      return <Trans>Viewer</Trans>;
  }
}
