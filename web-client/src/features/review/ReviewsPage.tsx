import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { BookOpen, CircleCheckBig, Keyboard } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { AnswerView, Given as GivenInput, tidy } from '~/features/answer';
import { useKeys, useKeysOn } from '~/features/keyboard';
import { type Project, useProject } from '~/features/projects';
import {
  Badge,
  Button,
  ButtonLink,
  Card,
  cx,
  Duration,
  Empty,
  Loaded,
  Page,
  ProblemNote,
  Row,
  Skeleton,
  Time,
} from '~/ui';
import type { ReviewItem } from './batch';
import { GuidelineSheet } from './GuidelineSheet';
import { Judging, type Opinion, type Ready } from './Judging';
import { KeyMap } from './KeyMap';
import { Latest } from './Latest';
import { reasonsFor, type Verdict } from './reasons';
import styles from './review.module.css';
import { type Queue, useQueue } from './useQueue';

/** The reviewer's desk: one submission at a time, everything by key, nothing final for ten seconds. */
export function ReviewsPage() {
  const { t } = useLingui();
  const [query] = useSearchParams();
  const queue = useQueue(query.get('project') ?? undefined);
  const [map, setMap] = useState(false);
  return (
    <Page
      title={<Trans>Reviews</Trans>}
      name={t`Reviews`}
      lead={
        <Plural
          value={Math.max(0, queue.waiting)}
          _0="Nothing waits"
          one="# waits for a verdict"
          other="# wait for a verdict"
        />
      }
      actions={
        <>
          <ButtonLink tone="quiet" href="/appeals">
            <Trans>Appeals</Trans>
          </ButtonLink>
          <Button className={styles.wideOnly ?? ''} tone="quiet" onClick={() => setMap(true)}>
            <Keyboard aria-hidden="true" />
            <Trans>Keys</Trans>
          </Button>
        </>
      }
    >
      <KeyMap open={map} onClose={() => setMap(false)} />
      <Desk queue={queue} onMap={() => setMap(true)} />
    </Page>
  );
}

function Desk({ queue, onMap }: { queue: Queue; onMap: () => void }) {
  if (queue.loading) return <Skeleton lines={[3, 12, 8]} />;
  if (queue.error && queue.items.length === 0) return <ProblemNote error={queue.error} onRetry={queue.retry} />;
  return (
    <div className={styles.desk}>
      {queue.current ? <CurrentItem queue={queue} item={queue.current} onMap={onMap} /> : <DoneHere queue={queue} />}
      <Latest given={queue.given} onUndo={() => queue.undo()} />
    </div>
  );
}

function DoneHere({ queue }: { queue: Queue }) {
  const [on] = useKeysOn();
  const act = useCallback((key: string) => key === 'u' && queue.undo() !== undefined, [queue]);
  useKeys(on, act);
  return (
    <Empty
      icon={<CircleCheckBig aria-hidden="true" />}
      title={<Trans>Everything is judged</Trans>}
      action={
        <Button onClick={queue.retry}>
          <Trans>Look again</Trans>
        </Button>
      }
    >
      <p>
        <Trans>New submissions appear here as workers send them, the oldest first.</Trans>
      </p>
    </Empty>
  );
}

function CurrentItem({ queue, item, onMap }: { queue: Queue; item: ReviewItem; onMap: () => void }) {
  const query = useProject(item.project_id);
  return (
    <Loaded query={query} skeleton={<Skeleton lines={[3, 12, 8]} />}>
      {({ project }) => <Item key={item.submission_id} queue={queue} item={item} project={project} onMap={onMap} />}
    </Loaded>
  );
}

/** Verdicts that were taken back, so that what was written comes back with them. */
const takenBack = new Map<string, Opinion>();

