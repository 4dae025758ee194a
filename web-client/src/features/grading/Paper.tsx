import { Trans, useLingui } from '@lingui/react/macro';
import { Flag, Send, TriangleAlert, Undo2 } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { asProblem, millisUntil, type ProblemError } from '~/api';
import { Passage } from '~/features/answer';
import { ItemAnswer, type Span } from '~/features/item';
import { Key, useKeys, useKeysOn } from '~/features/keyboard';
import { Badge, Button, Card, Countdown, Money, Note, ProblemNote, Row, TextArea, useTick } from '~/ui';
import { AnswerText } from './AnswerText';
import { GiveBack } from './GiveBack';
import {
  type Grading,
  gradeOf,
  type Lack,
  type LineOpinion,
  lacksOf,
  type Opinion,
  opinionOf,
  type Pressed,
  quoted,
} from './grades';
import styles from './grading.module.css';
import { Material } from './Material';
import { RubricLines } from './RubricLines';
import { type Desk, save } from './useDesk';

/** How long the hands must rest before a draft is kept, in milliseconds. */
const REST = 1_000;
/** When the lease has so little left it is said aloud, in milliseconds. */
const SOON = 120_000;

/** One answer and its rubric. Everything works by key; nothing is final for ten seconds. */
export function Paper({ desk, grading, onMap }: { desk: Desk; grading: Grading; onMap: () => void }) {
  const { t } = useLingui();
  const [on] = useKeysOn();
  const written = desk.written(grading.id);
  const [opinion, setOpinion] = useState<Opinion>(() => written?.opinion ?? opinionOf(grading));
  const { lines } = grading.item.rubric;
  const [at, setAt] = useState(lines[0]?.key ?? '');
  const [asked, setAsked] = useState(false);
  const [flagging, setFlagging] = useState(opinion.flag !== '');
  const [givingBack, setGivingBack] = useState(false);
  const box = useRef<HTMLElement>(null);
  const began = useRef(Date.now() - (written?.seconds ?? 0) * 1_000);
  const selected = useRef<Span>(undefined);
  const pressed = useRef<Pressed>(undefined);
  const given = useRef(false);
  const secondsSoFar = () => (Date.now() - began.current) / 1_000;
  const kept = useKeptDraft(grading, opinion, secondsSoFar);
  const leave = useRef(() => {});
  leave.current = () => {
    if (given.current) return;
    desk.keep(grading, opinion, secondsSoFar());
    kept.flush();
  };
  // Another paper that was taken back may come before this one.
  useEffect(() => () => leave.current(), []);

  const text = grading.text ?? '';
  const lacks = asked ? new Map<string, Lack>(lacksOf(grading.item.rubric, opinion, text)) : new Map<string, Lack>();
  const index = Math.max(
    0,
    lines.findIndex(line => line.key === at),
  );
  const line = lines[index];

  const change = (key: string, next: LineOpinion) =>
    setOpinion(before => ({ ...before, lines: { ...before.lines, [key]: next } }));
  const focus = (selector: string) => {
    const go = () => {
      const found = box.current?.querySelector<HTMLElement>(selector);
      found?.focus({ preventScroll: true });
      found?.scrollIntoView({ block: 'nearest' });
      return found;
    };
    // What comes with the next drawing is not there yet.
    if (!go()) requestAnimationFrame(go);
  };
  const goTo = (key: string | undefined, part = 'input:checked, input') => {
    if (key === undefined) return;
    setAt(key);
    focus(`[data-line="${key}"] :is(${part})`);
  };
  const quote = (span: Span | undefined) => {
    if (!line || !span) return;
    const before = opinion.lines[line.key] ?? {};
    change(line.key, { ...before, evidence: quoted(before.evidence, span) });
  };
  const give = () => {
    const missing = lacksOf(grading.item.rubric, opinion, text);
    const [first] = missing;
    if (first) {
      setAsked(true);
      return goTo(first[0], first[1] === 'reason' ? '[data-reason]' : 'input:checked, input');
    }
    given.current = true;
    desk.give(opinion, secondsSoFar());
  };
  const flag = () => {
    setFlagging(true);
    focus('[data-flag]');
  };
  const acts: Record<string, () => unknown> = {
    j: () => goTo(lines[Math.min(lines.length - 1, index + 1)]?.key),
    k: () => goTo(lines[Math.max(0, index - 1)]?.key),
    e: () => {
      quote(selected.current);
      getSelection()?.removeAllRanges();
    },
    r: () => focus(`[data-line="${at}"] [data-reason]`),
    f: flag,
    u: () => desk.undo(),
    b: () => setGivingBack(true),
    '?': onMap,
    send: give,
  };
  const digit = (key: string): boolean => {
    if (!/^\d$/.test(key) || !line) return false;
    const now: Pressed = { line: line.key, digit: Number(key), at: Date.now() };
    const grade = gradeOf(line, now, pressed.current);
    pressed.current = now;
    if (grade === undefined) return false;
    change(line.key, { ...opinion.lines[line.key], grade });
    focus(`[data-line="${line.key}"] input[value="${grade}"]`);
    return true;
  };
  const latest = useRef({ acts, digit });
  latest.current = { acts, digit };
  const act = useCallback((key: string) => {
    if (latest.current.digit(key)) return true;
    const todo = latest.current.acts[key];
    todo?.();
    return todo !== undefined;
  }, []);
  useKeys(on, act);

  return (
    <article ref={box} className={styles.paper} aria-label={t`Paper`}>
      <header className={styles.head}>
        <Row>
          {grading.role === 'adjudicator' && (
            <Badge tone="brass">
              <Trans>You decide between two gradings</Trans>
            </Badge>
          )}
          {grading.pay && <Money value={grading.pay} className={styles.pay ?? ''} />}
          {grading.lease_until && <Lease until={grading.lease_until} />}
          <span className={styles.soft} role="status">
            {kept.at !== undefined && <Trans>Draft kept</Trans>}
          </span>
        </Row>
        <Button size="small" tone="quiet" onClick={() => setGivingBack(true)}>
          <Undo2 aria-hidden="true" />
          <Trans>Give back</Trans>
        </Button>
      </header>
      {kept.problem && <ProblemNote error={kept.problem} />}
      <div className={styles.sides}>
        <div className={styles.reading}>
          <Question grading={grading} />
          <Card as="section">
            <h2 className={styles.side}>
              <Trans>The answer</Trans>
            </h2>
            {showsMore(grading) && (
              <ItemAnswer kind={grading.item.kind} body={grading.item.body} answer={choiceOf(grading)} />
            )}
            {text ? (
              <AnswerText
                text={text}
                code={grading.item.kind === 'code'}
                quotes={opinion.lines[at]?.evidence ?? []}
                line={line?.title ?? ''}
                keys={on}
                onQuote={quote}
                onSelected={span => {
                  selected.current = span;
                }}
              />
            ) : (
              <ItemAnswer kind={grading.item.kind} body={grading.item.body} answer={grading.answer} />
            )}
          </Card>
          {grading.item.reference && (
            <Folding title={<Trans>A model answer</Trans>} open>
              <Passage text={grading.item.reference} plain />
            </Folding>
          )}
        </div>
        <section className={styles.rubric} aria-label={t`Rubric`}>
          <RubricLines
            lines={lines}
            opinion={opinion}
            others={grading.others ?? []}
            text={text}
            at={at}
            lacks={lacks}
            onAt={setAt}
            onChange={change}
          />
          {grading.others?.some(({ comment }) => comment) && (
            <div className={styles.others}>
              {grading.others.map(
                ({ comment }, place) =>
                  comment && (
                    <p key={comment} className={styles.other} dir="auto">
                      <span className={styles.otherName}>
                        {place === 0 ? <Trans>First grader</Trans> : <Trans>Second grader</Trans>}
                      </span>
                      {comment}
                    </p>
                  ),
              )}
            </div>
          )}
          <TextArea
            label={t`Words to the worker`}
            hint={<Trans>What was good, and what would make it better.</Trans>}
            optional
            rows={2}
            maxLength={4000}
            className={styles.text ?? ''}
            value={opinion.comment}
            onInput={event => setOpinion({ ...opinion, comment: event.currentTarget.value })}
          />
          {flagging && (
            <TextArea
              label={t`What is odd here?`}
              hint={<Trans>Read by the organisation only. It changes no grade.</Trans>}
              optional
              rows={2}
              maxLength={1000}
              className={styles.text ?? ''}
              data-flag
              value={opinion.flag}
              onInput={event => setOpinion({ ...opinion, flag: event.currentTarget.value })}
            />
          )}
        </section>
      </div>
      <footer className={styles.foot}>
        {lacks.size > 0 && (
          <p className={styles.footBad} role="alert">
            <TriangleAlert aria-hidden="true" />
            <Trans>Not sent yet: see the marked lines.</Trans>
          </p>
        )}
        <Button icon tone="quiet" aria-label={t`Flag that something is odd`} aria-pressed={flagging} onClick={flag}>
          <Flag aria-hidden="true" />
        </Button>
        <Button
          icon
          tone="quiet"
          aria-label={t`Take the last grading back`}
          disabled={!desk.given.some(({ state }) => state === 'waiting')}
          onClick={() => desk.undo()}
        >
          <Undo2 aria-hidden="true" />
        </Button>
        <Button tone="primary" onClick={give}>
          <Send aria-hidden="true" />
          <Trans>Send and next</Trans>
          <Key name="Ctrl ⏎" />
        </Button>
      </footer>
      <GiveBack grading={grading} open={givingBack} onClose={() => setGivingBack(false)} onReturned={desk.returned} />
    </article>
  );
}

