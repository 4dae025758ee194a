import { Plural, Trans } from '@lingui/react/macro';
import { CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Schema } from '~/api';
import { Spoken } from '~/ui';
import styles from './eligibility.module.css';
import type { Eligibility } from './useEligibility';

type Requirement = Schema<'RequirementText'>;

/** What can be done about a requirement right here. */
type Way = (requirement: Requirement) => ReactNode;

interface Props {
  requirements: readonly Requirement[];
  way?: Way;
  /** Whether somebody else reads it than the worker whom the advice speaks to. */
  ofAnother?: boolean;
}

/** What is asked: first what is missing, with what would satisfy it; what is met can be unfolded. */
export function Requirements({ requirements, ...more }: Props) {
  const met = requirements.filter(one => one.met);
  return (
    <div className={styles.requirements}>
      <Missing requirements={requirements.filter(one => !one.met)} {...more} />
      {met.length > 0 && (
        <details className={styles.met}>
          <summary>
            <Plural value={met.length} one="# requirement is met" other="# requirements are met" />
          </summary>
          <ul className={styles.list}>
            {met.map(({ code, text }) => (
              <li key={code + text}>
                <CircleCheck aria-hidden="true" className={styles.good} />
                <span>{text}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** Requirements that are not met. */
export function Missing({ requirements, way, ofAnother = false }: Props) {
  if (requirements.length === 0) return null;
  return (
    <ul className={styles.list}>
      {requirements.map(one => (
        <li key={one.code + one.text}>
          <CircleX aria-hidden="true" className={styles.bad} />
          <div className={styles.missing}>
            <strong>
              <Spoken>
                <Trans>Not met:</Trans>{' '}
              </Spoken>
              {one.text}
            </strong>
            {!ofAnother && <p>{one.mend}</p>}
            {way?.(one)}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** What else stands in the way now. */
export function Obstacles({ obstacles }: { obstacles: Eligibility['obstacles'] }) {
  if (obstacles.length === 0) return null;
  return (
    <ul className={styles.list}>
      {obstacles.map(({ code, text }) => (
        <li key={code}>
          <CircleAlert aria-hidden="true" className={styles.warn} />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
