import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, newId, type Schema, unwrap } from '~/api';
import { Badge, Button, Dialog, Note, ProblemNote, Row, TextArea, Time, toast } from '~/ui';
import styles from './result.module.css';

const SHORTEST = 10;

/** Asks another person to look again: at the item itself, or at the grade that was given. */
export function AppealDialog({
  attemptId,
  itemId,
  against,
  number,
  onClose,
}: {
  attemptId: string;
  itemId: string;
  against: 'key' | 'grade';
  number: number;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [appealId] = useState(() => newId());
  const file = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/v1/attempts/{attempt_id}/appeals', {
          params: { path: { attempt_id: attemptId } },
          body: { appeal_id: appealId, against, item_id: itemId, text: text.trim() },
        }),
      ),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['attempt', attemptId] });
      toast({ text: t`It is on its way to another person.` });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={
        against === 'key' ? <Trans>Challenge item {number}</Trans> : <Trans>Appeal the grade of item {number}</Trans>
      }
      actions={
        <>
          <Button onClick={onClose}>
            <Trans>Not now</Trans>
          </Button>
          <Button
            tone="primary"
            busy={file.isPending}
            disabled={text.trim().length < SHORTEST}
            onClick={() => file.mutate()}
          >
            <Trans>Send it</Trans>
          </Button>
        </>
      }
    >
      <TextArea
        label={against === 'key' ? <Trans>What is wrong with the item?</Trans> : <Trans>What was overlooked?</Trans>}
        hint={
          against === 'key' ? (
            <Trans>Another answer is right too, the question is unclear, a fact is wrong: say which and why.</Trans>
          ) : (
            <Trans>Point to the place in your answer. A person reads it who has not graded it.</Trans>
          )
        }
        rows={5}
        maxLength={4000}
        value={text}
        onInput={event => setText(event.currentTarget.value)}
      />
      {file.error && <ProblemNote error={file.error} onRetry={() => file.mutate()} />}
    </Dialog>
  );
}

/** An appeal with its clock, or with what came of it. */
export function AppealState({ appeal }: { appeal: Schema<'AttemptAppeal'> }) {
  const won = appeal.state === 'overturned' || appeal.state === 'granted_by_time';
  return (
    <div className={styles.appeal}>
      <Row between>
        <span className={styles.label}>
          {appeal.against === 'key' ? <Trans>You challenged this item</Trans> : <Trans>You appealed the grade</Trans>}
        </span>
        {appeal.state === 'open' && (
          <Badge tone="brass">
            <Trans>Open</Trans>
          </Badge>
        )}
        {appeal.state === 'overturned' && (
          <Badge tone="good">
            <Trans>You were right</Trans>
          </Badge>
        )}
        {appeal.state === 'granted_by_time' && (
          <Badge tone="good">
            <Trans>Granted: nobody answered in time</Trans>
          </Badge>
        )}
        {appeal.state === 'upheld' && (
          <Badge>
            <Trans>It stands as it was</Trans>
          </Badge>
        )}
      </Row>
      <p className={styles.words} dir="auto">
        {appeal.text}
      </p>
      {appeal.decision_text && (
        <Note tone={won ? 'good' : 'plain'}>
          <p dir="auto">{appeal.decision_text}</p>
        </Note>
      )}
      <p className={styles.sub}>
        {appeal.state === 'open' ? (
          <Trans>
            Answered by <Time value={appeal.due_at} />, or granted
          </Trans>
        ) : (
          appeal.decided_at && <Time value={appeal.decided_at} />
        )}
      </p>
    </div>
  );
}
