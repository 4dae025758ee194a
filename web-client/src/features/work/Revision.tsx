import { Trans } from '@lingui/react/macro';
import { PenLine } from 'lucide-react';
import type { Schema } from '~/api';
import { Note } from '~/ui';

/** What the reviewer asks to be changed. */
export function Revision({ assignment }: { assignment: Schema<'Assignment'> }) {
  return (
    <Note tone="warn" icon={<PenLine aria-hidden="true" />}>
      <strong>
        <Trans>The reviewer asks for a change</Trans>
      </strong>
      {assignment.verdict?.text && <p>{assignment.verdict.text}</p>}
    </Note>
  );
}
