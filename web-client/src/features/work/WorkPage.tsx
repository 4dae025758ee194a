import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Redirect } from 'wouter';
import type { Schema } from '~/api';
import { assignmentQuery, openTask, recallTask } from '~/features/desk';
import { Button, ButtonLink, Loaded, Page, Row, Stack } from '~/ui';
import { useOnlyTab } from '~/ui/useOnlyTab';
import { Bench } from './Bench';
import { SentPanel } from './SentPanel';
import styles from './work.module.css';

const OPEN: readonly Schema<'AssignmentState'>[] = ['claimed', 'revision_requested'];

/**
 * One task to work on. What can no longer be worked on is shown in the history instead, except to somebody who was in the
 * middle of it when the time ran out or it was called back: text never leaves the screen under a person's hands.
 */
export function WorkPage({ assignmentId }: { assignmentId: string }) {
  const assignment = useQuery(assignmentQuery(assignmentId));
  const [sent, setSent] = useState<string>();
  const [begun, setBegun] = useState(false);
  const open = assignment.data !== undefined && OPEN.includes(assignment.data.state);
  useEffect(() => {
    if (open) setBegun(true);
  }, [open]);
  return (
    <Loaded query={assignment}>
      {loaded => {
        if (sent) return <SentPanel assignment={loaded} submissionId={sent} />;
        const overtaken = begun && (loaded.state === 'expired' || loaded.state === 'cancelled');
        if (!OPEN.includes(loaded.state) && !overtaken) return <Redirect to={`/history/${assignmentId}`} replace />;
        return <Opened assignment={loaded} onSent={setSent} />;
      }}
    </Loaded>
  );
}

/** Puts the task on the desk before anything is written, so that its submission id exists. */
function Opened({ assignment, onSent }: { assignment: Schema<'Assignment'>; onSent: (submissionId: string) => void }) {
  const { t } = useLingui();
  const [submissionId, setSubmissionId] = useState<string>();
  const tab = useOnlyTab(`task.${assignment.id}`);
  useEffect(() => {
    openTask(assignment).then(
      task => setSubmissionId(task.submissionId),
      () => setSubmissionId(undefined),
    );
  }, [assignment]);
  useEffect(() => {
    document.title = `${t`Task`} · ${assignment.project.name}`;
  }, [assignment.project.name, t]);
  if (!submissionId) return <Waiting id={assignment.id} />;
  if (tab.here === undefined) return null;
  if (!tab.here) return <Elsewhere onTakeOver={tab.takeOver} />;
  return <Bench key={assignment.id} assignment={assignment} submissionId={submissionId} onSent={onSent} />;
}

/** The task is on the desk of another tab; two of them would write over each other. */
function Elsewhere({ onTakeOver }: { onTakeOver: () => void }) {
  const { t } = useLingui();
  return (
    <main className={styles.done}>
      <Page
        title={<Trans>Open in another tab</Trans>}
        name={t`Open in another tab`}
        lead={
          <Trans>
            You work on this task in another tab or window of this browser. Text is written in one of them at a time, so
            that none is lost.
          </Trans>
        }
      >
        <Stack gap="tight">
          <Button tone="primary" size="large" onClick={onTakeOver}>
            <Trans>Work here instead</Trans>
          </Button>
          <ButtonLink href="/" tone="quiet">
            <Trans>Other work</Trans>
          </ButtonLink>
        </Stack>
      </Page>
    </main>
  );
}

function Waiting({ id }: { id: string }) {
  const { t } = useLingui();
  const [stuck, setStuck] = useState(false);
  useEffect(() => {
    recallTask(id).catch(() => setStuck(true));
  }, [id]);
  return stuck ? (
    <main className={styles.done}>
      <Page
        title={<Trans>Nothing can be kept here</Trans>}
        name={t`Nothing can be kept here`}
        lead={
          <Trans>
            This browser does not let the page keep anything, so work could be lost. Allow storage for this site, or
            leave private mode.
          </Trans>
        }
      >
        <Row>
          <Button tone="primary" onClick={() => location.reload()}>
            <Trans>Try again</Trans>
          </Button>
        </Row>
      </Page>
    </main>
  ) : null;
}
