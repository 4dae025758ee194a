import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Clock3, GraduationCap, LockOpen, PenLine, RotateCcw } from 'lucide-react';
import { Link } from 'wouter';
import type { Schema } from '~/api';
import { AttemptStateBadge, attemptsQuery } from '~/features/attempt';
import { Badge, ButtonLink, Card, Duration, Empty, Money, Note, Page, Pages, Row, Stack, Time, usePages } from '~/ui';
import { HeldLine } from './Level';
import { byPromise, type Opens, opensInAll } from './opens';
import styles from './qualify.module.css';
import { fetchQualifications, type OpenQualification, type Unlock, unlocksQuery } from './queries';
import { WhyNot } from './WhyNot';

const WAITING: readonly Schema<'AttemptState'>[] = ['submitted', 'auto_graded', 'in_grading', 'adjudicated'];

/** What one can show that one can do, what that opens, and what one has shown already. */
export function QualifyPage() {
  const { t } = useLingui();
  const pages = usePages(['qualifications'], fetchQualifications);
  const unlocks = useQuery(unlocksQuery).data?.data ?? [];
  const attempts = useQuery(attemptsQuery).data?.data ?? [];
  const open = attempts.filter(({ state }) => state === 'open');
  const waiting = attempts.filter(({ state }) => WAITING.includes(state));
  return (
    <Page
      title={<Trans>Qualify</Trans>}
      name={t`Qualify`}
      lead={<Trans>Show what you can do. It opens work, and it is yours whichever project you work for.</Trans>}
    >
      {open.map(attempt => (
        <UnderWay key={attempt.id} attempt={attempt} />
      ))}
      {waiting.length > 0 && <InGrading attempts={waiting} />}
      <Pages
        pages={pages}
        empty={
          <Empty
            icon={<GraduationCap aria-hidden="true" />}
            title={<Trans>No qualifications are offered just now</Trans>}
            action={
              <ButtonLink href="/" tone="primary">
                <Trans>Find work</Trans>
              </ButtonLink>
            }
          >
            <p>
              <Trans>Requesters offer tests here when they need people of a certain skill.</Trans>
            </p>
          </Empty>
        }
      >
        {all => <Lists all={all} unlocks={unlocks} />}
      </Pages>
    </Page>
  );
}

function Lists({ all, unlocks }: { all: OpenQualification[]; unlocks: readonly Unlock[] }) {
  const mine = all.filter(({ held }) => held !== undefined);
  const others = byPromise(
    all.filter(({ held }) => held === undefined),
    unlocks,
  );
  return (
    <Stack gap="loose">
      {others.length > 0 && (
        <section>
          <h2 className={styles.heading}>
            <Trans>What you can qualify for</Trans>
          </h2>
          <div className={styles.cards}>
            {others.map(one => (
              <QualificationCard key={one.id} one={one} unlocks={unlocks} />
            ))}
          </div>
        </section>
      )}
      {mine.length > 0 && (
        <section>
          <h2 className={styles.heading}>
            <Trans>My qualifications</Trans>
          </h2>
          <div className={styles.cards}>
            {mine.map(one => (
              <QualificationCard key={one.id} one={one} unlocks={unlocks} />
            ))}
          </div>
        </section>
      )}
    </Stack>
  );
}

/** One qualification. The whole card is one link; what it opens stands where the eye falls first. */
function QualificationCard({ one, unlocks }: { one: OpenQualification; unlocks: readonly Unlock[] }) {
  const opens = opensInAll(unlocks.filter(({ qualification_id }) => qualification_id === one.id));
  const { test, held } = one;
  return (
    <Card as="article" className={styles.card}>
      <div>
        <p className={styles.sub}>{one.offered_by}</p>
        <h3 className={styles.title}>
          <Link href={`/qualify/${one.id}`} className={styles.link} dir="auto">
            {one.name}
          </Link>
        </h3>
      </div>
      {held && <HeldLine held={held} />}
      {opens && <OpensLine opens={opens} more={held !== undefined} />}
      <p className={styles.summary} dir="auto">
        {one.description}
      </p>
      {test && <Facts test={test} />}
      {test && !(held && test.reason === 'held') && <WhyNot test={test} />}
      {held && test?.possible && (
        <Row>
          <Badge tone="accent">
            <Trans>You can renew it now</Trans>
          </Badge>
        </Row>
      )}
    </Card>
  );
}

