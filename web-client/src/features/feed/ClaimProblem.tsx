import { Trans } from '@lingui/react/macro';
import { Note, ProblemNote } from '~/ui';
import { NothingWaits } from './useClaim';

/** Why no task was given. */
export function ClaimProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!(error instanceof NothingWaits)) return <ProblemNote error={error} onRetry={onRetry} />;
  return (
    <Note role="status">
      <p>
        <Trans>
          Nothing waits here just now: the last free task went to somebody else. New ones may come any minute.
        </Trans>
      </p>
    </Note>
  );
}
