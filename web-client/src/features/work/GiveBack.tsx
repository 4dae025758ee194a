import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api, type Schema, unwrap } from '~/api';
import { clearTask } from '~/features/desk';
import { Button, Dialog, ProblemNote, TextArea, toast } from '~/ui';
import styles from './work.module.css';

type ReturnReason = NonNullable<Schema<'GiveBack'>['reason']>;
type SkipReason = Schema<'Skip'>['reason'];

interface Props {
  assignment: Pick<Schema<'Assignment'>, 'id' | 'fence'>;
  /** Stops the draft from being kept. */
  onDone: () => Promise<void>;
  onClose: () => void;
}

/** Gives a task back because it does not suit the person. */
export function ReturnDialog(props: Props) {
  const { t } = useLingui();
  const reasons: [ReturnReason, string][] = [
    ['no_time', t`I have no time now`],
    ['not_interested', t`It is not for me`],
    ['too_hard', t`It is too hard`],
    ['pay_too_low', t`It pays too little`],
    ['other', t`Something else`],
  ];
  return (
    <Leaving
      {...props}
      title={t`Give this task back?`}
      words={
        <Trans>
          Somebody else gets it. Within a minute of taking it this leaves no trace; later it only counts in your own
          figures.
        </Trans>
      }
      confirm={t`Give it back`}
      done={t`The task went back.`}
      reasons={reasons}
      optional
      send={(reason, note) =>
        unwrap(
          api.POST('/v1/assignments/{assignment_id}/return', {
            params: { path: { assignment_id: props.assignment.id } },
            body: { fence: props.assignment.fence, ...(reason && { reason }), ...(note && { note }) },
          }),
        )
      }
    />
  );
}

/** Says that a task cannot be done as asked; the reason goes to the requester. */
export function SkipDialog(props: Props) {
  const { t } = useLingui();
  const reasons: [SkipReason, string][] = [
    ['broken_input', t`What it shows is broken or empty`],
    ['unclear_guideline', t`The guideline does not cover it`],
    ['wrong_language', t`It is in another language`],
    ['harmful_content', t`It is harmful`],
    ['cannot_judge', t`I cannot judge this`],
    ['other', t`Something else`],
  ];
  return (
    <Leaving
      {...props}
      title={t`What is wrong with this task?`}
      words={<Trans>Your reason helps to mend it. Skipping never lowers your standing by itself.</Trans>}
      confirm={t`Skip it`}
      done={t`Skipped. Thank you for saying why.`}
      reasons={reasons}
      send={(reason, note) =>
        unwrap(
          api.POST('/v1/assignments/{assignment_id}/skip', {
            params: { path: { assignment_id: props.assignment.id } },
            body: { fence: props.assignment.fence, reason: reason ?? 'other', ...(note && { note }) },
          }),
        )
      }
    />
  );
}

interface LeavingProps<Reason extends string> extends Props {
  title: string;
  words: React.ReactNode;
  confirm: string;
  done: string;
  reasons: readonly [Reason, string][];
  optional?: boolean;
  send: (reason: Reason | undefined, note: string) => Promise<unknown>;
}

function Leaving<Reason extends string>({
  assignment,
  onDone,
  onClose,
  title,
  words,
  confirm,
  done,
  reasons,
  optional,
  send,
}: LeavingProps<Reason>) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const [reason, setReason] = useState<Reason>();
  const [note, setNote] = useState('');
  const leave = useMutation({
    mutationFn: () => send(reason, note.trim()),
    onSuccess: async () => {
      await onDone();
      await clearTask(assignment.id).catch(() => undefined);
      client.removeQueries({ queryKey: ['assignment', assignment.id] });
      void client.invalidateQueries();
      toast({ text: done });
      go('/', { replace: true });
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button onClick={onClose}>
            <Trans>Go on working</Trans>
          </Button>
          <Button tone="danger" busy={leave.isPending} disabled={!optional && !reason} onClick={() => leave.mutate()}>
            {confirm}
          </Button>
        </>
      }
    >
      <p className={styles.words}>{words}</p>
      <fieldset className={styles.reasons}>
        <legend className={styles.legend}>
          <Trans>Reason</Trans>
        </legend>
        {reasons.map(([value, text]) => (
          <label key={value} className={styles.reason}>
            <input type="radio" name="reason" checked={reason === value} onChange={() => setReason(value)} />
            {text}
          </label>
        ))}
      </fieldset>
      <TextArea
        label={<Trans>In your words</Trans>}
        optional
        rows={2}
        maxLength={500}
        value={note}
        onInput={event => setNote(event.currentTarget.value)}
      />
      {leave.error && <ProblemNote error={leave.error} onRetry={() => leave.mutate()} />}
    </Dialog>
  );
}
