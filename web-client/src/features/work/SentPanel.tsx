import { Trans, useLingui } from '@lingui/react/macro';
import { CircleCheck, CloudOff, CloudUpload, Hammer } from 'lucide-react';
import { ProblemError, type Schema } from '~/api';
import { useOutbox } from '~/features/desk';
import { ClaimProblem, useClaim } from '~/features/feed';
import { Button, ButtonLink, Money, Page, ProblemNote, Stack, Time } from '~/ui';

import styles from './work.module.css';

/** After sending: where the work is now, and the next one. */
export function SentPanel({ assignment, submissionId }: { assignment: Schema<'Assignment'>; submissionId: string }) {
  const { t } = useLingui();
  const parcel = useOutbox().find(one => one.submissionId === submissionId);
  const claim = useClaim(assignment.project.id);
  return (
    <main className={styles.done}>
      <Page title={<Trans>Done</Trans>} name={t`Done`}>
        <div className={styles.sent} aria-live="polite">
          {parcel === undefined && (
            <>
              <CircleCheck aria-hidden="true" />
              <Received assignment={assignment} />
            </>
          )}
          {parcel?.state === 'waiting' && (
            <>
              <CloudOff aria-hidden="true" />
              <p className={styles.sentWords}>
                <strong>
                  <Trans>On this device</Trans>
                </strong>
                <span>
                  <Trans>It is sent by itself as soon as there is a connection. You may close the app.</Trans>
                </span>
              </p>
            </>
          )}
          {parcel?.state === 'sent' && (
            <>
              <CloudUpload aria-hidden="true" />
              <p className={styles.sentWords}>
                <strong>
                  <Trans>Sent</Trans>
                </strong>
                <span>
                  <Trans>Waiting for the server to confirm.</Trans>
                </span>
              </p>
            </>
          )}
        </div>
        {parcel?.state === 'refused' && <ProblemNote error={parcel.problem && new ProblemError(parcel.problem)} />}
        {claim.error && <ClaimProblem error={claim.error} onRetry={() => claim.mutate()} />}
        <Stack gap="tight">
          <Button tone="primary" size="large" busy={claim.isPending} onClick={() => claim.mutate()}>
            <Hammer aria-hidden="true" />
            <Trans>Next task</Trans>
          </Button>
          <ButtonLink href={`/history/${assignment.id}`} tone="quiet">
            <Trans>See what I sent</Trans>
          </ButtonLink>
          <ButtonLink href="/" tone="quiet">
            <Trans>Other work</Trans>
          </ButtonLink>
        </Stack>
      </Page>
    </main>
  );
}

/** What the server made of it: some projects accept at once, others judge first. */
function Received({ assignment: { state, pay, submission } }: { assignment: Schema<'Assignment'> }) {
  if (state === 'accepted') {
    return (
      <p className={styles.sentWords}>
        <strong>
          <Trans>Accepted</Trans>
        </strong>
        <span>
          <Trans>
            <Money value={pay} /> is added to your earnings.
          </Trans>
        </span>
      </p>
    );
  }
  return (
    <p className={styles.sentWords}>
      <strong>
        <Trans>Received</Trans>
      </strong>
      <span>
        <Trans>
          <Money value={pay} /> if it is accepted.
        </Trans>
      </span>
      {submission?.auto_accept_at && (
        <span>
          <Trans>
            Judged by <Time value={submission.auto_accept_at} />, or accepted.
          </Trans>
        </span>
      )}
    </p>
  );
}
