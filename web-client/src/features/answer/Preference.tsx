import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { cx, TextArea } from '~/ui';
import type { FormProps } from './AnswerForm';
import type { Inputs, Outputs, Templates } from './answer';
import styles from './answer.module.css';
import { Sides } from './Sides';
import { WordCount } from './WordCount';

/** Two answers side by side, a vote, and the reason in one's own words. The vote waits until both were on screen. */
export function Preference({
  input,
  template,
  output,
  onChange,
}: FormProps<Templates['preference'], Outputs['preference']>) {
  const { t } = useLingui();
  const { a, b } = input as Inputs['preference'];
  const [seen, setSeen] = useState({ a: false, b: false });
  const ready = (seen.a && seen.b) || output.choice !== undefined;
  const choices = [
    { value: 'a' as const, title: t`A is better` },
    ...(template.allow_equal === false ? [] : [{ value: 'equal' as const, title: t`Equally good` }]),
    { value: 'b' as const, title: t`B is better` },
  ];
  return (
    <>
      <Sides a={a} b={b} onSeen={side => setSeen(before => ({ ...before, [side]: true }))} />
      <fieldset id="choice" disabled={!ready}>
        <legend className={styles.question} dir="auto">
          {template.question}
        </legend>
        <div className={styles.room}>
          <div className={styles.vote}>
            {choices.map(({ value, title }) => (
              <label key={value} className={cx(styles.choice, value === 'equal' && styles.equal)}>
                <input
                  type="radio"
                  name="choice"
                  value={value}
                  checked={output.choice === value}
                  onChange={() => onChange({ ...output, choice: value })}
                />
                <span>
                  <strong>{title}</strong>
                </span>
              </label>
            ))}
          </div>
        </div>
        <p className={styles.hint} aria-live="polite">
          {!ready && <Trans>You can vote once you have looked at both sides.</Trans>}
        </p>
      </fieldset>
      <div>
        <TextArea
          label={<Trans>Why?</Trans>}
          hint={<Trans>Point to what decided it: a sentence, a fact, a missing step.</Trans>}
          rows={4}
          value={output.reason ?? ''}
          data-place="reason"
          onInput={event => onChange({ ...output, reason: event.currentTarget.value })}
        />
        <WordCount text={output.reason ?? ''} min={template.reason_min_words ?? 5} />
      </div>
    </>
  );
}
