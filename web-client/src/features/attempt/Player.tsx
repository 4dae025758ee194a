import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft, ArrowRight, Check, ChevronLeft, ListChecks, Pause, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Schema } from '~/api';
import { type Filled, filled, ItemForm, tidy } from '~/features/item';
import { Button, cx, Dialog, Markdown, ProblemNote, Progress, Sheet, Skeleton, useOnline } from '~/ui';
import styles from './attempt.module.css';
import { CheckPage } from './CheckPage';
import { Conflict } from './Conflict';
import { GiveUpDialog, LeaveDialog, MoveProblem, NextSectionDialog, SendDialog } from './Dialogs';
import { Over } from './Over';
import { Overview } from './Overview';
import { PlaceLine } from './PlaceLine';
import { TimeChip, TimeWarning, useTime } from './TimeBar';
import type { TestClock } from './time';
import { type Answers, useAnswers } from './useAnswers';
import { useMove, useSubmission } from './useMove';

type Attempt = Schema<'Attempt'>;
type AttemptItem = Schema<'AttemptItem'>;

/** Where a test is taken: one item at a time, its place in the whole, the time, and the ways out. */
export function Player({ attempt, accountId }: { attempt: Attempt; accountId: string }) {
  const answers = useAnswers(attempt, accountId);
  const clock = useTime(attempt, () => void answers?.keeper.flush());
  if (!answers) return <Skeleton />;
  // Items of another section are another desk.
  return <Desk key={attempt.section} attempt={attempt} answers={answers} clock={clock} />;
}

type Open = 'overview' | 'leave' | 'give-up' | 'next' | 'send';

