import { Trans, useLingui } from '@lingui/react/macro';
import { Highlighter, Trash2 } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { WordCount } from '~/features/answer';
import { Button, Select, Tabs, TextArea } from '~/ui';
import type { FormProps } from './ItemForm';
import type { Mark } from './item';
import styles from './item.module.css';
import { pieces, type Span, sentences, trimmed } from './spans';

const MOST = 50;

/**
 * A model's answer in which the failures are marked: by selecting words with a finger or a mouse, or, without any
 * dragging, sentence by sentence. Each mark has the name of a failure and a reason.
 */
export function Critique({ body, answer, onChange }: FormProps) {
  const { t } = useLingui();
  const [way, setWay] = useState<'words' | 'sentences'>('words');
  const text = body.response ?? '';
  const marks = answer.marks ?? [];
  const change = (next: Mark[]) => onChange(next.length > 0 ? { marks: next } : {});
  const mark = (span: Span) => {
    if (marks.length >= MOST || marks.some(({ start, end }) => start === span.start && end === span.end)) return;
    change([...marks, span].sort((a, b) => a.start - b.start || a.end - b.end));
  };
  return (
    <div className={styles.critique}>
      <Tabs
        label={t`How to mark`}
        active={way}
        onChange={setWay}
        tabs={[
          { key: 'words', title: <Trans>Select words</Trans> },
          { key: 'sentences', title: <Trans>Pick sentences</Trans> },
        ]}
      >
        {way === 'words' ? (
          <Words text={text} marks={marks} onMark={mark} />
        ) : (
          <Sentences
            text={text}
            marks={marks}
            onToggle={span => {
              const rest = marks.filter(({ start, end }) => start !== span.start || end !== span.end);
              if (rest.length < marks.length) change(rest);
              else mark(span);
            }}
          />
        )}
      </Tabs>
      <section className={styles.marks} aria-label={t`Your marks`}>
        <p className={styles.legend}>
          <Trans>Your marks</Trans>
        </p>
        {marks.length === 0 && (
          <p className={styles.hint}>
            <Trans>Nothing is marked yet. Mark each place that is wrong, name the failure and say why.</Trans>
          </p>
        )}
        <ol className={styles.markList}>
          {marks.map((one, index) => (
            <li key={`${one.start}-${one.end}`} className={styles.markCard}>
              <div className={styles.markHead}>
                <q className={styles.quote} dir="auto">
                  {text.slice(one.start, one.end)}
                </q>
                <Button
                  icon
                  tone="quiet"
                  aria-label={t`Remove mark ${index + 1}`}
                  onClick={() => change(marks.filter(other => other !== one))}
                >
                  <Trash2 aria-hidden="true" />
                </Button>
              </div>
              <MarkFields
                mark={one}
                failures={body.failures}
                leastWords={body.min_words ?? 0}
                onChange={next => change(marks.map(other => (other === one ? next : other)))}
              />
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

function MarkFields({
  mark,
  failures,
  leastWords,
  onChange,
}: {
  mark: Mark;
  failures: FormProps['body']['failures'];
  leastWords: number;
  onChange: (mark: Mark) => void;
}) {
  const { t } = useLingui();
  const { failure: _failure, ...unnamed } = mark;
  const { reason: _reason, ...unreasoned } = mark;
  return (
    <>
      {failures && (
        <Select
          label={<Trans>What is wrong here?</Trans>}
          value={mark.failure ?? ''}
          onChange={event => {
            const failure = event.currentTarget.value;
            onChange(failure ? { ...mark, failure } : unnamed);
          }}
        >
          <option value="">{t`Choose the failure`}</option>
          {failures.map(({ id, text }) => (
            <option key={id} value={id}>
              {text}
            </option>
          ))}
        </Select>
      )}
      <div>
        <TextArea
          label={<Trans>Why?</Trans>}
          rows={2}
          maxLength={4000}
          className={styles.reason}
          value={mark.reason ?? ''}
          onInput={event => {
            const reason = event.currentTarget.value;
            onChange(reason === '' ? unreasoned : { ...mark, reason });
          }}
        />
        {leastWords > 0 && <WordCount text={mark.reason ?? ''} min={leastWords} />}
      </div>
    </>
  );
}

/** The text with its marks; what is selected can be marked. */
function Words({ text, marks, onMark }: { text: string; marks: Mark[]; onMark: (span: Span) => void }) {
  const passage = useRef<HTMLDivElement>(null);
  const selected = useSelected(passage, text);
  return (
    <div>
      <div ref={passage} className={styles.passage} dir="auto">
        {pieces(text, marks).map(({ start, text: piece, of }) =>
          of.length > 0 ? (
            <mark key={start} className={styles.marked}>
              {piece}
            </mark>
          ) : (
            <span key={start}>{piece}</span>
          ),
        )}
      </div>
      <div className={styles.markBar}>
        {selected ? (
          <Button
            tone="primary"
            // Pressing a button would take the selection away before the press is heard.
            onPointerDown={event => event.preventDefault()}
            onClick={() => {
              onMark(selected);
              getSelection()?.removeAllRanges();
            }}
          >
            <Highlighter aria-hidden="true" />
            <Trans>Mark what is selected</Trans>
          </Button>
        ) : (
          <p className={styles.hint}>
            <Trans>Select the words that are wrong, then mark them.</Trans>
          </p>
        )}
      </div>
    </div>
  );
}

/** What is selected of a passage now. */
export function useSelected(passage: RefObject<HTMLElement | null>, text: string): Span | undefined {
  const [selected, setSelected] = useState<Span>();
  useEffect(() => {
    const look = () => {
      const selection = getSelection();
      const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : undefined;
      const box = passage.current;
      if (!box || !range || range.collapsed || !range.intersectsNode(box)) return setSelected(undefined);
      const before = document.createRange();
      before.selectNodeContents(box);
      // A selection may begin before the passage or end after it.
      const start = box.contains(range.startContainer) ? lengthTo(before, range, 'start') : 0;
      const end = box.contains(range.endContainer) ? lengthTo(before, range, 'end') : text.length;
      const span = trimmed(text, { start, end });
      setSelected(span.end > span.start ? span : undefined);
    };
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, [passage, text]);
  return selected;
}

function lengthTo(whole: Range, selection: Range, edge: 'start' | 'end'): number {
  const range = whole.cloneRange();
  if (edge === 'start') range.setEnd(selection.startContainer, selection.startOffset);
  else range.setEnd(selection.endContainer, selection.endOffset);
  return range.toString().length;
}

/** Every sentence as a button that marks it, or takes its mark away. */
function Sentences({ text, marks, onToggle }: { text: string; marks: Mark[]; onToggle: (span: Span) => void }) {
  return (
    <ol className={styles.sentences}>
      {sentences(text).map(span => (
        <li key={span.start}>
          <button
            type="button"
            className={styles.sentence}
            aria-pressed={marks.some(({ start, end }) => start === span.start && end === span.end)}
            onClick={() => onToggle(span)}
            dir="auto"
          >
            {text.slice(span.start, span.end)}
          </button>
        </li>
      ))}
    </ol>
  );
}
