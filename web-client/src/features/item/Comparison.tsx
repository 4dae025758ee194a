import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import { Sides, WordCount } from '~/features/answer';
import { cx, TextArea } from '~/ui';
import type { FormProps } from './ItemForm';
import styles from './item.module.css';

/** Two answers, which is better, and why. The vote waits until both were on screen. */
export function Comparison({ body, answer, onChange }: FormProps) {
  const { t } = useLingui();
  const name = useId();
  const [seen, setSeen] = useState({ a: false, b: false });
  const { a = '', b = '', allow_equal, min_words = 0 } = body;
  const ready = (seen.a && seen.b) || answer.preferred !== undefined;
  const choices = [
    { value: 'a' as const, title: t`A is better` },
    ...(allow_equal ? [{ value: 'equal' as const, title: t`Equally good` }] : []),
    { value: 'b' as const, title: t`B is better` },
  ];
  const { reason: _, ...without } = answer;
  return (
    <>
      <Sides a={a} b={b} onSeen={side => setSeen(before => ({ ...before, [side]: true }))} />
      <fieldset disabled={!ready}>
        <legend className={styles.legend}>
          <Trans>Which is better?</Trans>
        </legend>
        <div className={styles.votes}>
          {choices.map(({ value, title }) => (
            <label key={value} className={cx(styles.option, value === 'equal' && styles.equal)}>
              <input
                type="radio"
                name={name}
                value={value}
                checked={answer.preferred === value}
                onChange={() => onChange({ ...answer, preferred: value })}
              />
              <span>{title}</span>
            </label>
          ))}
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
          maxLength={20_000}
          value={answer.reason ?? ''}
          onInput={event => {
            const reason = event.currentTarget.value;
            onChange(reason === '' ? without : { ...answer, reason });
          }}
        />
        <WordCount text={answer.reason ?? ''} min={min_words} />
      </div>
    </>
  );
}
