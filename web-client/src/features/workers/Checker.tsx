import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { type Eligibility, Obstacles, Requirements, useEligibility } from '~/features/eligibility';
import { Button, Card, Loaded, Note, TextField } from '~/ui';
import { workerNumber } from './number';
import styles from './workers.module.css';

/** Says why a worker sees the project's work or does not, in the words that the worker reads, without the advice. */
export function Checker({ projectId }: { projectId: string }) {
  const { t } = useLingui();
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string>();
  const [worker, setWorker] = useState<string>();
  const query = useEligibility(projectId, worker);
  const check = (event: FormEvent) => {
    event.preventDefault();
    const number = workerNumber(typed);
    setWorker(number);
    setFault(number === undefined ? t`A worker number begins with wrk_ and has 30 characters.` : undefined);
    if (number !== undefined && number === worker) void query.refetch();
  };
  return (
    <Card as="section">
      <h2 className={styles.title}>
        <Trans>Why does this worker not see it?</Trans>
      </h2>
      <form className={styles.line} onSubmit={check}>
        <TextField
          label={t`Worker number`}
          hint={<Trans>Workers find it in their profile.</Trans>}
          value={typed}
          error={fault}
          required
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onInput={event => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" busy={query.isFetching}>
          <Trans>Check</Trans>
        </Button>
      </form>
      {worker !== undefined && (
        <div role="status">
          <Loaded query={query}>{eligibility => <Answer eligibility={eligibility} />}</Loaded>
        </div>
      )}
    </Card>
  );
}

function Answer({ eligibility }: { eligibility: Eligibility }) {
  const { requirements, obstacles } = eligibility;
  return (
    <div className={styles.answer}>
      <Verdict eligibility={eligibility} />
      <Requirements requirements={requirements} ofAnother />
      <Obstacles obstacles={obstacles} />
    </div>
  );
}

function Verdict({ eligibility: { requirements, obstacles, eligible, can_claim } }: { eligibility: Eligibility }) {
  if (can_claim) {
    return (
      <Note tone="good" icon={<CircleCheck aria-hidden="true" />}>
        <Trans>They see it, and would get a task now unless they hold as many as they can have.</Trans>
      </Note>
    );
  }
  if (eligible) {
    return (
      <Note tone="warn" icon={<CircleAlert aria-hidden="true" />}>
        <Plural
          value={obstacles.length}
          one="They meet every requirement. One thing stands in the way now."
          other="They meet every requirement. # things stand in the way now."
        />
      </Note>
    );
  }
  return (
    <Note tone="bad" icon={<CircleX aria-hidden="true" />}>
      <Plural
        value={requirements.filter(({ met }) => !met).length}
        one="They do not see it: # requirement is not met."
        other="They do not see it: # requirements are not met."
      />
    </Note>
  );
}
