import { Trans, useLingui } from '@lingui/react/macro';
import { ListEditor } from '~/features/ordering';
import { Checkbox, TextArea, TextField } from '~/ui';
import type { PartProps } from './BodyFields';
import styles from './bank.module.css';
import { newLine, put } from './draft';
import { NumberField } from './fields';

/** The rubric that people grade by: lines with anchors. */
export function RubricFields({ draft, change, fault }: PartProps) {
  const { t } = useLingui();
  const { kind, key } = draft;
  const { rubric } = key;
  const set = (patch: Parameters<typeof put<typeof key>>[1]) => change({ key: put(key, patch) });
  const must = kind === 'essay';
  return (
    <>
      {!must && (
        <Checkbox
          checked={rubric !== undefined}
          onChange={event => set({ rubric: event.currentTarget.checked ? { lines: [newLine(0)] } : undefined })}
        >
          <Trans>People grade it too</Trans>
        </Checkbox>
      )}
      {rubric && (
        <>
          <ListEditor
            items={rubric.lines}
            onChange={lines => set({ rubric: { ...rubric, lines } })}
            make={() => newLine(rubric.lines.length)}
            least={1}
            most={10}
            add={t`Add a line`}
            name={index => t`Line ${index + 1}`}
          >
            {(line, patch, index) => (
              <>
                <TextField
                  label={t`What is judged`}
                  required
                  maxLength={120}
                  value={line.title}
                  error={fault(`/key/rubric/lines/${index}/title`)}
                  onInput={event => patch({ title: event.currentTarget.value })}
                />
                <TextField
                  label={t`Explained`}
                  optional
                  maxLength={1000}
                  value={line.description ?? ''}
                  onInput={event => patch({ description: event.currentTarget.value })}
                />
                <div className={styles.triple}>
                  <NumberField
                    label={t`Highest grade`}
                    required
                    min={1}
                    max={10}
                    step={1}
                    value={line.max}
                    error={fault(`/key/rubric/lines/${index}/max`)}
                    onNumber={max => max !== undefined && patch({ max: Math.min(10, Math.max(1, Math.round(max))) })}
                  />
                  <NumberField
                    label={t`Passes from`}
                    required
                    min={0}
                    max={line.max}
                    step={1}
                    value={line.pass}
                    error={fault(`/key/rubric/lines/${index}/pass`)}
                    onNumber={pass => pass !== undefined && patch({ pass })}
                  />
                  <NumberField
                    label={t`Weight`}
                    optional
                    min={0.1}
                    max={10}
                    value={line.weight}
                    error={fault(`/key/rubric/lines/${index}/weight`)}
                    onNumber={weight => patch(weight === undefined ? { weight: 1 } : { weight })}
                  />
                </div>
                <fieldset className={styles.anchors}>
                  <legend className={styles.legend}>
                    <Trans>What an answer with that grade looks like</Trans>
                  </legend>
                  {Array.from({ length: line.max + 1 }, (_, at) => line.max - at).map(grade => (
                    <label key={grade} className={styles.anchor}>
                      <span>{grade}</span>
                      <input
                        maxLength={500}
                        autoComplete="off"
                        value={line.anchors[String(grade)] ?? ''}
                        onInput={event =>
                          patch({ anchors: { ...line.anchors, [String(grade)]: event.currentTarget.value } })
                        }
                      />
                    </label>
                  ))}
                </fieldset>
              </>
            )}
          </ListEditor>
          <div className={styles.pair}>
            <NumberField
              label={t`Two grades may differ by`}
              hint={<Trans>Further apart, a third person decides.</Trans>}
              min={0}
              max={10}
              value={rubric.tolerance ?? 1}
              error={fault('/key/rubric/tolerance')}
              onNumber={tolerance => set({ rubric: put(rubric, { tolerance }) })}
            />
            {!must && (
              <NumberField
                label={t`Part of the score that the key marks`}
                hint={<Trans>From 0 to 1; the rest comes from the rubric.</Trans>}
                optional
                min={0}
                max={1}
                value={key.closed_share}
                error={fault('/key/closed_share')}
                onNumber={closed_share => set({ closed_share })}
              />
            )}
          </div>
        </>
      )}
      <TextArea
        label={t`Why this is right`}
        hint={<Trans>Markdown. Shown with the result where the test’s feedback says so.</Trans>}
        optional
        rows={3}
        maxLength={4000}
        className={styles.short ?? ''}
        value={key.explanation ?? ''}
        error={fault('/key/explanation')}
        onInput={event => set({ explanation: event.currentTarget.value })}
      />
      {rubric && (
        <TextArea
          label={t`A model answer`}
          hint={<Trans>For reviewers, beside the rubric.</Trans>}
          optional
          rows={4}
          maxLength={20_000}
          className={styles.short ?? ''}
          value={key.reference ?? ''}
          error={fault('/key/reference')}
          onInput={event => set({ reference: event.currentTarget.value })}
        />
      )}
    </>
  );
}
