import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox, Select, TextArea, TextField } from '~/ui';
import type { Form } from './form';
import { ListEditor } from './ListEditor';
import styles from './ordering.module.css';

export interface PartProps {
  form: Form;
  change: (patch: Partial<Form>) => void;
  /** What the server says about a place in the request. */
  fault: (pointer: string) => string | undefined;
}

/** What is asked of a worker, by the project's kind. */
export function TemplateFields({ form, change, fault }: PartProps) {
  const { t } = useLingui();
  return (
    <>
      <TextArea
        label={t`Question`}
        hint={<Trans>One sentence, above the answer. The guideline explains the rest.</Trans>}
        rows={2}
        maxLength={2000}
        required
        className={styles.short ?? ''}
        value={form.question}
        error={fault('/template/question')}
        onInput={event => change({ question: event.currentTarget.value })}
      />
      {form.kind === 'classification' && <Labels {...{ form, change, fault }} />}
      {form.kind === 'preference' && <Preference {...{ form, change, fault }} />}
      {form.kind === 'writing' && <Writing {...{ form, change, fault }} />}
      {form.kind === 'rubric' && <Lines {...{ form, change, fault }} />}
      {(form.kind === 'classification' || form.kind === 'rubric') && (
        <Select
          label={t`Comment`}
          value={form.comment}
          error={fault('/template/comment')}
          onChange={event => change({ comment: event.currentTarget.value as Form['comment'] })}
        >
          <option value="none">{t`Not asked for`}</option>
          <option value="optional">{t`Optional`}</option>
          <option value="required">{t`Required`}</option>
        </Select>
      )}
    </>
  );
}

function Labels({ form, change, fault }: PartProps) {
  const { t } = useLingui();
  return (
    <ListEditor
      items={form.labels}
      onChange={labels => change({ labels })}
      make={() => ({ value: '', title: '', description: '' })}
      least={2}
      most={50}
      add={t`Add a label`}
      name={index => t`Label ${index + 1}`}
    >
      {(label, patch, index) => (
        <div className={styles.pair}>
          <TextField
            label={t`Name`}
            maxLength={120}
            required
            value={label.title}
            error={fault(`/template/labels/${index}`)}
            onInput={event => patch({ title: event.currentTarget.value })}
          />
          <TextField
            label={t`When to choose it`}
            maxLength={500}
            optional
            value={label.description}
            onInput={event => patch({ description: event.currentTarget.value })}
          />
        </div>
      )}
    </ListEditor>
  );
}

function Preference({ form, change, fault }: PartProps) {
  const { t } = useLingui();
  return (
    <>
      <Checkbox checked={form.allowEqual} onChange={event => change({ allowEqual: event.currentTarget.checked })}>
        <Trans>“Equally good” may be chosen</Trans>
      </Checkbox>
      <TextField
        label={t`Words in the reason, at least`}
        hint={<Trans>0 makes the reason optional. Counted as readers count, in Chinese too.</Trans>}
        type="number"
        inputMode="numeric"
        min={0}
        max={500}
        required
        value={form.reasonMin}
        error={fault('/template/reason_min_words')}
        onInput={event => change({ reasonMin: event.currentTarget.value })}
      />
    </>
  );
}

function Writing({ form, change, fault }: PartProps) {
  const { t } = useLingui();
  return (
    <>
      <div className={styles.pair}>
        <TextField
          label={t`Words, at least`}
          type="number"
          inputMode="numeric"
          min={0}
          max={20000}
          required
          value={form.minWords}
          error={fault('/template/min_words')}
          onInput={event => change({ minWords: event.currentTarget.value })}
        />
        <TextField
          label={t`Words, at most`}
          type="number"
          inputMode="numeric"
          min={1}
          max={50000}
          optional
          value={form.maxWords}
          error={fault('/template/max_words')}
          onInput={event => change({ maxWords: event.currentTarget.value })}
        />
      </div>
      <Select
        label={t`Format`}
        value={form.format}
        onChange={event => change({ format: event.currentTarget.value as Form['format'] })}
      >
        <option value="markdown">{t`Markdown, with preview`}</option>
        <option value="plain">{t`Plain text`}</option>
      </Select>
    </>
  );
}

function Lines({ form, change, fault }: PartProps) {
  const { t } = useLingui();
  return (
    <ListEditor
      items={form.lines}
      onChange={lines => change({ lines })}
      make={(): Form['lines'][number] => ({ key: '', title: '', description: '', min: 1, max: 5, anchors: {} })}
      least={1}
      most={20}
      add={t`Add a line`}
      name={index => t`Line ${index + 1}`}
    >
      {(line, patch, index) => (
        <>
          <div className={styles.pair}>
            <TextField
              label={t`Name`}
              maxLength={120}
              required
              value={line.title}
              error={fault(`/template/lines/${index}`)}
              onInput={event => patch({ title: event.currentTarget.value })}
            />
            <Select
              label={t`Scale`}
              value={`${line.min}-${line.max}`}
              onChange={event => {
                const [min = 1, max = 5] = event.currentTarget.value.split('-').map(Number);
                patch({ min, max });
              }}
            >
              {[...new Set(['0-1', '1-3', '1-5', '1-7', '0-10', `${line.min}-${line.max}`])].map(scale => (
                <option key={scale} value={scale}>
                  {scale.replace('-', ' – ')}
                </option>
              ))}
            </Select>
          </div>
          <TextField
            label={t`What it asks`}
            maxLength={1000}
            optional
            value={line.description}
            onInput={event => patch({ description: event.currentTarget.value })}
          />
          <div className={styles.anchors}>
            {[...new Set([line.min, Math.round((line.min + line.max) / 2), line.max])].map(score => (
              <TextField
                key={score}
                label={t`What ${score} means`}
                maxLength={500}
                optional
                value={line.anchors[score] ?? ''}
                onInput={event => patch({ anchors: { ...line.anchors, [score]: event.currentTarget.value } })}
              />
            ))}
          </div>
        </>
      )}
    </ListEditor>
  );
}
