import { Trans } from '@lingui/react/macro';
import { Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Schema } from '~/api';
import { formatDuration } from '~/i18n/format';
import { Money, Note } from '~/ui';
import { ReasonName } from './reasons';

type Cancellation = NonNullable<Schema<'Assignment'>['cancellation']>;

/** Says that the requester called work back and what was paid for it; and why so much, or the ways on in `children`. */
export function CalledBack({ cancellation, children }: { cancellation: Cancellation; children?: ReactNode }) {
  const { reason, note, evidence } = cancellation;
  return (
    <Note tone="brass" icon={<Undo2 aria-hidden="true" />} role="status">
      <strong>
        <CalledBackLine cancellation={cancellation} />
      </strong>
      <p>
        <ReasonName reason={reason} />. <Trans>This says nothing about your work, and your text is kept.</Trans>
      </p>
      {note && <p dir="auto">“{note}”</p>}
      {children ?? (
        <p>
          <Evidence evidence={evidence} /> <Trans>You are paid that part of the price, at least a tenth of it.</Trans>
        </p>
      )}
    </Note>
  );
}

/** It in one line: what was paid, for how much of the time. */
export function CalledBackLine({ cancellation: { pay, seconds, estimate_seconds } }: { cancellation: Cancellation }) {
  const spent = formatDuration(Math.min(seconds, estimate_seconds));
  const estimate = formatDuration(estimate_seconds);
  return (
    <Trans>
      Called back by the requester; you were paid <Money value={pay} /> for {spent} of {estimate}.
    </Trans>
  );
}

function Evidence({ evidence }: { evidence: Cancellation['evidence'] }): ReactNode {
  switch (evidence) {
    case 'heartbeat':
      return <Trans>Your device said how long you were at work.</Trans>;
    case 'draft':
      return <Trans>Your draft says how long you were at work.</Trans>;
    case 'submission':
      return <Trans>What you had sent before says how long you were at work.</Trans>;
    case 'lease':
      return <Trans>The time counts for which you held the task.</Trans>;
  }
}
