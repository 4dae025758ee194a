import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Lock, PenLine } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api, ProblemError, unwrap } from '~/api';
import { claimAnswered, claimIdFor } from '~/features/desk';
import { formatNumber } from '~/i18n/format';
import {
  Button,
  ButtonLink,
  Card,
  Checkbox,
  Duration,
  Loaded,
  Markdown,
  Money,
  Note,
  Page,
  ProblemNote,
  Row,
  Stack,
} from '~/ui';
import { HeldLine, Level } from './Level';
import { opensInAll } from './opens';
import { AttemptLink, Facts, OpensLine } from './QualifyPage';
import styles from './qualify.module.css';
import { accommodationQuery, type OpenQualification, qualificationQuery, unlocksQuery } from './queries';
import { WhyNot } from './WhyNot';

type Test = NonNullable<OpenQualification['test']>;

/** One qualification: what it proves, what it opens, how its test goes, and the way to begin. */
export function QualificationPage({ qualificationId }: { qualificationId: string }) {
  const { t } = useLingui();
  const qualification = useQuery(qualificationQuery(qualificationId));
  const name = qualification.data?.name;
  return (
    <Page
      title={name ?? <Trans>Qualification</Trans>}
      name={name ?? t`Qualification`}
      lead={qualification.data && <Trans>offered by {qualification.data.offered_by}</Trans>}
    >
      <Loaded query={qualification}>{loaded => <Details one={loaded} />}</Loaded>
    </Page>
  );
}

function Details({ one }: { one: OpenQualification }) {
  const { test, held, attempts = [] } = one;
  return (
    <div className={styles.columns}>
      <Stack gap="loose">
        {held && (
          <Note tone="good">
            <strong>
              <Trans>You hold it</Trans>
            </strong>
            <HeldLine held={held} />
          </Note>
        )}
        <section>
          <h2 className={styles.heading}>
            <Trans>What it proves</Trans>
          </h2>
          <p className={styles.words} dir="auto">
            {one.description}
          </p>
          <p className={styles.sub}>
            {one.valid_days === undefined ? (
              <Trans>A level does not expire.</Trans>
            ) : (
              <Plural
                value={one.valid_days}
                one="A level is valid for # day, then it is shown again."
                other="A level is valid for # days, then it is shown again."
              />
            )}
          </p>
        </section>
        <WhatItOpens one={one} />
        {test && (
          <>
            <section>
              <h2 className={styles.heading}>
                <Trans>The test</Trans>
              </h2>
              <Stack>
                <Facts test={test} />
                <Sections test={test} />
                <Allowance />
              </Stack>
            </section>
            <section>
              <h2 className={styles.heading}>
                <Trans>Before you begin</Trans>
              </h2>
              <Markdown text={test.introduction} under={2} />
            </section>
            <Rules test={test} />
          </>
        )}
      </Stack>
      <Stack>
        {test && <Begin one={one} test={test} />}
        {attempts.length > 0 && (
          <section>
            <h2 className={styles.heading}>
              <Trans>Your attempts</Trans>
            </h2>
            <ul className={styles.list}>
              {attempts.map(attempt => (
                <li key={attempt.id}>
                  <AttemptLink attempt={attempt} number />
                </li>
              ))}
            </ul>
          </section>
        )}
      </Stack>
    </div>
  );
}

function WhatItOpens({ one }: { one: OpenQualification }) {
  const unlocks = useQuery(unlocksQuery);
  const mine = unlocks.data?.data.filter(({ qualification_id }) => qualification_id === one.id) ?? [];
  const highest = Math.max(...one.levels, 1);
  return (
    <section>
      <h2 className={styles.heading}>
        <Trans>What it opens</Trans>
      </h2>
      {unlocks.data && mine.length === 0 && (
        <p className={styles.sub}>
          <Trans>No work waits for it just now. You keep the level, and work that asks for it finds you.</Trans>
        </p>
      )}
      <ul className={styles.levels}>
        {[...one.levels]
          .sort((a, b) => a - b)
          .map(level => {
            const opens = opensInAll(mine.filter(other => other.level === level));
            return (
              <li key={level}>
                <Level level={level} of={Math.max(5, highest)} />
                {opens && <OpensLine opens={opens} />}
              </li>
            );
          })}
      </ul>
    </section>
  );
}

