import { Trans, useLingui } from '@lingui/react/macro';
import { Pause as PauseIcon, Play } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { formatDuration } from '~/i18n/format';
import { Button, Countdown } from '~/ui';
import styles from './work.module.css';

/** Stops the clock for a while; says for how long at most. */
export function PauseButton({ seconds, busy, onPress }: { seconds: number; busy: boolean; onPress: () => void }) {
  const { t } = useLingui();
  const most = formatDuration(seconds);
  return (
    <Button icon tone="quiet" busy={busy} aria-label={t`Pause for up to ${most}`} onClick={onPress}>
      <PauseIcon aria-hidden="true" />
    </Button>
  );
}

/** Stands in place of the task while the clock stands still: what is not worked on is not looked at. */
export function Paused({ rest, onGoOn }: { rest: number; onGoOn: () => void }) {
  const button = useRef<HTMLDivElement>(null);
  useEffect(() => button.current?.querySelector('button')?.focus(), []);
  return (
    <section className={styles.paused}>
      <PauseIcon aria-hidden="true" />
      <h2>
        <Trans>Paused</Trans>
      </h2>
      <p>
        <Trans>
          Your time stands still for up to <Countdown millis={rest} />. Then it goes on by itself.
        </Trans>
      </p>
      <p className={styles.words}>
        <Trans>The task is covered meanwhile, and stays yours. What you wrote is kept.</Trans>
      </p>
      <div ref={button}>
        <Button tone="primary" size="large" onClick={onGoOn}>
          <Play aria-hidden="true" />
          <Trans>Go on</Trans>
        </Button>
      </div>
    </section>
  );
}
