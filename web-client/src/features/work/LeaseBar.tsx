import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Timer } from 'lucide-react';
import { api, type Schema, serverNow, unwrap } from '~/api';
import { openTask } from '~/features/desk';
import { Button, ButtonLink, Countdown, cx, Note, ProblemNote, Spoken, useTick } from '~/ui';
import { type LeaseClock, readLease } from './lease';
import styles from './work.module.css';

/** The lease as it stands now; redrawn every second. The server takes it away some time after it is over. */
export function useLease({ lease, state }: Schema<'Assignment'>): LeaseClock | undefined {
  useTick(1_000, lease !== undefined);
  if (lease) return readLease(lease, serverNow());
  return state === 'expired' ? { phase: 'over', left: 0 } : undefined;
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
  if (clock.phase === 'calm') return <div aria-live="polite" className={styles.live} />;
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
          {clock.phase === 'over' && (
            <Trans>Time is over, and the place went back to the others. Your text is kept with the task.</Trans>
          )}
        </p>
        {clock.phase === 'over' && (
          <ButtonLink size="small" href={`/history/${assignment.id}`}>
            <Trans>Look at what I wrote</Trans>
          </ButtonLink>
        )}
        {left > 0 && clock.phase !== 'over' && (
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
