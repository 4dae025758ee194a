import { Plural, Trans } from '@lingui/react/macro';
import { Hourglass } from 'lucide-react';
import { Link } from 'wouter';
import { millisUntil, type Schema } from '~/api';
import { formatClock } from '~/i18n/format';
import { Countdown, Note, useTick } from '~/ui';

/** Whether the next claim waits. */
export function isWaiting(standing: Schema<'Standing'> | undefined): boolean {
  return standing?.cooldown_until !== undefined && millisUntil(standing.cooldown_until) > 0;
}

/** Why the next claim waits, until when, and what ends that; or, one task before that, how it is kept from happening. */
export function CoolDown({ standing }: { standing: Schema<'Standing'> }) {
  const { cooldown_until: until, expired_since_sent: expired, cooldown_after: after } = standing;
  useTick(1_000, until !== undefined);
  if (isWaiting(standing) && until) return <Waits until={until} expired={expired} />;
  if (after < 2 || expired !== after - 1) return null;
  return (
    <Note icon={<Hourglass aria-hidden="true" />}>
      <p>
        <Plural
          value={expired}
          one="Your last task ran out of time. If the next one does too, the one after it has to wait."
          other="Your last # tasks ran out of time. If the next one does too, the one after it has to wait."
        />{' '}
        <Trans>Pause, ask for more time, or give a task back: in its first minute that changes nothing.</Trans>
      </p>
    </Note>
  );
}

/** The wait itself. */
export function Waits({ until, expired }: { until: string; expired: number }) {
  useTick(1_000);
  const left = millisUntil(until);
  if (left <= 0) return null;
  return (
    <Note tone="warn" icon={<Hourglass aria-hidden="true" />} role="status">
      <strong>
        <Trans>
          Your next task waits until {formatClock(until)}, another <Countdown millis={left} />
        </Trans>
      </strong>
      <p>
        <Plural
          value={expired}
          one="# task ran out of time before you sent anything, and nobody else could do it meanwhile."
          other="# tasks in a row ran out of time before you sent anything, and nobody else could do them meanwhile."
        />{' '}
        <Trans>
          Send a task that you hold, or take one up again from <Link href="/history">your work</Link> and send it: that
          ends the wait at once.
        </Trans>
      </p>
    </Note>
  );
}
