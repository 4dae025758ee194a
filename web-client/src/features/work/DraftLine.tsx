import { Trans } from '@lingui/react/macro';
import { Cloud, CloudUpload, Smartphone } from 'lucide-react';
import type { Schema } from '~/api';
import { AnswerView, type Kind } from '~/features/answer';
import { Button, Dialog, Stack, Time } from '~/ui';
import type { Draft } from './useDraft';
import styles from './work.module.css';

/** Where the text is kept, in a few words. */
export function DraftLine({ draft }: { draft: Draft }) {
  switch (draft.status.state) {
    case 'empty':
      return null;
    case 'writing':
      return (
        <span className={styles.kept}>
          <CloudUpload aria-hidden="true" />
          <Trans>Keeping…</Trans>
        </span>
      );
    case 'on-device':
    case 'conflict':
      return (
        <span className={styles.kept}>
          <Smartphone aria-hidden="true" />
          <Trans>Kept on this device</Trans>
        </span>
      );
    case 'saved':
      return (
        <span className={styles.kept}>
          <Cloud aria-hidden="true" />
          <Trans>Kept</Trans>
        </span>
      );
  }
}

/** Two devices wrote: both texts, and the person's choice. */
export function DraftConflict({ draft, assignment }: { draft: Draft; assignment: Schema<'Assignment'> }) {
  const { state, theirs } = draft.status;
  if (state !== 'conflict' || !theirs) return null;
  const show = (output: object) => (
    <AnswerView
      kind={assignment.project.kind as Kind}
      input={assignment.task.input}
      template={assignment.project.template}
      output={output}
    />
  );
  return (
    <Dialog
      open
      kind="wide"
      onClose={() => draft.settle('mine')}
      title={<Trans>You wrote on two devices</Trans>}
      actions={
        <>
          <Button onClick={() => draft.settle('theirs')}>
            <Trans>Take the other one</Trans>
          </Button>
          <Button tone="primary" onClick={() => draft.settle('mine')}>
            <Trans>Go on with this one</Trans>
          </Button>
        </>
      }
    >
      <div className={styles.versions}>
        <Stack gap="tight">
          <h3>
            <Trans>On this device</Trans>
          </h3>
          {show(draft.output ?? {})}
        </Stack>
        <Stack gap="tight">
          <h3>
            <Trans>
              From the other device, <Time value={theirs.saved_at} />
            </Trans>
          </h3>
          {show(theirs.output ?? {})}
        </Stack>
      </div>
    </Dialog>
  );
}