function Item({
  queue,
  item,
  project,
  onMap,
}: {
  queue: Queue;
  item: ReviewItem;
  project: Project;
  onMap: () => void;
}) {
  const { t } = useLingui();
  const [on] = useKeysOn();
  const [opinion, setOpinion] = useState<Opinion>(() => takenBack.get(item.submission_id) ?? { text: '' });
  const [guideline, setGuideline] = useState(false);
  const [asked, setAsked] = useState(false);
  const box = useRef<HTMLElement>(null);

  const ready = readiness(opinion);
  const give = () => {
    if (ready !== 'ready' || !opinion.verdict) return setAsked(true);
    takenBack.delete(item.submission_id);
    queue.give({
      verdict: opinion.verdict,
      ...(opinion.reason && { reason_code: opinion.reason }),
      ...(opinion.verdict !== 'accept' && { text: opinion.text.trim() }),
      ...(opinion.verdict === 'accept_with_fix' && { fixed_output: tidy(opinion.fixed ?? item.output) as never }),
    });
  };
  const choose = (verdict: Verdict) => {
    if (verdict === 'accept') return queue.give({ verdict });
    setOpinion(before => ({ ...before, verdict, fixed: before.fixed ?? item.output }));
    setAsked(false);
  };
  const undo = () => {
    const taken = queue.undo();
    if (taken) {
      const { verdict, reason_code, text = '', fixed_output } = taken.body;
      takenBack.set(taken.item.submission_id, {
        text,
        ...(verdict !== 'accept' && { verdict }),
        ...(reason_code && { reason: reason_code }),
        ...(fixed_output && { fixed: fixed_output }),
      });
    }
    return taken !== undefined;
  };
  const acts: Record<string, () => unknown> = {
    j: queue.next,
    k: queue.previous,
    a: () => choose('accept'),
    f: () => choose('accept_with_fix'),
    v: () => choose('revise'),
    s: () => choose('soft_reject'),
    x: () => choose('reject'),
    u: undo,
    g: () => setGuideline(true),
    '?': onMap,
    send: give,
    escape: () => setOpinion({ text: opinion.text }),
  };
  const latest = useRef(acts);
  latest.current = acts;
  const verdict = useRef(opinion.verdict);
  verdict.current = opinion.verdict;
  const act = useCallback((key: string) => {
    const number = /^[1-9]$/.test(key) ? Number(key) : 0;
    const reason = number && verdict.current ? reasonsFor(verdict.current)[number - 1] : undefined;
    if (reason) {
      setOpinion(before => ({ ...before, reason }));
      requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('[data-words]')?.focus());
      return true;
    }
    const todo = latest.current[key];
    todo?.();
    return todo !== undefined;
  }, []);
  useKeys(on, act);
  useEffect(() => {
    if (opinion.verdict) box.current?.scrollIntoView({ block: 'nearest' });
  }, [opinion.verdict]);

  return (
    <article className={styles.item} aria-label={t`Submission by ${item.worker}`}>
      <header className={styles.head}>
        <Row>
          <Link href={`/projects/${project.id}`} className={styles.project}>
            {project.name}
          </Link>
          <Badge>{item.worker}</Badge>
          {item.gold_right !== undefined && (
            <Badge tone={item.gold_right ? 'good' : 'bad'}>
              {item.gold_right ? <Trans>Gold right</Trans> : <Trans>Gold wrong</Trans>}
            </Badge>
          )}
          {(item.revision ?? 1) > 1 && (
            <Badge tone="warn">
              <Trans>Revision {item.revision}</Trans>
            </Badge>
          )}
        </Row>
        <Row>
          <span className={styles.soft}>
            {item.seconds !== undefined && (
              <>
                <Duration seconds={item.seconds} /> ·{' '}
              </>
            )}
            <Time value={item.submitted_at} />
            {item.auto_accept_at && (
              <>
                {' · '}
                <Trans>
                  accepted by itself <Time value={item.auto_accept_at} as="relative" />
                </Trans>
              </>
            )}
          </span>
          <Button size="small" tone="quiet" onClick={() => setGuideline(true)}>
            <BookOpen aria-hidden="true" />
            <Trans>Guideline</Trans>
          </Button>
        </Row>
      </header>
      <div className={cx(styles.sides, project.kind === 'preference' && styles.stacked)}>
        <Card as="section">
          <h2 className={styles.side}>
            <Trans>The task</Trans>
          </h2>
          <GivenInput kind={project.kind} input={item.input} />
        </Card>
        <Card as="section">
          <h2 className={styles.side}>
            <Trans>The answer</Trans>
          </h2>
          <AnswerView kind={project.kind} input={item.input} template={project.template} output={item.output} />
        </Card>
      </div>
      <Judging
        box={box}
        project={project}
        item={item}
        opinion={opinion}
        onChange={setOpinion}
        onChoose={choose}
        onGive={give}
        ready={asked ? ready : 'ready'}
        keys={on}
        queue={queue}
        onUndo={undo}
      />
      <GuidelineSheet project={project} open={guideline} onClose={() => setGuideline(false)} />
    </article>
  );
}

function readiness({ verdict, reason, text }: Opinion): Ready {
  if (verdict === undefined) return 'verdict';
  if (verdict !== 'accept' && !reason) return 'reason';
  if (verdict !== 'accept' && !text.trim()) return 'text';
  return 'ready';
}
