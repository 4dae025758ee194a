import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Schema } from '~/api';

export type Column = Schema<'EarningColumn'>;

/** The five columns, in the order in which money moves. */
export const COLUMNS: readonly Column[] = ['earned', 'approved', 'scheduled', 'sent', 'received'];

export function ColumnName({ column }: { column: Column }): ReactNode {
  switch (column) {
    case 'earned':
      return <Trans>Earned, in review</Trans>;
    case 'approved':
      return <Trans>Approved</Trans>;
    case 'scheduled':
      return <Trans>Scheduled</Trans>;
    case 'sent':
      return <Trans>Sent</Trans>;
    case 'received':
      return <Trans>Received</Trans>;
  }
}

/** What a column means and what moves money out of it. */
export function ColumnMeaning({ column }: { column: Column }): ReactNode {
  switch (column) {
    case 'earned':
      return <Trans>Waits for a verdict</Trans>;
    case 'approved':
      return <Trans>Accepted, in its holding time</Trans>;
    case 'scheduled':
      return <Trans>Goes out with the next payout</Trans>;
    case 'sent':
      return <Trans>On its way to your bank</Trans>;
    case 'received':
      return <Trans>Confirmed by the bank</Trans>;
  }
}
