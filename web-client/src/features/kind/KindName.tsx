import { Trans } from '@lingui/react/macro';
import type { Schema } from '~/api';

/** What people call a kind of task. */
export function KindName({ kind }: { kind: Schema<'ProjectKind'> }) {
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
