import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Schema } from '~/api';
import { Badge, type Tone } from '~/ui';

type State = Schema<'AttemptState'>;

const TONES: Record<State, Tone> = {
  open: 'accent',
  submitted: 'brass',
  auto_graded: 'brass',
  in_grading: 'brass',
  adjudicated: 'brass',
  passed: 'good',
  failed: 'warn',
  abandoned: 'plain',
  voided: 'bad',
};

/** What has become of an attempt, in the words used everywhere. */
export function AttemptStateBadge({ state }: { state: State }) {
  return (
    <Badge tone={TONES[state]}>
      <StateName state={state} />
    </Badge>
  );
}

function StateName({ state }: { state: State }): ReactNode {
  switch (state) {
    case 'open':
      return <Trans>Under way</Trans>;
    case 'submitted':
    case 'auto_graded':
      return <Trans>Sent</Trans>;
    case 'in_grading':
    case 'adjudicated':
      return <Trans>Being graded</Trans>;
    case 'passed':
      return <Trans>Passed</Trans>;
    case 'failed':
      return <Trans>Not passed</Trans>;
    case 'abandoned':
      return <Trans>Given up</Trans>;
    case 'voided':
      return <Trans>Void</Trans>;
  }
}
