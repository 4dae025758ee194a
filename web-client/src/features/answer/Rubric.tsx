import { Trans } from '@lingui/react/macro';
import { TextArea } from '~/ui';
import type { FormProps } from './AnswerForm';
import type { Outputs, Templates } from './answer';
import styles from './answer.module.css';

type Line = Templates['rubric']['lines'][number];

/** A score on each line of the rubric; the chosen score's anchor says what it means. */
export function Rubric({ template, output, onChange }: FormProps<Templates['rubric'], Outputs['rubric']>) {
  const scores = output.scores ?? {};
  return (
    <>
      <h3 className={styles.question} dir="auto">
        {template.question}
      </h3>
      <div id="scores" className={styles.lines}>
        {template.lines.map(line => (
          <RubricLine
            key={line.key}
            line={line}
            score={scores[line.key]}
            onScore={score => onChange({ ...output, scores: { ...scores, [line.key]: score } })}
          />
        ))}
      </div>
      {template.comment !== 'none' && (
        <TextArea
          label={<Trans>Overall comment</Trans>}
          optional={template.comment !== 'required'}
          rows={3}
          value={output.comment ?? ''}
          data-place="comment"
          onInput={event => onChange({ ...output, comment: event.currentTarget.value })}
        />
      )}
    </>
  );
}

function RubricLine({
  line,
  score,
  onScore,
}: {
  line: Line;
  score: number | undefined;
  onScore: (score: number) => void;
}) {
  const scale = Array.from({ length: line.max - line.min + 1 }, (_, index) => line.min + index);
  const anchors = line.anchors as Record<string, string> | undefined;
  return (
    <fieldset className={styles.line}>
      <legend className={styles.lineTitle} dir="auto">
        {line.title}
      </legend>
      {line.description && <p className={styles.hint}>{line.description}</p>}
      <div className={styles.scale}>
        {scale.map(value => (
          <label key={value} className={styles.score}>
            <input
              type="radio"
              name={line.key}
              value={value}
              checked={score === value}
              onChange={() => onScore(value)}
            />
            <span>{value}</span>
          </label>
        ))}
      </div>
      {anchors && (
        <dl className={styles.anchors}>
          {scale
            .filter(value => anchors[value])
            .map(value => (
              <div key={value} data-chosen={score === value || undefined}>
                <dt>{value}</dt>
                <dd>{anchors[value]}</dd>
              </div>
            ))}
        </dl>
      )}
    </fieldset>
  );
}
