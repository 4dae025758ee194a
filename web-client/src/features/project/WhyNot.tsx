import { Trans } from '@lingui/react/macro';
import { type Eligibility, Obstacles, Requirements } from '~/features/eligibility';
import { Way } from '~/features/feed';
import { Card } from '~/ui';
import styles from './project.module.css';

/** What of this work's requirements the person does not meet, and what would change that. */
export function WhyNot({ eligibility: { project_id, requirements, obstacles } }: { eligibility: Eligibility }) {
  return (
    <Card as="section">
      <h2 className={styles.whyNotTitle}>
        <Trans>Why you cannot take this work yet</Trans>
      </h2>
      <Requirements requirements={requirements} way={({ code }) => <Way code={code} projectId={project_id} />} />
      <Obstacles obstacles={inTheWay(obstacles)} />
    </Card>
  );
}

/** What stands in the way besides; the guideline is on the page and is agreed to at the start. */
export function inTheWay(obstacles: Eligibility['obstacles']): Eligibility['obstacles'] {
  return obstacles.filter(({ code }) => code !== 'guideline_unread');
}
