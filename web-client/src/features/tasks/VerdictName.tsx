import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Schema } from '~/api';
import { Badge, type Tone } from '~/ui';

const TONES: Record<Schema<'VerdictKind'>, Tone> = {
  accept: 'good',
  accept_with_fix: 'good',
  revise: 'warn',
  soft_reject: 'warn',
  reject: 'bad',
};

/** A verdict in one or two words. */
export function VerdictName({ verdict }: { verdict: Schema<'VerdictKind'> }) {
  return <Badge tone={TONES[verdict]}>{words(verdict)}</Badge>;
}

function words(verdict: Schema<'VerdictKind'>): ReactNode {
  switch (verdict) {
    case 'accept':
      return <Trans>Accepted</Trans>;
    case 'accept_with_fix':
      return <Trans>Accepted with a fix</Trans>;
    case 'revise':
      return <Trans>Revision asked for</Trans>;
    case 'soft_reject':
      return <Trans>Paid, not used</Trans>;
    case 'reject':
      return <Trans>Rejected</Trans>;
  }
}