function Desk({ attempt, answers, clock }: { attempt: Attempt; answers: Answers; clock: TestClock | undefined }) {
  const { t } = useLingui();
  const items = attempt.items ?? [];
  const section = attempt.sections[attempt.section ?? 0];
  const adaptive = section?.adaptive === true;
  const fills = items.map(item => fillOf(item, answers));
  const [index, setIndex] = useState(() => firstOpen(items, fills));
  const [open, setOpen] = useState<Open>();
  const move = useMove(attempt, answers);
  const submission = useSubmission(attempt, answers);
  const commit = useCommit(attempt, answers);
  // In an adaptive section there is one item to answer, the last one, and none once the section is over.
  const at = adaptive ? items.findIndex(({ revision }) => revision === 0) : index;
  const item = items[at === -1 ? items.length : at];
  const next = attempt.sections[(attempt.section ?? 0) + 1];
  const openItems = fills.filter(fill => fill !== 'whole').length;
  const paused = attempt.paused_at !== undefined;
  const over = clock?.phase === 'over' && !paused;
  const ends = next === undefined || (over && clock.of === 'whole');
  const closed = over && attempt.late !== 'count';
  useSeconds(answers, item?.item_id, !paused && !closed);

  const go = (to: number) => {
    setIndex(Math.min(Math.max(to, 0), items.length));
    setOpen(undefined);
  };
  const onward = () => {
    move.reset();
    submission.reset();
    setOpen(ends ? 'send' : 'next');
  };
  const overview = <Overview attempt={attempt} fills={adaptive ? undefined : fills} here={at} onGo={go} />;

  return (
    <div className={styles.bench}>
      <header className={styles.bar}>
        <button type="button" className={styles.back} aria-label={t`Leave the test`} onClick={() => setOpen('leave')}>
          <ChevronLeft aria-hidden="true" />
        </button>
        <h1 className={styles.name} dir="auto">
          {attempt.name}
        </h1>
        {clock && <TimeChip clock={clock} />}
        {attempt.clock === 'pausable' && !paused && !over && (
          <Button
            icon
            tone="quiet"
            busy={move.isPending && move.variables === 'pause'}
            aria-label={t`Pause the clock`}
            onClick={() => move.mutate('pause')}
          >
            <Pause aria-hidden="true" />
          </Button>
        )}
      </header>
      {clock && !paused && <TimeWarning clock={clock} />}
      {move.error !== null && open === undefined && (
        <MoveProblem error={move.error} onRetry={() => move.variables && move.mutate(move.variables)} />
      )}
      {paused ? (
        <Paused busy={move.isPending} onGoOn={() => move.mutate('resume')} />
      ) : (
        <div className={styles.table}>
          <aside className={styles.aside} aria-label={t`The test at a glance`}>
            {overview}
            <GiveUpButton onPress={() => setOpen('give-up')} />
          </aside>
          <main className={styles.item}>
            {over && <Over attempt={attempt} ofSection={!ends} />}
            {section && (
              <SectionLine
                title={section.title}
                instructions={section.instructions}
                first={at === 0}
                value={adaptive ? (at === -1 ? 1 : at / section.items) : at / Math.max(1, items.length)}
              />
            )}
            {item ? (
              <>
                <ItemHeading
                  key={item.item_id}
                  number={at + 1}
                  of={section?.items ?? items.length}
                  adaptive={adaptive}
                  follow={index > 0 || at > 0}
                />
                <ItemForm
                  key={`${item.item_id}form`}
                  kind={item.kind}
                  body={item.body}
                  answer={answers.kept.get(item.item_id)?.answer ?? {}}
                  disabled={closed || commit.isPending}
                  onChange={answer => answers.keeper.change(item.item_id, tidy(answer))}
                />
                <Refused item={item} answers={answers} />
                {commit.error !== null && (
                  <ProblemNote error={commit.error} onRetry={() => commit.mutate(item.item_id)} />
                )}
              </>
            ) : (
              <CheckPage fills={adaptive ? undefined : fills} next={ends ? undefined : next.title} onGo={go} />
            )}
          </main>
        </div>
      )}
      {!paused && (
        <footer className={styles.foot}>
          <div className={styles.tools}>
            <PlaceLine kept={item && answers.kept.get(item.item_id)} adaptive={adaptive} all={answers} />
            <Button tone="quiet" className={cx(styles.tool, styles.onPhones)} onClick={() => setOpen('overview')}>
              <ListChecks aria-hidden="true" />
              <Trans>Overview</Trans>
            </Button>
            {!adaptive && (
              <Button
                className={styles.step}
                aria-disabled={at === 0 || undefined}
                onClick={() => at > 0 && go(at - 1)}
              >
                <ArrowLeft aria-hidden="true" className={styles.turned} />
                <Trans>Back</Trans>
              </Button>
            )}
            {item && adaptive && !closed && (
              <Confirm fill={fills[at] ?? 'none'} busy={commit.isPending} onYes={() => commit.mutate(item.item_id)} />
            )}
            {item && !adaptive && !over && (
              <Button tone="primary" className={styles.step} onClick={() => go(at + 1)}>
                {at === items.length - 1 ? <Trans>Check</Trans> : <Trans>Next</Trans>}
                <ArrowRight aria-hidden="true" className={styles.turned} />
              </Button>
            )}
            {(!item || over) && (
              <Button tone="primary" className={styles.step} onClick={onward}>
                {ends ? <Trans>Send the test</Trans> : <Trans>Next section</Trans>}
              </Button>
            )}
          </div>
        </footer>
      )}

      <Sheet open={open === 'overview'} onClose={() => setOpen(undefined)} title={<Trans>Overview</Trans>}>
        {overview}
        <GiveUpButton onPress={() => setOpen('give-up')} />
      </Sheet>
      {open === 'leave' && <LeaveDialog attempt={attempt} onClose={() => setOpen(undefined)} />}
      {open === 'give-up' && (
        <GiveUpDialog
          attempt={attempt}
          busy={move.isPending}
          error={move.error}
          onYes={() => move.mutate('abandon')}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open === 'next' && next && (
        <NextSectionDialog
          next={next.title}
          open={adaptive ? 0 : openItems}
          busy={move.isPending}
          error={move.error}
          onYes={() => move.mutate('next_section')}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open === 'send' && (
        <SendDialog
          attempt={attempt}
          open={adaptive ? 0 : openItems}
          busy={submission.isPending}
          error={submission.error}
          onYes={() => submission.mutate()}
          onClose={() => setOpen(undefined)}
        />
      )}
      <Conflict items={items} answers={answers} />
    </div>
  );
}

function fillOf({ item_id, kind, body }: AttemptItem, { kept }: Answers): Filled {
  return filled(kind, body, kept.get(item_id)?.answer ?? {});
}

function firstOpen(items: readonly AttemptItem[], fills: readonly Filled[]): number {
  const open = fills.findIndex(fill => fill !== 'whole');
  return open === -1 ? (items.length > 0 ? items.length : 0) : open;
}

/** Sends the answer of an adaptive item for good, and puts what follows it on the desk. */
function useCommit(attempt: Attempt, { keeper, kept }: Answers) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (itemId: string) => keeper.commit(itemId),
    onSuccess: (saved, itemId) => {
      client.setQueryData<Attempt>(['attempt', attempt.id], before => {
        if (!before || !saved) return before;
        const items = (before.items ?? []).map(item =>
          item.item_id === itemId
            ? { ...item, answer: kept.get(itemId)?.answer ?? {}, revision: saved.revision, late: saved.late }
            : item,
        );
        return { ...before, items: saved.next ? [...items, saved.next] : items };
      });
    },
  });
}

