import { Trans, useLingui } from '@lingui/react/macro';
import { PauseCircle } from 'lucide-react';
import type { Schema } from '~/api';
import { ButtonLink, Note, Time } from '~/ui';

export function useCauseNames(): Record<Schema<'ReviewerPause'>['cause'], string> {
  const { t } = useLingui();
  return {
    severe: t`Stricter than the panel`,
    lenient: t`Milder than the panel`,
    inconsistent: t`Too far from the known grades`,
    by_hand: t`Paused by the organisation`,
  };
}

/** Why a queue stands still, and what lets it go on. */
export function Paused({ pause, link = true }: { pause: Schema<'ReviewerPause'>; link?: boolean }) {
  const causes = useCauseNames();
  return (
    <Note tone="warn" icon={<PauseCircle aria-hidden="true" />}>
      <strong>
        <Trans>Your queue is paused: {causes[pause.cause]}</Trans>
      </strong>
      <p dir="auto">{pause.text}</p>
      <p>
        <Trans>
          Since <Time value={pause.since} />. What you graded before stays paid.
        </Trans>
      </p>
      {link && (
        <p>
          <ButtonLink size="small" href="/calibration">
            <Trans>See your calibration</Trans>
          </ButtonLink>
        </p>
      )}
    </Note>
  );
}
