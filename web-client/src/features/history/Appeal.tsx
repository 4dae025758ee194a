import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, millisUntil, type Schema, unwrap } from '~/api';
import { Badge, Button, Card, Dialog, Note, ProblemNote, Row, TextArea, Time, toast } from '~/ui';
import styles from './history.module.css';

/** How long after a verdict it may be appealed, in milliseconds. */
const APPEAL_WITHIN = 7 * 86_400_000;
const SHORTEST = 10;

/** The appeal as it stands, or the way to file one. */
export function Appeal({ assignment }: { assignment: Schema<'Assignment'> }) {
  const [open, setOpen] = useState(false);
  const { appeal, verdict, state } = assignment;
  if (appeal) return <AppealState appeal={appeal} />;
  const against = state === 'rejected' || state === 'soft_rejected' || state === 'accepted_with_fix';
  if (!against || !verdict || -millisUntil(verdict.decided_at) > APPEAL_WITHIN) return null;
  return (
    <>
      <Note>
        <p>
          <Trans>
            You think this is not right? Another person looks at it again. You get an answer within 72 hours, or the
            appeal is granted. Open until{' '}
            <Time value={new Date(Date.parse(verdict.decided_at) + APPEAL_WITHIN).toISOString()} as="day" />.
          </Trans>
        </p>
        <div>
          <Button onClick={() => setOpen(true)}>
            <Trans>Appeal</Trans>
          </Button>
        </div>
      </Note>
      {open && <AppealDialog assignmentId={assignment.id} onClose={() => setOpen(false)} />}
    </>
  );
}

function AppealDialog({ assignmentId, onClose }: { assignmentId: string; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const file = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/v1/assignments/{assignment_id}/appeal', {
          params: { path: { assignment_id: assignmentId } },
          body: { text: text.trim() },
        }),
      ),
    onSuccess: appealed => {
      client.setQueryData(['assignment', assignmentId], appealed);
      void client.invalidateQueries({ queryKey: ['assignments'] });
      toast({ text: t`Your appeal is on its way to another reviewer.` });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Trans>Appeal this verdict</Trans>}
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
            <Trans>Send the appeal</Trans>
          </Button>
        </>
      }
    >
      <TextArea
        label={<Trans>What was overlooked?</Trans>}
        hint={<Trans>Point to the guideline or to your answer. A person reads it who has not seen the case.</Trans>}
        rows={5}
        maxLength={4000}
        value={text}
        onInput={event => setText(event.currentTarget.value)}
      />
      {file.error && <ProblemNote error={file.error} onRetry={() => file.mutate()} />}
    </Dialog>
  );
}

function AppealState({ appeal }: { appeal: Schema<'AppealState'> }) {
  return (
    <Card as="section">
      <Row between>
        <h2 className={styles.heading}>
          <Trans>Your appeal</Trans>
        </h2>
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
        {appeal.state === 'upheld' && (
          <Badge>
            <Trans>The verdict stands</Trans>
          </Badge>
        )}
      </Row>
      <p className={styles.words} dir="auto">
        {appeal.text}
      </p>
      {appeal.decision_text && (
        <Note tone={appeal.state === 'overturned' ? 'good' : 'plain'}>
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
    </Card>
  );
}
