import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Check, Circle, RefreshCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Schema } from '~/api';
import { AttemptStateBadge, attemptQuery } from '~/features/attempt';
import { Level } from '~/features/qualify';
import { Badge, ButtonLink, Card, Loaded, Money, Note, Page, Row, Stack, Time } from '~/ui';
import { Ability } from './Ability';
import { ItemResult } from './ItemResult';
import { LeftBehind } from './LeftBehind';
import { Rating } from './Rating';
import styles from './result.module.css';
import { Scores } from './Scores';

type Attempt = Schema<'Attempt'>;
type Result = Schema<'AttemptResult'>;

/** How often to look, in milliseconds, while people grade. */
const LOOK_AGAIN = 30_000;

/** An attempt after it was sent: where it is, and, once it is decided, what came out and why. */
export function ResultPage({ attemptId }: { attemptId: string }) {
  const { t } = useLingui();
  const attempt = useQuery({
    ...attemptQuery(attemptId),
    refetchInterval: ({ state: { data } }) => (data && !data.result && isWaiting(data) ? LOOK_AGAIN : false),
  });
  const name = attempt.data?.name;
  return (
    <Page title={name ?? <Trans>Result</Trans>} name={name ?? t`Result`}>
      <Loaded query={attempt}>
        {loaded => (
          <Stack gap="loose">
            <Summary attempt={loaded} />
            <LeftBehind attemptId={loaded.id} />
            <Outcome attempt={loaded} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function isWaiting({ state }: Attempt): boolean {
  return state === 'submitted' || state === 'auto_graded' || state === 'in_grading' || state === 'adjudicated';
}

function Summary({ attempt }: { attempt: Attempt }) {
  return (
    <Row>
      <AttemptStateBadge state={attempt.state} />
      {attempt.pay && (
        <Badge tone="brass">
          <Money value={attempt.pay} />
        </Badge>
      )}
      <span className={styles.sub}>
        <Trans>Attempt {attempt.number}</Trans>
        {attempt.submitted_at && (
          <>
            {' · '}
            <Trans>
              sent <Time value={attempt.submitted_at} />
            </Trans>
          </>
        )}
      </span>
    </Row>
  );
}

function Outcome({ attempt }: { attempt: Attempt }): ReactNode {
  if (attempt.result) return <Decided attempt={attempt} result={attempt.result} />;
  if (isWaiting(attempt)) return <Waiting attempt={attempt} />;
  switch (attempt.state) {
    case 'open':
      return (
        <Note tone="accent">
          <Row between>
            <Trans>You are in the middle of it.</Trans>
            <ButtonLink href={`/attempts/${attempt.id}`} tone="primary">
              <Trans>Go on</Trans>
            </ButtonLink>
          </Row>
        </Note>
      );
    case 'voided':
      return (
        <Note tone="bad">
          <p>
            <Trans>This attempt does not count, neither for you nor against you.</Trans>
          </p>
        </Note>
      );
    default:
      return (
        <Note>
          <p>
            <Trans>You gave this attempt up. Nothing of it was graded.</Trans>
          </p>
          <div>
            <ButtonLink href={`/qualify/${attempt.qualification_id}`}>
              <Trans>Look at the test</Trans>
            </ButtonLink>
          </div>
        </Note>
      );
  }
}

/** Where an attempt is on its way to the result. */
function Waiting({ attempt }: { attempt: Attempt }) {
  const marked = attempt.state !== 'submitted';
  return (
    <Card as="section">
      <h2 className={styles.heading}>
        <Trans>On its way</Trans>
      </h2>
      <ol className={styles.way}>
        <li data-done>
          <Check aria-hidden="true" />
          <Trans>Sent</Trans>
        </li>
        <li data-done={marked || undefined}>
          {marked ? <Check aria-hidden="true" /> : <Circle aria-hidden="true" />}
          <Trans>Closed items marked</Trans>
        </li>
        <li>
          <Circle aria-hidden="true" />
          <Trans>Two people grade the open answers, each without knowing you or the other’s grades</Trans>
        </li>
        <li>
          <Circle aria-hidden="true" />
          <Trans>Result, with the reasons</Trans>
        </li>
      </ol>
      <p className={styles.sub}>
        <Trans>You may close this page. The result stands here as soon as it is known.</Trans>
      </p>
    </Card>
  );
}

function Decided({ attempt, result }: { attempt: Attempt; result: Result }) {
  const items = result.items ?? [];
  return (
    <>
      {result.version > 1 && (
        <Note tone="accent" icon={<RefreshCcw aria-hidden="true" />}>
          <strong>
            <Trans>Decided anew</Trans>
          </strong>
          <p>
            {result.changed} <Time value={result.decided_at} />
          </p>
        </Note>
      )}
      {result.passed ? <Passed result={result} /> : <Failed attempt={attempt} result={result} />}
      <Scores result={result} />
      {result.ability && <Ability ability={result.ability} />}
      {items.length > 0 && (
        <section>
          <h2 className={styles.heading}>
            <Trans>Item by item</Trans>
          </h2>
          {result.appeal_until && (
            <p className={styles.sub}>
              <Trans>
                Something is not right? Challenge an item or appeal a grade until{' '}
                <Time value={result.appeal_until} as="day" />. Another person answers within 72 hours, or you are
                granted it.
              </Trans>
            </p>
          )}
          <ol className={styles.items}>
            {items.map((item, index) => (
              <li key={item.item_id}>
                <ItemResult attempt={attempt} item={item} number={index + 1} />
              </li>
            ))}
          </ol>
        </section>
      )}
      <Rating attempt={attempt} />
    </>
  );
}

function Passed({ result }: { result: Result }) {
  return (
    <Card as="section" className={styles.passed}>
      <h2>
        <Trans>Passed</Trans>
      </h2>
      {result.level !== undefined && <Level level={result.level} />}
      <p>
        {result.expires_at ? (
          <Trans>
            Valid until <Time value={result.expires_at} as="day" />.
          </Trans>
        ) : (
          <Trans>It does not expire.</Trans>
        )}{' '}
        <Trans>Work that asks for it is in your feed from now on.</Trans>
      </p>
      <div>
        <ButtonLink href="/" tone="primary">
          <Trans>See the work it opens</Trans>
        </ButtonLink>
      </div>
    </Card>
  );
}

function Failed({ attempt, result }: { attempt: Attempt; result: Result }) {
  return (
    <Card as="section">
      <h2>
        <Trans>Not passed this time</Trans>
      </h2>
      <p>
        {result.retry_from ? (
          <Trans>
            You can try again from <Time value={result.retry_from} />, with other items.
          </Trans>
        ) : (
          <Trans>You can try again, with other items.</Trans>
        )}{' '}
        {result.attempts_left !== undefined && (
          <Plural
            value={result.attempts_left}
            one="# attempt is left this year."
            other="# attempts are left this year."
          />
        )}
      </p>
      <p>
        <Trans>It closes nothing that is open to you now.</Trans>
      </p>
      <Row>
        <ButtonLink href="/">
          <Trans>Work that is open to me</Trans>
        </ButtonLink>
        <ButtonLink href={`/qualify/${attempt.qualification_id}`} tone="quiet">
          <Trans>Look at the test</Trans>
        </ButtonLink>
      </Row>
    </Card>
  );
}
