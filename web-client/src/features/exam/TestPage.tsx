import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { CircleCheck, Smartphone, TriangleAlert } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { api, asProblem, newId, type ProblemError, unwrap, withEtag } from '~/api';
import {
  Badge,
  Button,
  Dialog,
  Loaded,
  Money,
  Note,
  Page,
  ProblemNote,
  Row,
  Sheet,
  Skeleton,
  Stack,
  toast,
} from '~/ui';
import styles from './exam.module.css';
import { TestStateBadge, useGapNames } from './names';
import { PlanView } from './PlanView';
import { gapsOf, itemsOf, minutesOf, type Plan, type Test, tidyPlan } from './plan';
import { useMayEdit, useQualification, useTest } from './queries';
import { SamplePreview } from './SamplePreview';
import { TestForm } from './TestForm';

/** One version of a test: built while it is a draft, looked at afterwards. */
export function TestPage({ id }: { id: string }) {
  const query = useTest(id);
  return (
    <Loaded query={query} skeleton={<Skeleton lines={[4, 3, 10]} />}>
      {({ test, etag }) => <Version key={`${test.id} ${test.state}`} test={test} etag={etag} />}
    </Loaded>
  );
}

function Version({ test, etag }: { test: Test; etag: string }) {
  const { t } = useLingui();
  const { data: qualification } = useQualification(test.qualification_id);
  const may = useMayEdit(qualification?.organisation_id);
  const name = qualification?.name ?? t`Test`;
  const building = test.state === 'draft' && may;
  return (
    <Page
      title={name}
      name={name}
      lead={
        <Row>
          <Link href={`/qualifications/${test.qualification_id}`}>
            <Trans>Test, version {test.version}</Trans>
          </Link>
          <TestStateBadge state={test.state} />
        </Row>
      }
      actions={may && test.state === 'published' && <Retire test={test} />}
    >
      {building ? <Builder test={test} etag={etag} /> : <Finished test={test} />}
    </Page>
  );
}

function Finished({ test }: { test: Test }) {
  return (
    <Beside preview={<SamplePreview test={test} />}>
      <Stack>
        <Note>
          <Trans>A version that was published is never changed; draft the next one instead.</Trans>
        </Note>
        <PlanView plan={test.plan} minutes={test.minutes} />
      </Stack>
    </Beside>
  );
}

function Builder({ test, etag }: { test: Test; etag: string }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [plan, setPlan] = useState<Plan>(test.plan);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ProblemError>();
  const [publishing, setPublishing] = useState(false);
  const saved = JSON.stringify(tidyPlan(plan)) === JSON.stringify(tidyPlan(test.plan));
  const fault = (pointer: string) => error?.problem.errors?.find(one => one.pointer === pointer)?.detail;
  const gaps = gapsOf(plan);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      const { data, etag: next } = await withEtag(
        api.PUT('/v1/tests/{test_id}', {
          params: { path: { test_id: test.id }, header: { 'If-Match': etag } },
          body: tidyPlan(plan),
        }),
      );
      queries.setQueryData(['test', test.id], { test: data, etag: next });
      setPlan(data.plan);
      void queries.invalidateQueries({ queryKey: ['tests', test.qualification_id] });
      void queries.invalidateQueries({ queryKey: ['sample-form', test.id] });
      toast({ text: t`Saved.` });
    } catch (thrown) {
      setError(asProblem(thrown));
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('[aria-invalid], [role="alert"]')?.scrollIntoView({ block: 'center' }),
      );
    }
    setBusy(false);
  };
  const publishable = saved && gaps.length === 0 && (test.missing?.length ?? 0) === 0;
  return (
    <Beside preview={<SamplePreview test={test} unsaved={!saved} />}>
      <form className={styles.form} onSubmit={event => void save(event)}>
        {error && <ProblemNote error={error} />}
        <Lacks test={test} plan={plan} saved={saved} />
        <TestForm plan={plan} change={patch => setPlan(before => ({ ...before, ...patch }))} fault={fault} />
        <div className={styles.foot}>
          <span className={styles.sum}>
            <Sum plan={plan} />
          </span>
          <Button type="submit" tone={saved ? 'secondary' : 'primary'} busy={busy}>
            <Trans>Save</Trans>
          </Button>
          <Button
            tone={publishable ? 'primary' : 'secondary'}
            aria-disabled={!publishable || undefined}
            onClick={() => {
              if (publishable) setPublishing(true);
              else toast({ text: saved ? t`See above what it lacks.` : t`Save it first.` });
            }}
          >
            <Trans>Publish…</Trans>
          </Button>
        </div>
      </form>
      <Publish test={test} open={publishing} onClose={() => setPublishing(false)} />
    </Beside>
  );
}

function Sum({ plan }: { plan: Plan }) {
  const items = plan.sections.reduce((sum, section) => sum + itemsOf(section), 0);
  const minutes = minutesOf(plan);
  return (
    <>
      <Plural value={items} one="# item" other="# items" />
      {minutes !== undefined && (
        <>
          {' · '}
          <Plural value={minutes} one="# minute at most" other="# minutes at most" />
        </>
      )}
      {plan.pay && (
        <>
          {' · '}
          <Money value={plan.pay} />
        </>
      )}
    </>
  );
}

