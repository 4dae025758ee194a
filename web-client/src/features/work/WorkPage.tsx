import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Redirect } from 'wouter';
import type { Schema } from '~/api';
import { assignmentQuery, openTask, recallTask } from '~/features/desk';
import { Loaded } from '~/ui';
import { Bench } from './Bench';
import { SentPanel } from './SentPanel';

const OPEN: readonly Schema<'AssignmentState'>[] = ['claimed', 'revision_requested'];

/** One task to work on. What can no longer be worked on is shown in the history instead. */
export function WorkPage({ assignmentId }: { assignmentId: string }) {
  const assignment = useQuery(assignmentQuery(assignmentId));
  const [sent, setSent] = useState<string>();
  return (
    <Loaded query={assignment}>
      {loaded => {
        if (sent) return <SentPanel assignment={loaded} submissionId={sent} />;
        if (!OPEN.includes(loaded.state)) return <Redirect to={`/history/${assignmentId}`} replace />;
        return <Opened assignment={loaded} onSent={setSent} />;
      }}
    </Loaded>
  );
}

/** Puts the task on the desk before anything is written, so that its submission id exists. */
function Opened({ assignment, onSent }: { assignment: Schema<'Assignment'>; onSent: (submissionId: string) => void }) {
  const { t } = useLingui();
  const [submissionId, setSubmissionId] = useState<string>();
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
  return <Bench key={assignment.id} assignment={assignment} submissionId={submissionId} onSent={onSent} />;
}

function Waiting({ id }: { id: string }) {
  const [stuck, setStuck] = useState(false);
  useEffect(() => {
    recallTask(id).catch(() => setStuck(true));
  }, [id]);
  return stuck ? (
    <p role="alert">
      <Trans>
        This browser does not let the page keep anything, so work could be lost. Allow storage for this site, or leave
        private mode.
      </Trans>
    </p>
  ) : null;
}
