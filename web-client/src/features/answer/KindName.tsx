import { Trans } from '@lingui/react/macro';
import type { Kind } from './answer';

/** What people call a kind of task. */
export function KindName({ kind }: { kind: Kind }) {
  switch (kind) {
    case 'classification':
      return <Trans>Classification</Trans>;
    case 'preference':
      return <Trans>Comparison</Trans>;
    case 'writing':
      return <Trans>Writing</Trans>;
    case 'rubric':
      return <Trans>Rating</Trans>;
  }
}
