import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Timer } from 'lucide-react';
import { useEffect } from 'react';
import { api, type Schema, serverNow, unwrap } from '~/api';
import { isReopenable, openTask, useReopening } from '~/features/desk';
import { Button, ButtonLink, Countdown, cx, Note, ProblemNote, Row, Spoken, useTick } from '~/ui';
import { type LeaseClock, readLease } from './lease';
import styles from './work.module.css';

/** In milliseconds; the server sweeps what is over every few seconds. */
const ASK_AGAIN = 3_000;

/** The lease as it stands now; redrawn every second. The server takes it away some time after it is over. */
export function useLease({ lease, state }: Schema<'Assignment'>): LeaseClock | undefined {
  useTick(1_000, lease !== undefined);
  if (lease) return readLease(lease, serverNow());
  return state === 'expired' ? { phase: 'over', left: 0, paused: 0 } : undefined;
}

/** Time left, small, for the top of the screen. */
export function LeaseChip({ clock }: { clock: LeaseClock }) {
  return (
    <span className={cx(styles.chip, clock.phase !== 'calm' && styles[clock.phase])}>
      <Timer aria-hidden="true" />
      <Spoken>
        <Trans>Time left</Trans>
      </Spoken>
      <Countdown millis={clock.phase === 'grace' ? 0 : clock.left} />
    </span>
  );
}

/** The warning, once there is one, with more time for one tap. Announced when it appears and when it gets urgent. */
export function LeaseWarning({ assignment, clock }: { assignment: Schema<'Assignment'>; clock: LeaseClock }) {
  const { t } = useLingui();
  const extend = useExtension(assignment);
  const left = assignment.lease?.extensions_left ?? 0;
  if (clock.phase === 'calm' || clock.phase === 'over') return <div aria-live="polite" className={styles.live} />;
  return (
    <div aria-live="polite">
      <Note tone="warn" icon={<Timer aria-hidden="true" />}>
        <p>
          {clock.phase === 'late' && <Trans>Most of your time is used.</Trans>}
          {clock.phase === 'soon' && <Trans>Less than two minutes are left.</Trans>}
          {clock.phase === 'grace' && (
            <Trans>
              Time is up. You can still send for <Countdown millis={clock.left} />.
            </Trans>
          )}
        </p>
        {left > 0 && (
          <div>
            <Button
              size="small"
              busy={extend.isPending}
              onClick={() => extend.mutate()}
              aria-label={t`Give me half as much time again`}
            >
              <Trans>More time</Trans>
            </Button>
          </div>
        )}
        {extend.error && <ProblemNote error={extend.error} onRetry={() => extend.mutate()} />}
      </Note>
    </div>
  );
}

/**
 * Says that the place went back, with the ways on: this task again while nobody else has it, or a look at what was
 * written. Stands where the hands are, for the person may have been in the middle of a sentence.
 */
export function LeaseOver({ assignment }: { assignment: Schema<'Assignment'> }) {
  useExpired(assignment);
  const reopen = useReopening(assignment);
  const reopenable = isReopenable(assignment);
  return (
    <Note tone="warn" icon={<Timer aria-hidden="true" />}>
      <p>
        <Trans>Time is over, and the place went back to the others. Your text is kept with the task.</Trans>{' '}
        {reopenable && <Trans>As long as nobody else has it, you can go on where you were.</Trans>}
      </p>
      <Row>
        {reopenable && (
          <Button size="small" busy={reopen.isPending} onClick={() => reopen.mutate()}>
            <Trans>Take it up again</Trans>
          </Button>
        )}
        <ButtonLink size="small" tone="quiet" href={`/history/${assignment.id}`}>
          <Trans>Look at what I wrote</Trans>
        </ButtonLink>
      </Row>
      {reopen.error && <ProblemNote error={reopen.error} onRetry={() => reopen.mutate()} />}
    </Note>
  );
}

/** Asks until the server has taken the lease away too, for only then is the task there to be taken up again. */
function useExpired({ id, state }: Schema<'Assignment'>): void {
  const client = useQueryClient();
  useEffect(() => {
    if (state === 'expired') return;
    const asking = setInterval(() => void client.invalidateQueries({ queryKey: ['assignment', id] }), ASK_AGAIN);
    return () => clearInterval(asking);
  }, [client, id, state]);
}

function useExtension(assignment: Schema<'Assignment'>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/v1/assignments/{assignment_id}/extension', {
          params: { path: { assignment_id: assignment.id } },
          // Numbered, so that pressing again after a lost answer is the same extension.
          body: { fence: assignment.fence, extension: 3 - (assignment.lease?.extensions_left ?? 0) },
        }),
      ),
    onSuccess: async extended => {
      client.setQueryData(['assignment', extended.id], extended);
      await openTask(extended);
    },
  });
}