function Question({ grading: { item } }: { grading: Grading }) {
  return (
    <Folding title={<Trans>The question</Trans>} open>
      <Material body={item.body} />
    </Folding>
  );
}

function Folding({ title, open, children }: { title: ReactNode; open: boolean; children: ReactNode }) {
  return (
    <details className={styles.folding} open={open}>
      <summary>
        <h2 className={styles.side}>{title}</h2>
      </summary>
      <div className={styles.folded}>{children}</div>
    </details>
  );
}

/** Of a comparison the text has the reason only; the choice stands beside it. */
function showsMore({ item, text }: Grading): boolean {
  return item.kind === 'comparison' && Boolean(text);
}

function choiceOf({ answer: { preferred } }: Grading) {
  return preferred ? { preferred } : {};
}

/** How long the paper is still this person's. */
function Lease({ until }: { until: string }) {
  useTick(1_000);
  const left = millisUntil(until);
  if (left <= 0) {
    return (
      <Note tone="bad" role="alert">
        <Trans>The time for this paper is over; somebody else will get it. What you wrote was kept until then.</Trans>
      </Note>
    );
  }
  return (
    <span className={left < SOON ? styles.soon : styles.soft}>
      <Trans>
        yours for <Countdown millis={left} />
      </Trans>
    </span>
  );
}

/** Keeps on the server what is written, once the hands rest and when the page is left. */
function useKeptDraft(grading: Grading, opinion: Opinion, seconds: () => number) {
  const [state, setState] = useState<{ at?: number; problem?: ProblemError }>({});
  const stored = useRef(opinion);
  const clock = useRef(seconds);
  clock.current = seconds;
  const keep = useCallback(
    (leaving: boolean) => {
      if (opinion === stored.current) return;
      stored.current = opinion;
      save(grading, opinion, clock.current(), { final: false, leaving }).then(
        () => setState({ at: Date.now() }),
        thrown => setState({ problem: asProblem(thrown) }),
      );
    },
    [grading, opinion],
  );
  useEffect(() => {
    const timer = setTimeout(() => keep(false), REST);
    const hide = () => document.visibilityState === 'hidden' && keep(true);
    document.addEventListener('visibilitychange', hide);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', hide);
    };
  }, [keep]);
  return { ...state, flush: () => keep(true) };
}