/** What the plan and the bank lack. */
function Lacks({ test, plan, saved }: { test: Test; plan: Plan; saved: boolean }) {
  const names = useGapNames();
  const gaps = gapsOf(plan);
  const missing = test.missing ?? [];
  const titleOf = (key: string) => plan.sections.find(section => section.key === key)?.title ?? key;
  if (gaps.length === 0 && missing.length === 0) {
    return (
      <Note tone="good" icon={<CircleCheck aria-hidden="true" />}>
        <Trans>The bank can serve it.</Trans>{' '}
        {!saved && <Trans>What you changed since is looked at when you save.</Trans>}
      </Note>
    );
  }
  return (
    <Note tone="warn" icon={<TriangleAlert aria-hidden="true" />}>
      <strong>
        <Trans>It cannot be published yet</Trans>
      </strong>
      <ul className={styles.lacks}>
        {gaps.map(gap => (
          <li key={gap}>{names[gap]}</li>
        ))}
        {missing.map(({ section, text }) => (
          <li key={`${section}${text}`}>
            <Badge>{titleOf(section)}</Badge> {text}
          </li>
        ))}
      </ul>
      {missing.length > 0 && (
        <p>
          <Link href="/items/new">
            <Trans>Write an item</Trans>
          </Link>
          {' · '}
          <Link href="/items?state=trial">
            <Trans>See what is on trial</Trans>
          </Link>
        </p>
      )}
    </Note>
  );
}

function Publish({ test, open, onClose }: { test: Test; open: boolean; onClose: () => void }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [key] = useState(newId);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ProblemError>();
  const publish = async () => {
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await unwrap(
        api.POST('/v1/tests/{test_id}/publication', {
          params: { path: { test_id: test.id }, header: { 'Idempotency-Key': key } },
        }),
      );
      toast({ text: t`Published. Workers can take it now.` });
      void queries.invalidateQueries({ queryKey: ['tests', test.qualification_id] });
      await queries.invalidateQueries({ queryKey: ['test', test.id] });
    } catch (thrown) {
      setError(asProblem(thrown));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={<Trans>Publish version {test.version}?</Trans>}
      actions={
        <>
          <Button onClick={onClose}>
            <Trans>Not yet</Trans>
          </Button>
          <Button tone="primary" busy={busy} onClick={() => void publish()}>
            <Trans>Publish</Trans>
          </Button>
        </>
      }
    >
      {error && <ProblemNote error={error} />}
      <p>
        <Sum plan={test.plan} />
      </p>
      <p>
        <Trans>
          From now on workers get this version. The one before is retired; attempts under way go on by it. A published
          version cannot be changed.
        </Trans>
      </p>
      {test.plan.pay && (
        <p>
          <Trans>
            <Money value={test.plan.pay} /> is set aside from the wallet each time an attempt begins, and is paid when
            it is sent.
          </Trans>
        </p>
      )}
    </Dialog>
  );
}

function Retire({ test }: { test: Test }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [key] = useState(newId);
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ProblemError>();
  const retire = async () => {
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await unwrap(
        api.POST('/v1/tests/{test_id}/retirement', {
          params: { path: { test_id: test.id }, header: { 'Idempotency-Key': key } },
        }),
      );
      toast({ text: t`Retired. Nobody begins it any more.` });
      void queries.invalidateQueries({ queryKey: ['tests', test.qualification_id] });
      await queries.invalidateQueries({ queryKey: ['test', test.id] });
    } catch (thrown) {
      setError(asProblem(thrown));
      setBusy(false);
    }
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Trans>Retire…</Trans>
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={<Trans>Retire this test?</Trans>}
        actions={
          <>
            <Button onClick={() => setOpen(false)}>
              <Trans>Keep it</Trans>
            </Button>
            <Button tone="danger" busy={busy} onClick={() => void retire()}>
              <Trans>Retire</Trans>
            </Button>
          </>
        }
      >
        {error && <ProblemNote error={error} />}
        <p>
          <Trans>Nobody begins it any more. Attempts under way go on, and what was granted stays granted.</Trans>
        </p>
      </Dialog>
    </>
  );
}

/** A form with the phone beside it, or behind a button where there is no room. */
function Beside({ preview, children }: { preview: ReactNode; children: ReactNode }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.workshop}>
      <div className={styles.form}>
        <div className={styles.peek}>
          <Button onClick={() => setOpen(true)}>
            <Smartphone aria-hidden="true" />
            <Trans>A sample form on a phone</Trans>
          </Button>
        </div>
        {children}
      </div>
      <aside className={styles.beside} aria-label={t`Preview`}>
        <p className={styles.caption}>
          <Smartphone aria-hidden="true" />
          <Trans>A form as a worker would get it</Trans>
        </p>
        {preview}
      </aside>
      <Sheet open={open} onClose={() => setOpen(false)} title={<Trans>A form as a worker would get it</Trans>}>
        {preview}
      </Sheet>
    </div>
  );
}
