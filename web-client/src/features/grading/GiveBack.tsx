import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { api, asProblem, type ProblemError, unwrap } from '~/api';
import { Button, Dialog, ProblemNote, Stack, TextArea, toast } from '~/ui';
import type { Grading } from './grades';
import styles from './grading.module.css';

type Reason = 'know_the_person' | 'not_my_field' | 'cannot_be_graded' | 'no_time';

/** Puts a paper back into the queue, with the reason. It costs the grader nothing. */
export function GiveBack({
  grading,
  open,
  onClose,
  onReturned,
}: {
  grading: Grading;
  open: boolean;
  onClose: () => void;
  onReturned: () => void;
}) {
  const { t } = useLingui();
  const [reason, setReason] = useState<Reason>();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ProblemError>();
  const reasons: [Reason, string][] = [
    ['know_the_person', t`I think I know who wrote it`],
    ['not_my_field', t`It is not my field`],
    ['cannot_be_graded', t`It cannot be graded by this rubric`],
    ['no_time', t`I have no time now`],
  ];
  const give = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !reason) return;
    setBusy(true);
    setError(undefined);
    try {
      await unwrap(
        api.POST('/v1/gradings/{grading_id}/return', {
          params: { path: { grading_id: grading.id } },
          body: { reason, ...(text.trim() && { text: text.trim() }) },
        }),
      );
      toast({ text: t`It is in the queue again.` });
      onClose();
      onReturned();
    } catch (thrown) {
      setError(asProblem(thrown));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={<Trans>Give this paper back</Trans>}
      actions={
        <>
          <Button onClick={onClose}>
            <Trans>Keep it</Trans>
          </Button>
          <Button type="submit" form="give-back" tone="primary" busy={busy}>
            <Trans>Give back</Trans>
          </Button>
        </>
      }
    >
      <form id="give-back" onSubmit={event => void give(event)}>
        <Stack>
          {error && <ProblemNote error={error} />}
          <fieldset>
            <legend className={styles.legend}>
              <Trans>Why?</Trans>
            </legend>
            {reasons.map(([value, title]) => (
              <label key={value} className={styles.choice}>
                <input
                  type="radio"
                  name="reason"
                  required
                  checked={reason === value}
                  onChange={() => setReason(value)}
                />
                <span>{title}</span>
              </label>
            ))}
          </fieldset>
          <TextArea
            label={t`Anything the organisation should know`}
            optional
            rows={2}
            maxLength={1000}
            className={styles.text ?? ''}
            value={text}
            onInput={event => setText(event.currentTarget.value)}
          />
        </Stack>
      </form>
    </Dialog>
  );
}
