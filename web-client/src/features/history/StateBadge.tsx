import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Schema } from '~/api';
import { Badge, type Tone } from '~/ui';

type State = Schema<'AssignmentState'>;

const TONES: Record<State, Tone> = {
  claimed: 'accent',
  submitted: 'brass',
  accepted: 'good',
  accepted_with_fix: 'good',
  revision_requested: 'warn',
  soft_rejected: 'warn',
  rejected: 'bad',
  returned: 'plain',
  skipped: 'plain',
  expired: 'plain',
  cancelled: 'plain',
  voided: 'bad',
  disputed: 'brass',
};

/** What has become of a piece of work, in the words used everywhere. */
export function StateBadge({ state }: { state: State }) {
  return (
    <Badge tone={TONES[state]}>
      <StateName state={state} />
    </Badge>
  );
}

function StateName({ state }: { state: State }): ReactNode {
  switch (state) {
    case 'claimed':
      return <Trans>You hold it</Trans>;
    case 'submitted':
      return <Trans>In review</Trans>;
    case 'accepted':
      return <Trans>Accepted</Trans>;
    case 'accepted_with_fix':
      return <Trans>Accepted with a small fix</Trans>;
    case 'revision_requested':
      return <Trans>Change asked for</Trans>;
    case 'soft_rejected':
      return <Trans>Paid, not used</Trans>;
    case 'rejected':
      return <Trans>Rejected</Trans>;
    case 'returned':
      return <Trans>Given back</Trans>;
    case 'skipped':
      return <Trans>Skipped</Trans>;
    case 'expired':
      return <Trans>Time ran out</Trans>;
    case 'cancelled':
      return <Trans>Called back</Trans>;
    case 'voided':
      return <Trans>Void</Trans>;
    case 'disputed':
      return <Trans>Appeal open</Trans>;
  }
}
