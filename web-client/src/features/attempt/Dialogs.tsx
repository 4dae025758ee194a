import { Plural, Trans } from '@lingui/react/macro';
import { CloudOff } from 'lucide-react';
import { useLocation } from 'wouter';
import type { Schema } from '~/api';
import { Button, Dialog, Note, ProblemNote, Time } from '~/ui';
import { AnswersLeft } from './useMove';

type Attempt = Schema<'Attempt'>;

/** Why the attempt could not be moved on. */
export function MoveProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!(error instanceof AnswersLeft)) return <ProblemNote error={error} onRetry={onRetry} />;
  return (
    <Note tone="warn" icon={<CloudOff aria-hidden="true" />} role="alert">
      <strong>
        <Trans>Some answers are only on this phone or computer</Trans>
      </strong>
      <p>
        <Trans>They would be left behind. They are sent as soon as there is a connection; then you can go on.</Trans>
      </p>
      <div>
        <Button size="small" onClick={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      </div>
    </Note>
  );
}

interface Asking {
  busy: boolean;
  error: unknown;
  onYes: () => void;
  onClose: () => void;
}

/** Leaving a section is for good. */
export function NextSectionDialog({
  next,
  open,
  busy,
  error,
  onYes,
  onClose,
}: Asking & { next: string; open: number }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Trans>Go on to “{next}”?</Trans>}
      actions={
        <>
          <Button onClick={onClose}>
            <Trans>Stay here</Trans>
          </Button>
          <Button tone="primary" busy={busy} onClick={onYes}>
            <Trans>Go on, for good</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>You cannot come back to this section afterwards.</Trans>
      </p>
      {open > 0 && <Unanswered count={open} />}
      {error !== null && <MoveProblem error={error} onRetry={onYes} />}
    </Dialog>
  );
}

/** The last look before the test is sent. */
export function SendDialog({
  attempt,
  open,
  busy,
  error,
  onYes,
  onClose,
}: Asking & { attempt: Attempt; open: number }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Trans>Send the test?</Trans>}
      actions={
        <>
          <Button onClick={onClose}>
            <Trans>Not yet</Trans>
          </Button>
          <Button tone="primary" busy={busy} onClick={onYes}>
            <Trans>Send it</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>After that nothing can be changed.</Trans>{' '}
        {attempt.ends_at && (
          <Trans>
            Time is left until <Time value={attempt.ends_at} />.
          </Trans>
        )}
      </p>
      {open > 0 && <Unanswered count={open} />}
      {error !== null && <MoveProblem error={error} onRetry={onYes} />}
    </Dialog>
  );
}

function Unanswered({ count }: { count: number }) {
  return (
    <Note tone="warn">
      <p>
        <Plural
          value={count}
          one="# item has no answer, or not all of it."
          other="# items have no answer, or not all of it."
        />
      </p>
    </Note>
  );
}

/** Giving up counts as an attempt, so it is asked. */
export function GiveUpDialog({ attempt, busy, error, onYes, onClose }: Asking & { attempt: Attempt }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Trans>Give up this attempt?</Trans>}
      actions={
        <>
          <Button onClick={onClose}>
            <Trans>Go on with the test</Trans>
          </Button>
          <Button tone="danger" busy={busy} onClick={onYes}>
            <Trans>Give up</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>It counts as one of your attempts, and it ends here: what you answered is not graded.</Trans>{' '}
        {attempt.pay && <Trans>It is not paid.</Trans>}
      </p>
      {error !== null && <MoveProblem error={error} onRetry={onYes} />}
    </Dialog>
  );
}

/** Leaving is allowed; what it means is said first. */
export function LeaveDialog({ attempt, onClose }: { attempt: Attempt; onClose: () => void }) {
  const [, go] = useLocation();
  const section = attempt.sections[attempt.section ?? 0];
  const ends = [section?.ends_at, attempt.ends_at].filter(one => one !== undefined).sort()[0];
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Trans>Leave for now?</Trans>}
      actions={
        <>
          <Button onClick={() => go('/qualify')}>
            <Trans>Leave</Trans>
          </Button>
          <Button tone="primary" onClick={onClose}>
            <Trans>Stay</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>Your answers are kept. You can go on from here or from another device.</Trans>
      </p>
      {ends && attempt.paused_at === undefined && (
        <Note tone="warn">
          <p>
            <Trans>
              The clock runs on while you are away, until <Time value={ends} />.
            </Trans>{' '}
            {attempt.clock === 'pausable' && <Trans>Pause first if you want it to stand still.</Trans>}
          </p>
        </Note>
      )}
    </Dialog>
  );
}
