import { Trans } from '@lingui/react/macro';
import { useLocation } from 'wouter';
import type { Schema } from '~/api';
import { isReopenable, useReopening } from '~/features/desk';
import { Button, Note, ProblemNote } from '~/ui';

/** The way back to a task whose time ran out before it was sent. */
export function Reopening({ assignment }: { assignment: Schema<'Assignment'> }) {
  const [, go] = useLocation();
  const reopen = useReopening(assignment, () => go(`/work/${assignment.id}`));
  if (!isReopenable(assignment)) return null;
  return (
    <Note>
      <p>
        <Trans>The time was over before this was sent. As long as nobody else has it, you can go on.</Trans>
      </p>
      <div>
        <Button busy={reopen.isPending} onClick={() => reopen.mutate()}>
          <Trans>Take it up again</Trans>
        </Button>
      </div>
      {reopen.error && <ProblemNote error={reopen.error} onRetry={() => reopen.mutate()} />}
    </Note>
  );
}