function Sections({ test }: { test: Test }) {
  return (
    <ol className={styles.sections}>
      {test.sections.map(({ title, items, seconds }) => (
        <li key={title}>
          <strong dir="auto">{title}</strong>
          <span className={styles.sub}>
            <Plural value={items} one="# item" other="# items" />
            {seconds !== undefined && (
              <>
                {' · '}
                <Duration seconds={seconds} />
              </>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Nobody else than the person and the operator knows of it. */
function Allowance() {
  const { data } = useQuery(accommodationQuery);
  if (!data) return null;
  return (
    <div className={styles.private}>
      <Lock aria-hidden="true" />
      <p>
        {data.time_multiplier > 1 ? (
          <Trans>
            Only you see this: you have {formatNumber(data.time_multiplier)} times the usual time. The times here
            include it.
          </Trans>
        ) : (
          <Trans>
            Do you need more time, for example because of a disability? Ask the operator before you begin. Nobody else
            learns of it.
          </Trans>
        )}
      </p>
    </div>
  );
}

/** What the plan of the test means for the person, in plain words. */
function Rules({ test }: { test: Test }) {
  const { clock, late, retry_hours: retry, max_attempts: most, pay, graded_by_people: people } = test;
  return (
    <section>
      <h2 className={styles.heading}>
        <Trans>The rules</Trans>
      </h2>
      <ul className={styles.rules}>
        <li>
          {clock === 'pausable' ? (
            <Trans>You may leave and pause the clock, and go on later from any device.</Trans>
          ) : (
            <Trans>You may leave and go on from any device, but the clock runs on.</Trans>
          )}
        </li>
        <li>
          <Trans>Every answer is kept as you give it, also when the connection breaks.</Trans>
        </li>
        <li>
          <Trans>A section that you left cannot be entered again.</Trans>
        </li>
        {late === 'count' && (
          <li>
            <Trans>Answers after the end of the time still count; they are marked as late.</Trans>
          </li>
        )}
        {late === 'discard' && (
          <li>
            <Trans>Answers after the end of the time do not count. What was there before does.</Trans>
          </li>
        )}
        {retry !== undefined && (
          <li>
            {retry === 0 ? (
              <Trans>If you do not pass, you can try again at once.</Trans>
            ) : (
              <Trans>
                If you do not pass, you can try again after <Duration seconds={retry * 3600} />, with other items.
              </Trans>
            )}
          </li>
        )}
        {most !== undefined && (
          <li>
            <Plural
              value={most}
              one="There is # attempt in a year. Giving up counts as one."
              other="There are # attempts in a year. Giving up counts as one."
            />
          </li>
        )}
        <li>
          {pay ? (
            <Trans>
              You get <Money value={pay} /> for a test that you send, whether you pass or not.
            </Trans>
          ) : (
            <Trans>Taking the test is not paid.</Trans>
          )}
        </li>
        {people && (
          <li>
            <Trans>Two people grade the open answers. They do not know who you are, nor each other’s grades.</Trans>
          </li>
        )}
        <li>
          <Trans>
            You learn why, and you can challenge an item or appeal a grade: another person answers within 72 hours.
          </Trans>
        </li>
      </ul>
    </section>
  );
}

/** The honesty statement and the one button; or why not now. */
function Begin({ one, test }: { one: OpenQualification; test: Test }) {
  const [honest, setHonest] = useState(false);
  const begin = useBegin(one.id);
  if (test.open_attempt_id) {
    return (
      <Note tone="accent" icon={<PenLine aria-hidden="true" />}>
        <strong>
          <Trans>You are in the middle of it</Trans>
        </strong>
        <Row>
          <ButtonLink href={`/attempts/${test.open_attempt_id}`} tone="primary">
            <Trans>Go on</Trans>
          </ButtonLink>
        </Row>
      </Note>
    );
  }
  if (!test.possible) return <WhyNot test={test} />;
  return (
    <Card as="section">
      <h2 className={styles.cardHeading}>
        <Trans>Begin</Trans>
      </h2>
      <p className={styles.words} dir="auto">
        {test.honesty}
      </p>
      <Checkbox checked={honest} onChange={event => setHonest(event.currentTarget.checked)}>
        <Trans>I agree</Trans>
      </Checkbox>
      {begin.error && <ProblemNote error={begin.error} onRetry={() => begin.mutate()} />}
      <Button tone="primary" size="large" wide disabled={!honest} busy={begin.isPending} onClick={() => begin.mutate()}>
        <Trans>Begin the test</Trans>
      </Button>
      <p className={styles.sub}>
        <Trans>
          The clock starts at once and runs for at most <Duration seconds={test.minutes * 60} />.
        </Trans>
      </p>
    </Card>
  );
}

/** Pressing again after a lost answer begins the same attempt, so it cannot cost a second one. */
function useBegin(qualificationId: string) {
  const [, go] = useLocation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const place = `qualification ${qualificationId}`;
      const claim_id = await claimIdFor(place);
      try {
        const attempt = await unwrap(
          api.POST('/v1/qualifications/{qualification_id}/attempts', {
            params: { path: { qualification_id: qualificationId } },
            body: { claim_id, honest: true },
          }),
        );
        await claimAnswered(place);
        return attempt;
      } catch (failed) {
        if (failed instanceof ProblemError && !failed.outcomeUnknown) await claimAnswered(place);
        throw failed;
      }
    },
    onSuccess: attempt => {
      client.setQueryData(['attempt', attempt.id], attempt);
      go(`/attempts/${attempt.id}`);
    },
    onSettled: () => {
      for (const key of ['attempts', 'qualifications', 'qualification'])
        void client.invalidateQueries({ queryKey: [key] });
    },
  });
}
