import { Trans } from '@lingui/react/macro';
import { Timer } from 'lucide-react';
import type { Schema } from '~/api';
import { Note } from '~/ui';

/** The time is over: what was typed is kept, and what that means. */
export function Over({ attempt, ofSection }: { attempt: Schema<'Attempt'>; ofSection: boolean }) {
  return (
    <Note tone="warn" icon={<Timer aria-hidden="true" />} role="alert">
      <strong>{ofSection ? <Trans>The time for this section is over</Trans> : <Trans>The time is over</Trans>}</strong>
      <p>
        <Trans>What you wrote up to then is kept, and it counts.</Trans>{' '}
        {attempt.late === 'count' ? (
          <Trans>This test also takes answers after the end; they are marked as late.</Trans>
        ) : (
          <Trans>It cannot be changed any more.</Trans>
        )}
      </p>
    </Note>
  );
}
