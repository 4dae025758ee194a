import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronLeft, ChevronRight, Undo2 } from 'lucide-react';
import type { RefObject } from 'react';
import { AnswerForm } from '~/features/answer';
import { Key } from '~/features/keyboard';
import type { Project } from '~/features/projects';
import { Button, cx, TextArea } from '~/ui';
import type { ReviewItem } from './batch';
import { type Reason, reasonsFor, useReasonNames, useVerdictNames, type Verdict } from './reasons';
import styles from './review.module.css';
import type { Queue } from './useQueue';

/** A verdict while it is being made. */
export interface Opinion {
  verdict?: Verdict;
  reason?: Reason;
  text: string;
  fixed?: object;
}

/** What is still missing from a verdict. */
export type Ready = 'ready' | 'verdict' | 'reason' | 'text';

const VERDICTS: [Verdict, string][] = [
  ['accept', 'a'],
  ['accept_with_fix', 'f'],
  ['revise', 'v'],
  ['soft_reject', 's'],
  ['reject', 'x'],
];

/** The five verdicts, and for all but the first the reason and the words the worker will read. */
export function Judging({
  box,
  project,
  item,
  opinion,
  onChange,
  onChoose,
  onGive,
  ready,
  keys,
  queue,
  onUndo,
}: {
  box: RefObject<HTMLElement | null>;
  project: Project;
  item: ReviewItem;
  opinion: Opinion;
  onChange: (opinion: Opinion) => void;
  onChoose: (verdict: Verdict) => void;
  onGive: () => void;
  ready: Ready;
  /** Whether single keys act, and so are shown. */
  keys: boolean;
  queue: Queue;
  onUndo: () => void;
}) {
  const { t } = useLingui();
  const names = useVerdictNames();
  const undoable = queue.given.some(({ state }) => state === 'waiting');
  return (
    <section ref={box} className={styles.judging} aria-label={t`Verdict`}>
      {opinion.verdict && (
        <Words
          project={project}
          item={item}
          verdict={opinion.verdict}
          opinion={opinion}
          onChange={onChange}
          onGive={onGive}
          ready={ready}
          keys={keys}
        />
      )}
      <div className={styles.verdicts}>
        <Button
          icon
          tone="quiet"
          className={styles.turn ?? ''}
          aria-label={t`Previous submission`}
          disabled={queue.items[0] === item}
          onClick={queue.previous}
        >
          <ChevronLeft aria-hidden="true" />
        </Button>
        {VERDICTS.map(([verdict, key]) => (
          <button
            key={verdict}
            type="button"
            className={cx(styles.verdict, styles[verdict])}
            aria-pressed={opinion.verdict === verdict}
            onClick={() => onChoose(verdict)}
          >
            {names[verdict]}
            {keys && <Key name={key} />}
          </button>
        ))}
        <Button
          icon
          tone="quiet"
          className={styles.turn ?? ''}
          aria-label={t`Next submission`}
          disabled={queue.items.at(-1) === item}
          onClick={queue.next}
        >
          <ChevronRight aria-hidden="true" />
        </Button>
        <Button
          icon
          tone="quiet"
          className={styles.turn ?? ''}
          aria-label={t`Take the last verdict back`}
          disabled={!undoable}
          onClick={onUndo}
        >
          <Undo2 aria-hidden="true" />
        </Button>
      </div>
    </section>
  );
}

function Words({
  project,
  item,
  verdict,
  opinion,
  onChange,
  onGive,
  ready,
  keys,
}: {
  project: Project;
  item: ReviewItem;
  verdict: Verdict;
  opinion: Opinion;
  onChange: (opinion: Opinion) => void;
  onGive: () => void;
  ready: Ready;
  keys: boolean;
}) {
  const { t } = useLingui();
  const reasons = useReasonNames();
  const names = useVerdictNames();
  return (
    <div className={styles.words}>
      {verdict === 'accept_with_fix' && (
        <div className={styles.fix}>
          <h2 className={styles.side}>
            <Trans>The answer as it should be</Trans>
          </h2>
          <AnswerForm
            kind={project.kind}
            input={item.input}
            template={project.template}
            output={opinion.fixed ?? item.output}
            onChange={fixed => onChange({ ...opinion, fixed })}
          />
        </div>
      )}
      <fieldset>
        <legend className={styles.legend}>
          <Trans>Reason for: {names[verdict]}</Trans>
        </legend>
        <div className={styles.reasons}>
          {reasonsFor(verdict).map((reason, index) => (
            <label key={reason} className={styles.reason}>
              <input
                type="radio"
                name="reason"
                checked={opinion.reason === reason}
                onChange={() => onChange({ ...opinion, reason })}
              />
              <span>
                {keys && <Key name={String(index + 1)} />}
                {reasons[reason]}
              </span>
            </label>
          ))}
        </div>
        {ready === 'reason' && (
          <p className={styles.bad} role="alert">
            <Trans>Choose a reason; the worker reads it.</Trans>
          </p>
        )}
      </fieldset>
      <TextArea
        label={t`Words to the worker`}
        hint={<Trans>What exactly, and how to do it better. They can appeal to another person.</Trans>}
        rows={2}
        maxLength={4000}
        className={styles.text ?? ''}
        data-words
        value={opinion.text}
        error={ready === 'text' ? t`Say what was wrong; the worker reads it.` : undefined}
        onInput={event => onChange({ ...opinion, text: event.currentTarget.value })}
      />
      <div className={styles.give}>
        <Button tone={verdict === 'reject' ? 'danger' : 'primary'} onClick={onGive}>
          <Trans>Send and next</Trans>
          <Key name="Ctrl ⏎" />
        </Button>
      </div>
    </div>
  );
}
