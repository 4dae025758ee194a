import { Trans, useLingui } from '@lingui/react/macro';
import { TextArea } from '~/ui';
import type { FormProps } from './AnswerForm';
import type { Outputs, Templates } from './answer';
import styles from './answer.module.css';

/** One label out of several, as big choices. */
export function Classification({
  template,
  output,
  onChange,
}: FormProps<Templates['classification'], Outputs['classification']>) {
  const { t } = useLingui();
  return (
    <>
      <fieldset id="label">
        <legend className={styles.question} dir="auto">
          {template.question}
        </legend>
        <div className={styles.choices}>
          {template.labels.map(({ value, title, description }) => (
            <label key={value} className={styles.choice}>
              <input
                type="radio"
                name="label"
                value={value}
                checked={output.label === value}
                onChange={() => onChange({ ...output, label: value })}
              />
              <span>
                <strong dir="auto">{title}</strong>
                {description && <small dir="auto">{description}</small>}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      {template.comment !== 'none' && (
        <TextArea
          key="comment"
          label={<Trans>Comment</Trans>}
          optional={template.comment !== 'required'}
          placeholder={t`What made you choose this?`}
          rows={3}
          value={output.comment ?? ''}
          data-place="comment"
          onInput={event => onChange({ ...output, comment: event.currentTarget.value })}
        />
      )}
    </>
  );
}