/** Counts the seconds in which an item is in view. */
function useSeconds({ keeper }: Answers, itemId: string | undefined, on: boolean): void {
  useEffect(() => {
    if (!itemId || !on) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && keeper.spend(itemId, 1), 1_000);
    return () => clearInterval(timer);
  }, [keeper, itemId, on]);
}

function SectionLine({
  title,
  instructions,
  first,
  value,
}: {
  title: string;
  instructions: string | undefined;
  first: boolean;
  value: number;
}) {
  const { t } = useLingui();
  return (
    <div className={styles.sectionLine}>
      <p className={styles.sub} dir="auto">
        {title}
      </p>
      <Progress value={value} label={t`How much of the section is behind you`} />
      {instructions && (
        <details className={styles.instructions} open={first}>
          <summary>
            <Trans>What this section asks</Trans>
          </summary>
          <Markdown text={instructions} under={1} />
        </details>
      )}
    </div>
  );
}

/** Takes the focus when one goes from item to item, so that a screen reader says where one has arrived. */
function ItemHeading({
  number,
  of,
  adaptive,
  follow,
}: {
  number: number;
  of: number;
  adaptive: boolean;
  follow: boolean;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [focus] = useState(follow);
  useEffect(() => {
    if (focus) heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [focus]);
  return (
    <h2 ref={heading} tabIndex={-1} className={styles.itemHeading}>
      {adaptive ? (
        <Trans>
          Item {number}, at most {of}
        </Trans>
      ) : (
        <Trans>
          Item {number} of {of}
        </Trans>
      )}
    </h2>
  );
}

/** The server does not take an answer: why, in its words. */
function Refused({ item, answers }: { item: AttemptItem; answers: Answers }) {
  const problem = answers.kept.get(item.item_id)?.problem;
  return problem ? <ProblemNote error={problem} /> : null;
}

/** An answer here is final; an unfinished one is asked about. */
function Confirm({ fill, busy, onYes }: { fill: Filled; busy: boolean; onYes: () => void }) {
  const [asking, setAsking] = useState(false);
  const online = useOnline();
  return (
    <>
      <Button
        tone="primary"
        className={styles.step}
        busy={busy}
        onClick={() => (fill === 'whole' ? onYes() : setAsking(true))}
      >
        <Check aria-hidden="true" />
        <Trans>Confirm</Trans>
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={<Trans>Go on without an answer?</Trans>}
        actions={
          <>
            <Button
              onClick={() => {
                setAsking(false);
                onYes();
              }}
            >
              <Trans>Go on without</Trans>
            </Button>
            <Button tone="primary" onClick={() => setAsking(false)}>
              <Trans>Answer it</Trans>
            </Button>
          </>
        }
      >
        <p>
          <Trans>In this section the next item follows from your answers, so you cannot come back.</Trans>
        </p>
        {!online && (
          <p>
            <Trans>There is no connection just now.</Trans>
          </p>
        )}
      </Dialog>
    </>
  );
}

function GiveUpButton({ onPress }: { onPress: () => void }) {
  return (
    <Button tone="quiet" size="small" className={styles.giveUp} onClick={onPress}>
      <Trans>Give up this attempt…</Trans>
    </Button>
  );
}

/** Stands in place of the items while the clock stands still: what is not worked on is not looked at. */
function Paused({ busy, onGoOn }: { busy: boolean; onGoOn: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('button')?.focus(), []);
  return (
    <main className={styles.paused}>
      <Pause aria-hidden="true" />
      <h2>
        <Trans>Paused</Trans>
      </h2>
      <p>
        <Trans>The clock stands still. The items are covered meanwhile; your answers are kept.</Trans>
      </p>
      <div ref={box}>
        <Button tone="primary" size="large" busy={busy} onClick={onGoOn}>
          <Play aria-hidden="true" />
          <Trans>Go on</Trans>
        </Button>
      </div>
    </main>
  );
}
