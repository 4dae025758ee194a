import { Trans } from '@lingui/react/macro';
import { Timer } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { type Schema, serverNow } from '~/api';
import { Countdown, cx, Note, Spoken, useTick } from '~/ui';
import styles from './attempt.module.css';
import { readTime, type TestClock } from './time';

/** So long before the end, in milliseconds, what was typed last is sent without waiting for a pause. */
const LAST_CALL = 3_000;

/** The time of an attempt as it stands now; redrawn every second. `onLastCall` hears of the end just before it comes. */
export function useTime(attempt: Schema<'Attempt'>, onLastCall: () => void): TestClock | undefined {
  useTick(1_000);
  const clock = readTime(attempt, serverNow());
  const call = useRef(onLastCall);
  call.current = onLastCall;
  const near = clock !== undefined && !clock.paused && clock.left <= LAST_CALL;
  const over = clock?.phase === 'over';
  useEffect(() => {
    // Before the end, and once more after it for what was typed in between.
    if (near || over) call.current();
  }, [near, over]);
  return clock;
}

/** Time left, small, for the top of the screen. */
export function TimeChip({ clock }: { clock: TestClock }) {
  return (
    <span className={cx(styles.chip, clock.phase !== 'calm' && styles[clock.phase])}>
      <Timer aria-hidden="true" />
      <Spoken>{clock.of === 'section' ? <Trans>Time left in this section</Trans> : <Trans>Time left</Trans>}</Spoken>
      <Countdown millis={clock.left} />
    </span>
  );
}

/** Says when most of the time is used, and when it gets urgent; announced at both moments and not in between. */
export function TimeWarning({ clock }: { clock: TestClock }) {
  const { phase, of } = clock;
  return (
    <div aria-live="polite" className={styles.live}>
      {(phase === 'late' || phase === 'soon') && (
        <Note tone="warn" icon={<Timer aria-hidden="true" />}>
          <p>
            {phase === 'late' && of === 'section' && <Trans>80 % of the time for this section is used.</Trans>}
            {phase === 'late' && of === 'whole' && <Trans>80 % of the time is used.</Trans>}
            {phase === 'soon' && of === 'section' && <Trans>Less than two minutes are left for this section.</Trans>}
            {phase === 'soon' && of === 'whole' && <Trans>Less than two minutes are left.</Trans>}
          </p>
        </Note>
      )}
    </div>
  );
}
