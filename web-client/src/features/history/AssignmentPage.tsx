import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { Schema } from '~/api';
import { AnswerView, Given, type Kind } from '~/features/answer';
import { CalledBack } from '~/features/calledback';
import { assignmentQuery } from '~/features/desk';
import { Badge, Loaded, Money, Note, Page, Row, Stack, Time } from '~/ui';
import { Appeal } from './Appeal';
import styles from './history.module.css';
import { paysNothing } from './pay';
import { Reopening } from './Reopening';
import { StateBadge } from './StateBadge';
import { Verdict } from './Verdict';

type Assignment = Schema<'Assignment'>;

/** One piece of work from the claim to the verdict: what was asked, what was sent, how it was judged, and the way to appeal. */
export function AssignmentPage({ assignmentId }: { assignmentId: string }) {
  const { t } = useLingui();
  const assignment = useQuery(assignmentQuery(assignmentId));
  return (
    <Page title={assignment.data?.project.name ?? <Trans>Work</Trans>} name={assignment.data?.project.name ?? t`Work`}>
      <Loaded query={assignment}>
        {loaded => (
          <Stack gap="loose">
            <Summary assignment={loaded} />
            {loaded.cancellation && <CalledBack cancellation={loaded.cancellation} />}
            {loaded.verdict && <Verdict assignment={loaded} />}
            <Appeal assignment={loaded} />
            <Reopening assignment={loaded} />
            <Answer assignment={loaded} />
            <section>
              <h2 className={styles.heading}>
                <Trans>What was given</Trans>
              </h2>
              <Given kind={loaded.project.kind as Kind} input={loaded.task.input} />
            </section>
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function Summary({ assignment }: { assignment: Assignment }) {
  const { submission } = assignment;
  return (
    <Row>
      <StateBadge state={assignment.state} />
      {!paysNothing(assignment.state) && (
        <Badge tone="brass">
          <Money value={assignment.cancellation?.pay ?? assignment.pay} />
        </Badge>
      )}
      <span className={styles.sub}>
        {submission ? (
          <Trans>
            sent <Time value={submission.submitted_at} />
          </Trans>
        ) : (
          <Trans>
            taken <Time value={assignment.claimed_at} />
          </Trans>
        )}
      </span>
      {assignment.state === 'submitted' && submission?.auto_accept_at && (
        <span className={styles.sub}>
          <Trans>
            judged by <Time value={submission.auto_accept_at} />, or accepted
          </Trans>
        </span>
      )}
    </Row>
  );
}

function Answer({ assignment }: { assignment: Assignment }) {
  const { project, task, submission, draft } = assignment;
  const output = submission?.output ?? draft?.output;
  if (!output) return null;
  return (
    <section>
      <h2 className={styles.heading}>{submission ? <Trans>What you sent</Trans> : <Trans>Your draft</Trans>}</h2>
      {!submission && (
        <Note>
          <p>
            <Trans>This was never sent. It is kept so that your words are not lost.</Trans>
          </p>
        </Note>
      )}
      <AnswerView kind={project.kind as Kind} input={task.input} template={project.template} output={output} />
    </section>
  );
}
