import { Trans } from '@lingui/react/macro';
import type { Schema } from '~/api';
import { ItemAnswer } from '~/features/item';
import { Button, Dialog, Stack, Time } from '~/ui';
import styles from './attempt.module.css';
import type { Answers } from './useAnswers';

/** An answer was given on two devices: both, and the person's choice. */
export function Conflict({ items, answers }: { items: Schema<'AttemptItem'>[]; answers: Answers }) {
  const at = items.findIndex(({ item_id }) => answers.kept.get(item_id)?.theirs !== undefined);
  const item = items[at];
  const kept = item && answers.kept.get(item.item_id);
  if (!item || !kept?.theirs) return null;
  const settle = (choice: 'mine' | 'theirs') => void answers.keeper.settle(item.item_id, choice);
  return (
    <Dialog
      open
      kind="wide"
      onClose={() => settle('mine')}
      title={<Trans>You answered item {at + 1} on two devices</Trans>}
      actions={
        <>
          <Button onClick={() => settle('theirs')}>
            <Trans>Take the other one</Trans>
          </Button>
          <Button tone="primary" onClick={() => settle('mine')}>
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
          <ItemAnswer kind={item.kind} body={item.body} answer={kept.answer} />
        </Stack>
        <Stack gap="tight">
          <h3>
            {kept.theirs.saved_at ? (
              <Trans>
                From the other device, <Time value={kept.theirs.saved_at} />
              </Trans>
            ) : (
              <Trans>From the other device</Trans>
            )}
          </h3>
          <ItemAnswer kind={item.kind} body={item.body} answer={kept.theirs.answer} />
        </Stack>
      </div>
    </Dialog>
  );
}
