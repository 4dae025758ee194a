import { Trans } from '@lingui/react/macro';
import { ProblemError } from '~/api';
import { useSession } from '~/api/session';
import { ResendVerification } from '~/features/session';
import { Note, ProblemNote } from '~/ui';
import { Waits } from './CoolDown';
import { NothingWaits } from './useClaim';

/** Why no task was given. */
export function ClaimProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const session = useSession();
  if (error instanceof ProblemError && error.code === 'email_not_verified' && session.state === 'signed-in') {
    return (
      <ProblemNote error={error} onRetry={onRetry}>
        <div>
          <ResendVerification email={session.me.email} />
        </div>
      </ProblemNote>
    );
  }
  if (error instanceof ProblemError && error.code === 'cooling_down') {
    return <Waits {...(error.problem.current as { until: string; expired: number })} />;
  }
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
