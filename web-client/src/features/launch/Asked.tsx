import { Plural, Trans } from '@lingui/react/macro';
import type { Schema } from '~/api';
import type { Project } from '~/features/projects';
import { Card, Loaded } from '~/ui';
import styles from './launch.module.css';
import { useEstimate } from './useEstimate';

/** All that is asked of workers, in the words that they read, each with how many more could without it. */
export function Asked({ requirements }: { requirements: Schema<'Reach'>['requirements'] }) {
  return (
    <ul className={styles.asked}>
      {requirements.map(({ code, text, excluded }) => (
        <li key={code + text}>
          <span>{text}</span>
          {excluded > 0 && (
            <span className={styles.cost}>
              <Plural value={excluded} one="# more could without it" other="# more could without it" />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What a project asks of workers, where who may work on it is looked at or decided. */
export function AskedCard({ project }: { project: Project }) {
  const query = useEstimate(project.id, true);
  return (
    <Card as="section">
      <h2 className={styles.title}>
        <Trans>What is asked of workers</Trans>
      </h2>
      <Loaded query={query}>{({ workers }) => <Asked requirements={workers.requirements} />}</Loaded>
    </Card>
  );
}
