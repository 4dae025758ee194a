import { Trans } from '@lingui/react/macro';
import { Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Note, Time } from '~/ui';
import styles from './qualify.module.css';
import type { OpenQualification } from './queries';

type Test = NonNullable<OpenQualification['test']>;

/** Why a test cannot be begun now, from when on it can, and the way there. */
export function WhyNot({ test }: { test: Test }) {
  if (test.possible || test.reason === undefined) return null;
  return (
    <Note icon={<Hourglass aria-hidden="true" />}>
      <p>
        <Reason reason={test.reason} />{' '}
        {test.from && (
          <Trans>
            You can begin from <Time value={test.from} />.
          </Trans>
        )}
      </p>
      {test.lacking && test.lacking.length > 0 && (
        <ul className={styles.lacking}>
          {test.lacking.map(({ qualification_id, name, level }) => (
            <li key={qualification_id}>
              <Link href={`/qualify/${qualification_id}`} className={styles.onTop}>
                {name}
              </Link>
              {level !== undefined && (
                <>
                  {' · '}
                  <Trans>level {level} or higher</Trans>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </Note>
  );
}

function Reason({ reason }: { reason: NonNullable<Test['reason']> }): ReactNode {
  switch (reason) {
    case 'waiting_time':
      return <Trans>After a test that was not passed there is a wait, so that there is time to practise.</Trans>;
    case 'no_attempts_left':
      return <Trans>You have used all attempts of this year.</Trans>;
    case 'prerequisites':
      return <Trans>First you need:</Trans>;
    case 'held':
      return <Trans>You hold it, and it is too early to renew it.</Trans>;
    case 'own_organisation':
      return <Trans>It is offered by an organisation that you belong to, so you cannot take its test.</Trans>;
    case 'not_funded':
      return <Trans>The organisation has to put up the pay for this test first. Look again later.</Trans>;
    case 'in_grading':
      return <Trans>Your last attempt is still being graded.</Trans>;
    case 'no_test':
      return <Trans>There is no test for it just now. The organisation grants it by hand.</Trans>;
  }
}
