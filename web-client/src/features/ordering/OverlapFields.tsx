import { Trans, useLingui } from '@lingui/react/macro';
import { Note, Select, TextField } from '~/ui';
import type { Form } from './form';
import styles from './ordering.module.css';
import type { PartProps } from './TemplateFields';

/** Whether each task gets as many answers as it needs, in plain words with an example. */
export function OverlapFields({ form, change, fault, agreed }: PartProps & { agreed: boolean }) {
  const { t } = useLingui();
  return (
    <>
      <Select
        label={t`When people disagree`}
        hint={<Trans>Clear tasks need few answers, doubtful ones more.</Trans>}
        value={form.rule}
        disabled={agreed}
        error={fault('/overlap_rule')}
        onChange={event => change({ rule: event.currentTarget.value as Form['rule'] })}
      >
        <option value="none">{t`Every task gets the same number of answers`}</option>
        <option value="posterior">{t`Ask on until one answer is sure enough`}</option>
        <option value="votes">{t`Ask on until one answer leads by enough votes`}</option>
      </Select>
      {form.rule !== 'none' && (
        <>
          <div className={styles.pair}>
            {form.rule === 'posterior' ? (
              <TextField
                label={t`Sure enough, %`}
                hint={<Trans>That most people would say the same.</Trans>}
                type="number"
                inputMode="decimal"
                min={50.1}
                max={99.9}
                step={0.1}
                required
                disabled={agreed}
                value={form.sure}
                onInput={event => change({ sure: event.currentTarget.value })}
              />
            ) : (
              <TextField
                label={t`Votes ahead`}
                hint={<Trans>Of the next answer.</Trans>}
                type="number"
                inputMode="numeric"
                min={1}
                max={100}
                required
                disabled={agreed}
                value={form.votes}
                onInput={event => change({ votes: event.currentTarget.value })}
              />
            )}
            <TextField
              label={t`People per task, at most`}
              hint={<Trans>More than it starts with.</Trans>}
              type="number"
              inputMode="numeric"
              min={2}
              max={100}
              required
              disabled={agreed}
              value={form.overlapMax}
              onInput={event => change({ overlapMax: event.currentTarget.value })}
            />
          </div>
          <Note>
            <p>
              <Example form={form} />
            </p>
          </Note>
        </>
      )}
    </>
  );
}

/** What will happen to a task, with the numbers of the form. */
function Example({ form: { overlap, overlapMax, rule, sure, votes } }: { form: Form }) {
  if (rule === 'votes') {
    return (
      <Trans>
        Each task starts with {overlap} answers and gets one more at a time, up to {overlapMax}, until one answer leads
        the next by {votes} votes. If the first ones do that already, no more are asked for, and what they would have
        cost stays yours.
      </Trans>
    );
  }
  return (
    <Trans>
      Each task starts with {overlap} answers and gets one more at a time, up to {overlapMax}, until the leading answer
      has {sure} %. For example: with two possible answers and 95 %, four equal answers are enough, and after one other
      answer it takes six. What is not asked for stays yours.
    </Trans>
  );
}