/** What it opens, in one line. */
export function OpensLine({ opens: { projects, tasks, best }, more }: { opens: Opens; more?: boolean }) {
  return (
    <p className={styles.opens}>
      <LockOpen aria-hidden="true" />
      <span>
        {best && (
          <strong className={styles.pay}>
            <Trans>
              up to <Money value={best} /> per hour
            </Trans>{' '}
          </strong>
        )}
        <span>
          {more ? (
            <Plural value={projects} one="in # more project" other="in # more projects" />
          ) : (
            <Plural value={projects} one="in # project" other="in # projects" />
          )}
          {' · '}
          <Plural value={tasks} one="# task waits" other="# tasks wait" />
        </span>
      </span>
    </p>
  );
}

/** How long the test is, what it pays, who grades it, and how often one may try. */
export function Facts({ test }: { test: NonNullable<OpenQualification['test']> }) {
  return (
    <ul className={styles.facts}>
      <li>
        <Clock3 aria-hidden="true" />
        <span>
          <Trans>
            at most <Duration seconds={test.minutes * 60} />
          </Trans>
          {' · '}
          {test.pay ? (
            <Trans>
              <Money value={test.pay} /> for taking it
            </Trans>
          ) : (
            <Trans>not paid</Trans>
          )}
        </span>
      </li>
      <li>
        <PenLine aria-hidden="true" />
        <span>{test.graded_by_people ? <Trans>partly graded by people</Trans> : <Trans>graded at once</Trans>}</span>
      </li>
      <li>
        <RotateCcw aria-hidden="true" />
        <span>
          {test.attempts_left === undefined ? (
            <Trans>as many attempts as you like</Trans>
          ) : (
            <Plural value={test.attempts_left} one="# attempt left" other="# attempts left" />
          )}
        </span>
      </li>
    </ul>
  );
}

function UnderWay({ attempt }: { attempt: Schema<'AttemptLine'> }) {
  return (
    <Note tone="accent" icon={<PenLine aria-hidden="true" />}>
      <Row between>
        <span>
          <strong dir="auto">{attempt.name}</strong>
          <br />
          <span className={styles.sub}>
            {attempt.ends_at ? (
              <Trans>
                Under way. The clock runs until <Time value={attempt.ends_at} />.
              </Trans>
            ) : (
              <Trans>Under way.</Trans>
            )}
          </span>
        </span>
        <ButtonLink href={`/attempts/${attempt.id}`} tone="primary">
          <Trans>Go on</Trans>
        </ButtonLink>
      </Row>
    </Note>
  );
}

function InGrading({ attempts }: { attempts: Schema<'AttemptLine'>[] }) {
  return (
    <section>
      <h2 className={styles.heading}>
        <Trans>Being graded</Trans>
      </h2>
      <ul className={styles.list}>
        {attempts.map(attempt => (
          <li key={attempt.id}>
            <AttemptLink attempt={attempt} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One attempt in a list, with what became of it. */
export function AttemptLink({ attempt, number = false }: { attempt: Schema<'AttemptLine'>; number?: boolean }) {
  const href = attempt.state === 'open' ? `/attempts/${attempt.id}` : `/attempts/${attempt.id}/result`;
  return (
    <Link href={href} className={styles.line}>
      <span className={styles.lineMain}>
        <strong dir="auto">{number ? <Trans>Attempt {attempt.number}</Trans> : attempt.name}</strong>
        <span className={styles.sub}>
          <Time value={attempt.submitted_at ?? attempt.started_at} />
        </span>
      </span>
      <span className={styles.lineEnd}>
        {attempt.level !== undefined && (
          <span className={styles.sub}>
            <Trans>Level {attempt.level}</Trans>
          </span>
        )}
        <AttemptStateBadge state={attempt.state} />
      </span>
    </Link>
  );
}
