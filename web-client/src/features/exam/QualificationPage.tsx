import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { ClipboardList, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link, Redirect, useLocation } from 'wouter';
import { api, newId, unwrap } from '~/api';
import { SideNav } from '~/features/bank';
import {
  Button,
  ButtonLink,
  Card,
  Empty,
  Loaded,
  Page,
  Row,
  Skeleton,
  Stack,
  Time,
  toast,
  useProblemWords,
} from '~/ui';
import styles from './exam.module.css';
import { Holders } from './Holders';
import { TestStateBadge } from './names';
import { blankPlan, itemsOf, type Plan, type Qualification, type Test } from './plan';
import { type Definition, definitionOf, QualificationForm } from './QualificationForm';
import { useMayEdit, useQualification, useTests } from './queries';
import { Reviewers } from './Reviewers';
import { TestStatistics } from './TestStatistics';

type Side = 'test' | 'statistics' | 'holders' | 'reviewers' | 'settings';

/** One qualification with all its sides; each side has an address of its own. */
export function QualificationPage({ id, side = 'test' }: { id: string; side?: string }) {
  const { t } = useLingui();
  const query = useQualification(id);
  return (
    <Loaded query={query} skeleton={<Skeleton lines={[4, 3, 10]} />}>
      {qualification => (
        <Page
          title={qualification.name}
          name={qualification.name || t`Qualification`}
          lead={
            <>
              <Link href="/qualifications">
                <Trans>Qualifications</Trans>
              </Link>
              {' · '}
              <Plural
                value={qualification.holders}
                _0="nobody holds it"
                one="# person holds it"
                other="# people hold it"
              />
            </>
          }
        >
          <Sides id={id} here={side as Side} />
          <Body qualification={qualification} side={side as Side} />
        </Page>
      )}
    </Loaded>
  );
}

function Sides({ id, here }: { id: string; here: Side }) {
  const { t } = useLingui();
  const titles: [Side, ReactNode][] = [
    ['test', <Trans key="t">Test</Trans>],
    ['statistics', <Trans key="s">Statistics</Trans>],
    ['holders', <Trans key="h">Holders</Trans>],
    ['reviewers', <Trans key="r">Reviewers</Trans>],
    ['settings', <Trans key="d">Definition</Trans>],
  ];
  return <SideNav label={t`Qualification`} base={`/qualifications/${id}`} sides={titles} here={here} />;
}

function Body({ qualification, side }: { qualification: Qualification; side: Side }) {
  switch (side) {
    case 'test':
      return <Tests qualification={qualification} />;
    case 'statistics':
      return <Statistics qualification={qualification} />;
    case 'holders':
      return <Holders qualification={qualification} />;
    case 'reviewers':
      return <Reviewers qualification={qualification} />;
    case 'settings':
      return <Settings qualification={qualification} />;
    default:
      return <Redirect to={`/qualifications/${qualification.id}`} replace />;
  }
}

/** The versions of the test, and the way to the next one. */
function Tests({ qualification }: { qualification: Qualification }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const words = useProblemWords();
  const [, go] = useLocation();
  const query = useTests(qualification.id);
  const may = useMayEdit(qualification.organisation_id);
  const [key] = useState(newId);
  const [busy, setBusy] = useState(false);
  const draft = async (plan: Plan) => {
    if (busy) return;
    setBusy(true);
    try {
      const test = await unwrap(
        api.POST('/v1/qualifications/{qualification_id}/tests', {
          params: { path: { qualification_id: qualification.id }, header: { 'Idempotency-Key': key } },
          body: plan,
        }),
      );
      void queries.invalidateQueries({ queryKey: ['tests', qualification.id] });
      go(`/tests/${test.id}`);
    } catch (thrown) {
      toast({ text: words(thrown).title });
      setBusy(false);
    }
  };
  const first = () => ({
    ...blankPlan(t`First section`),
    introduction: t`What this test asks, how long it takes, and what it opens.`,
    seconds: 900,
  });
  return (
    <Loaded query={query}>
      {tests => {
        const open = tests.find(({ state }) => state === 'draft');
        const newest = tests[0];
        return (
          <Stack>
            {may && newest && !open && (
              <Row>
                <Button busy={busy} onClick={() => void draft(newest.plan)}>
                  <Plus aria-hidden="true" />
                  <Trans>Draft the next version</Trans>
                </Button>
              </Row>
            )}
            {tests.length === 0 ? (
              <Empty
                icon={<ClipboardList aria-hidden="true" />}
                title={<Trans>It has no test yet</Trans>}
                action={
                  may && (
                    <Button tone="primary" busy={busy} onClick={() => void draft(first())}>
                      <Trans>Build a test</Trans>
                    </Button>
                  )
                }
              >
                <p>
                  <Trans>
                    Without a test it is granted by hand only. A test draws an equal form for each person from the items
                    in use.
                  </Trans>
                </p>
              </Empty>
            ) : (
              tests.map(test => <TestCard key={test.id} test={test} />)
            )}
          </Stack>
        );
      }}
    </Loaded>
  );
}

function TestCard({ test }: { test: Test }) {
  const items = test.plan.sections.reduce((sum, section) => sum + itemsOf(section), 0);
  return (
    <Card as="article">
      <Row between>
        <div>
          <Row>
            <h2 className={styles.title}>
              <Trans>Version {test.version}</Trans>
            </h2>
            <TestStateBadge state={test.state} />
          </Row>
          <p className={styles.soft}>
            <Plural value={test.plan.sections.length} one="# section" other="# sections" />
            {', '}
            <Plural value={items} one="# item" other="# items" />
            {', '}
            <Plural value={test.minutes} one="# minute at most" other="# minutes at most" />
            {' · '}
            <Time value={test.published_at ?? test.created_at} as="day" />
          </p>
        </div>
        <ButtonLink tone={test.state === 'draft' ? 'primary' : 'secondary'} href={`/tests/${test.id}`}>
          {test.state === 'draft' ? <Trans>Go on building</Trans> : <Trans>Look at it</Trans>}
        </ButtonLink>
      </Row>
    </Card>
  );
}

function Statistics({ qualification }: { qualification: Qualification }) {
  const query = useTests(qualification.id);
  return (
    <Loaded query={query}>
      {tests => {
        const taken = tests.filter(({ state }) => state !== 'draft');
        return taken.length === 0 ? (
          <Empty title={<Trans>Nobody can have taken it yet</Trans>} />
        ) : (
          <TestStatistics tests={taken} />
        );
      }}
    </Loaded>
  );
}

function Settings({ qualification }: { qualification: Qualification }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const may = useMayEdit(qualification.organisation_id);
  const save = async (form: Definition) => {
    const changed = await unwrap(
      api.PATCH('/v1/qualifications/{qualification_id}', {
        params: { path: { qualification_id: qualification.id } },
        body: {
          description: form.description.trim(),
          domain: form.domain || null,
          valid_days: form.valid_days ?? null,
          renew_days: form.renew_days ?? null,
          listed: form.listed,
        },
      }),
    );
    queries.setQueryData(['qualification', qualification.id, 'definition'], changed);
    void queries.invalidateQueries({ queryKey: ['qualifications'] });
    toast({ text: t`Saved.` });
  };
  if (!may) return <p className={styles.soft}>{qualification.description}</p>;
  return (
    <Card as="section" className={styles.narrow ?? ''}>
      <QualificationForm named start={definitionOf(qualification)} save={<Trans>Save</Trans>} onSave={save} />
      <p className={styles.soft}>
        <Trans>What was granted keeps the date it had.</Trans>
      </p>
    </Card>
  );
}
