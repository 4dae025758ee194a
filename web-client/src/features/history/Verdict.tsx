import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Schema } from '~/api';
import { AnswerView, type Kind } from '~/features/answer';
import { Card, Row, Stack, Time } from '~/ui';
import styles from './history.module.css';
import { StateBadge } from './StateBadge';

type VerdictData = Schema<'Verdict'>;

/** How the work was judged, by whom, and why. */
export function Verdict({ assignment }: { assignment: Schema<'Assignment'> }) {
  const { verdict, project, task } = assignment;
  if (!verdict) return null;
  return (
    <Card as="section" className={styles.verdict}>
      <Row between>
        <h2 className={styles.heading}>
          <Trans>Verdict</Trans>
        </h2>
        <StateBadge state={STATE[verdict.verdict]} />
      </Row>
      {verdict.reason_code && (
        <p>
          <strong>
            <Reason code={verdict.reason_code} />
          </strong>
        </p>
      )}
      {verdict.text && (
        <p className={styles.words} dir="auto">
          {verdict.text}
        </p>
      )}
      {verdict.fixed_output && (
        <Stack gap="tight">
          <h3>
            <Trans>With the fix</Trans>
          </h3>
          <AnswerView
            kind={project.kind as Kind}
            input={task.input}
            template={project.template}
            output={verdict.fixed_output}
          />
        </Stack>
      )}
      <p className={styles.sub}>
        <DecidedBy who={verdict.decided_by} />, <Time value={verdict.decided_at} />
      </p>
    </Card>
  );
}

const STATE: Record<VerdictData['verdict'], Schema<'AssignmentState'>> = {
  accept: 'accepted',
  accept_with_fix: 'accepted_with_fix',
  revise: 'revision_requested',
  soft_reject: 'soft_rejected',
  reject: 'rejected',
};

function DecidedBy({ who }: { who: VerdictData['decided_by'] }): ReactNode {
  switch (who) {
    case 'rule':
      return <Trans>Decided by the project’s rule</Trans>;
    case 'timer':
      return <Trans>Accepted because the time to judge was over</Trans>;
    case 'person':
      return <Trans>Decided by a reviewer</Trans>;
    case 'appeal':
      return <Trans>Decided on appeal</Trans>;
  }
}

function Reason({ code }: { code: NonNullable<VerdictData['reason_code']> }): ReactNode {
  switch (code) {
    case 'wrong_answer':
      return <Trans>The answer is wrong</Trans>;
    case 'reason_too_thin':
      return <Trans>The reason is too thin</Trans>;
    case 'off_topic':
      return <Trans>It is about something else</Trans>;
    case 'guideline_not_followed':
      return <Trans>The guideline was not followed</Trans>;
    case 'factual_error':
      return <Trans>There is a factual error</Trans>;
    case 'language_quality':
      return <Trans>The language is not good enough</Trans>;
    case 'copied':
      return <Trans>It was copied</Trans>;
    case 'incomplete':
      return <Trans>Something is missing</Trans>;
    case 'small_fix':
      return <Trans>A small fix was made</Trans>;
    case 'other':
      return <Trans>Another reason</Trans>;
  }
}
