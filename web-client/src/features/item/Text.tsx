import { Trans } from '@lingui/react/macro';
import { WordCount } from '~/features/answer';
import { TextArea, TextField } from '~/ui';
import type { FormProps } from './ItemForm';
import styles from './item.module.css';

/** A few words. */
export function ShortText({ answer, onChange }: FormProps) {
  return (
    <TextField
      label={<Trans>Your answer</Trans>}
      hint={<Trans>A few words. Capitals and accents make no difference unless the question says so.</Trans>}
      autoComplete="off"
      autoCapitalize="none"
      maxLength={500}
      value={answer.text ?? ''}
      onInput={event => onChange(event.currentTarget.value === '' ? {} : { text: event.currentTarget.value })}
    />
  );
}

/** A text of one's own, with its words counted. */
export function Essay({ body: { min_words, max_words }, answer, onChange }: FormProps) {
  return (
    <div>
      <TextArea
        label={<Trans>Your answer</Trans>}
        rows={12}
        maxLength={60_000}
        className={styles.essay}
        value={answer.text ?? ''}
        onInput={event => onChange(event.currentTarget.value === '' ? {} : { text: event.currentTarget.value })}
      />
      <WordCount text={answer.text ?? ''} min={min_words} max={max_words} />
    </div>
  );
}
