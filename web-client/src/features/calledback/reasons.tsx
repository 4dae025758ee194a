import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Schema } from '~/api';

/** Why work was called back, in the words that its worker reads. */
export function ReasonName({ reason }: { reason: Schema<'RecallReason'> }): ReactNode {
  switch (reason) {
    case 'not_needed':
      return <Trans>It is not needed any more</Trans>;
    case 'faulty_input':
      return <Trans>What was given was faulty</Trans>;
    case 'duplicate':
      return <Trans>The task was there twice</Trans>;
    case 'guideline_changed':
      return <Trans>The guideline has changed</Trans>;
    case 'project_completed':
      return <Trans>The project is over</Trans>;
    case 'other':
      return <Trans>Another reason</Trans>;
  }
}
