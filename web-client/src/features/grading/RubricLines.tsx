import { Trans, useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { useId } from 'react';
import { Button, cx, TextArea } from '~/ui';
import { fails, type Grading, type Lack, type LineOpinion, type Opinion, type RubricLine } from './grades';
import styles from './grading.module.css';
import { Snippets } from './Snippets';

type Others = NonNullable<Grading['others']>;

/** The rubric with its anchors, a grade to give on each line, and below a pass mark the reason and the quotes. */
export function RubricLines({
  lines,
  opinion,
  others,
  text,
  at,
  lacks,
  onAt,
  onChange,
}: {
  lines: readonly RubricLine[];
  opinion: Opinion;
  others: Others;
  text: string;
  /** The line at hand. */
  at: string;
  /** What each line lacks, once that was asked for. */
  lacks: ReadonlyMap<string, Lack>;
  onAt: (key: string) => void;
  onChange: (key: string, patch: LineOpinion) => void;
}) {
  return (
    <div className={styles.lines}>
      {lines.map(line => (
        <Line
          key={line.key}
          line={line}
          opinion={opinion.lines[line.key] ?? {}}
          others={others}
          text={text}
          here={line.key === at}
          lack={lacks.get(line.key)}
          onAt={() => onAt(line.key)}
          onChange={patch => onChange(line.key, patch)}
        />
      ))}
    </div>
  );
}

function Line({
  line,
  opinion,
  others,
  text,
  here,
  lack,
  onAt,
  onChange,
}: {
  line: RubricLine;
  opinion: LineOpinion;
  others: Others;
  text: string;
  here: boolean;
  lack: Lack | undefined;
  onAt: () => void;
  onChange: (patch: LineOpinion) => void;
}) {
  const { t } = useLingui();
  const name = useId();
  const failing = fails(line, opinion);
  const asks = failing || Boolean(opinion.reason) || Boolean(opinion.evidence?.length);
  return (
    <fieldset className={cx(styles.line, here && styles.lineHere)} data-line={line.key} onFocus={onAt}>
      <legend className={styles.lineTitle} dir="auto">
        {line.title}
      </legend>
      {line.description && (
        <p className={styles.soft} dir="auto">
          {line.description}
        </p>
      )}
      <div className={styles.scale}>
        {Array.from({ length: line.max + 1 }, (_, grade) => (
          <label key={`${line.key}-${String(grade)}`} className={styles.grade}>
            <input
              type="radio"
              name={name}
              value={grade}
              checked={opinion.grade === grade}
              onChange={() => onChange({ ...opinion, grade })}
            />
            <span className={cx(grade < line.pass && styles.below)}>{grade}</span>
          </label>
        ))}
      </div>
      <Anchors line={line} chosen={opinion.grade} />
      {others.length > 0 && <Others line={line} others={others} text={text} />}
      {lack === 'grade' && (
        <p className={styles.bad} role="alert">
          <Trans>Give a grade.</Trans>
        </p>
      )}
      {asks && (
        <div className={styles.reason}>
          <TextArea
            label={t`Reason`}
            hint={failing && <Trans>A grade below {line.pass} fails this line; the worker reads why.</Trans>}
            optional={!failing}
            rows={2}
            maxLength={2000}
            className={styles.text ?? ''}
            data-reason
            value={opinion.reason ?? ''}
            error={lack === 'reason' ? t`Say what was missing; the worker reads it.` : undefined}
            onInput={event => onChange({ ...opinion, reason: event.currentTarget.value })}
          />
          <Snippets
            line={line.key}
            reason={opinion.reason ?? ''}
            onInsert={words =>
              onChange({ ...opinion, reason: [opinion.reason?.trim(), words].filter(Boolean).join(' ') })
            }
          />
          <Quotes line={line} opinion={opinion} text={text} onChange={onChange} />
          {lack === 'evidence' && (
            <p className={styles.bad} role="alert">
              <Trans>Quote the place in the answer that shows it: select it there, then press “Quote”.</Trans>
            </p>
          )}
        </div>
      )}
    </fieldset>
  );
}

function Anchors({ line, chosen }: { line: RubricLine; chosen: number | undefined }) {
  const anchors = Object.entries(line.anchors).sort(([a], [b]) => Number(b) - Number(a));
  if (anchors.length === 0) return null;
  return (
    <dl className={styles.anchors}>
      {anchors.map(([grade, anchor]) => (
        <div key={grade} data-chosen={chosen === Number(grade) || undefined}>
          <dt>{grade}</dt>
          <dd dir="auto">{anchor}</dd>
        </div>
      ))}
    </dl>
  );
}

function Quotes({
  line,
  opinion,
  text,
  onChange,
}: {
  line: RubricLine;
  opinion: LineOpinion;
  text: string;
  onChange: (patch: LineOpinion) => void;
}) {
  const { t } = useLingui();
  const { evidence = [] } = opinion;
  if (evidence.length === 0) return null;
  return (
    <ul className={styles.quotes} aria-label={t`Quotes for: ${line.title}`}>
      {evidence.map(({ start, end }) => (
        <li key={`${start}-${end}`}>
          <q dir="auto">{text.slice(start, end)}</q>
          <Button
            icon
            size="small"
            tone="quiet"
            aria-label={t`Remove the quote: ${text.slice(start, Math.min(end, start + 40))}`}
            onClick={() =>
              onChange({ ...opinion, evidence: evidence.filter(one => one.start !== start || one.end !== end) })
            }
          >
            <X aria-hidden="true" />
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** What the two before gave on this line, beside each other and without names. */
function Others({ line, others, text }: { line: RubricLine; others: Others; text: string }) {
  return (
    <div className={styles.others}>
      {others.map(({ grades }, index) => {
        const given = grades[line.key];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: graders have no names here, only a place.
          <div key={index} className={styles.other}>
            <p className={styles.otherName}>
              {index === 0 ? <Trans>First grader</Trans> : <Trans>Second grader</Trans>}
              <strong className={cx(given && given.grade < line.pass && styles.below)}>{given?.grade ?? '—'}</strong>
            </p>
            {given?.reason && <p dir="auto">{given.reason}</p>}
            {given?.evidence?.map(({ start, end }) => (
              <q key={`${start}-${end}`} dir="auto">
                {text.slice(start, end)}
              </q>
            ))}
          </div>
        );
      })}
    </div>
  );
}
