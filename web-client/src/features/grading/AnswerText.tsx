import { Trans, useLingui } from '@lingui/react/macro';
import { Quote } from 'lucide-react';
import { useRef, useState } from 'react';
import { pieces, type Span, sentences, useSelected } from '~/features/item';
import { Key } from '~/features/keyboard';
import { Button, cx } from '~/ui';
import styles from './grading.module.css';

/**
 * The answer as the one text that quotes count in. What is selected is quoted for the line at hand; without dragging,
 * each sentence can be pressed instead.
 */
export function AnswerText({
  text,
  code,
  quotes,
  line,
  keys,
  onQuote,
  onSelected,
}: {
  text: string;
  /** Whether it is a program. */
  code: boolean;
  /** What is quoted so far for the line at hand. */
  quotes: readonly Span[];
  /** The name of the line at hand. */
  line: string;
  keys: boolean;
  onQuote: (span: Span) => void;
  /** Told what is selected, so that a key can quote it. */
  onSelected: (span: Span | undefined) => void;
}) {
  const { t } = useLingui();
  const passage = useRef<HTMLDivElement>(null);
  const selected = useSelected(passage, text);
  const [picking, setPicking] = useState(false);
  onSelected(selected);
  const isQuoted = ({ start, end }: Span) => quotes.some(one => one.start === start && one.end === end);
  return (
    <div className={styles.answer}>
      {picking ? (
        <ol className={styles.sentences}>
          {sentences(text).map(span => (
            <li key={span.start}>
              <button
                type="button"
                className={styles.sentence}
                aria-pressed={isQuoted(span)}
                dir="auto"
                onClick={() => onQuote(span)}
              >
                {text.slice(span.start, span.end)}
              </button>
            </li>
          ))}
        </ol>
      ) : (
        <div ref={passage} className={cx(styles.passage, code && styles.code)} dir={code ? 'ltr' : 'auto'}>
          {pieces(text, quotes).map(({ start, text: piece, of }) =>
            of.length > 0 ? (
              <mark key={start} className={styles.quoted}>
                {piece}
              </mark>
            ) : (
              <span key={start}>{piece}</span>
            ),
          )}
        </div>
      )}
      <div className={styles.answerFoot}>
        <Button
          size="small"
          tone={selected ? 'primary' : 'secondary'}
          aria-disabled={!selected || picking || undefined}
          // Pressing a button would take the selection away before the press is heard.
          onPointerDown={event => event.preventDefault()}
          onClick={() => {
            if (!selected || picking) return;
            onQuote(selected);
            getSelection()?.removeAllRanges();
          }}
        >
          <Quote aria-hidden="true" />
          <Trans>Quote for: {line}</Trans>
          {keys && <Key name="e" />}
        </Button>
        <Button size="small" tone="quiet" aria-pressed={picking} onClick={() => setPicking(!picking)}>
          {picking ? t`Select words instead` : t`Pick sentences instead`}
        </Button>
      </div>
    </div>
  );
}
