import { Trans, useLingui } from '@lingui/react/macro';
import { ItemForm } from '~/features/item';
import { ListEditor } from '~/features/ordering';
import { Checkbox, Select, TextField } from '~/ui';
import type { PartProps } from './BodyFields';
import styles from './bank.module.css';
import { gapsIn, put } from './draft';
import { JsonField, LinesField, NumberField } from './fields';

/** What is right, by the item's kind. */
export function KeyFields({ draft, change, fault }: PartProps) {
  const { t } = useLingui();
  const { kind, body, key } = draft;
  const set = (patch: Parameters<typeof put<typeof key>>[1]) => change({ key: put(key, patch) });
  const textOf = (id: string, index: number) =>
    body.options?.find(one => one.id === id)?.text || t`Option ${index + 1}`;
  switch (kind) {
    case 'single_choice':
      return (
        <fieldset>
          <legend className={styles.legend}>
            <Trans>The right option</Trans>
          </legend>
          {body.options?.map(({ id }, index) => (
            <label key={id} className={styles.choice}>
              <input
                type="radio"
                name="correct"
                required
                checked={key.correct?.[0] === id}
                onChange={() => set({ correct: [id] })}
              />
              <span dir="auto">{textOf(id, index)}</span>
            </label>
          ))}
          <details className={styles.more}>
            <summary>
              <Trans>Part of the points for other options</Trans>
            </summary>
            <div className={styles.pair}>
              {body.options
                ?.filter(({ id }) => key.correct?.[0] !== id)
                .map(({ id }, index) => (
                  <NumberField
                    key={id}
                    label={textOf(id, index)}
                    optional
                    min={0}
                    max={1}
                    value={key.partial?.[id]}
                    error={fault(`/key/partial/${id}`)}
                    onNumber={credit => {
                      const { [id]: _, ...rest } = key.partial ?? {};
                      set({ partial: credit ? { ...rest, [id]: credit } : rest });
                    }}
                  />
                ))}
            </div>
          </details>
        </fieldset>
      );
    case 'multiple_choice':
      return (
        <>
          <fieldset>
            <legend className={styles.legend}>
              <Trans>The right options</Trans>
            </legend>
            {body.options?.map(({ id }, index) => (
              <Checkbox
                key={id}
                checked={key.correct?.includes(id) ?? false}
                onChange={event =>
                  set({
                    correct: event.currentTarget.checked
                      ? [...(key.correct ?? []), id]
                      : key.correct?.filter(one => one !== id),
                  })
                }
              >
                {textOf(id, index)}
              </Checkbox>
            ))}
          </fieldset>
          <Scoring {...{ draft, change, fault }} partial={t`Right picks less wrong picks, over all right ones`} />
        </>
      );
    case 'ordering':
      return <Scoring {...{ draft, change, fault }} partial={t`By pairs that stand in the right order`} />;
    case 'numeric':
      return (
        <>
          <div className={styles.pair}>
            <TextField
              label={t`Right value`}
              required
              inputMode="decimal"
              autoComplete="off"
              pattern="-?\d{1,15}(\.\d{1,15})?"
              value={key.value ?? ''}
              error={fault('/key/value')}
              onInput={event => set({ value: event.currentTarget.value.replace(',', '.') })}
            />
            <TextField
              label={t`May be off by`}
              optional
              inputMode="decimal"
              autoComplete="off"
              pattern="\d{1,15}(\.\d{1,15})?"
              value={key.tolerance ?? ''}
              error={fault('/key/tolerance')}
              onInput={event => set({ tolerance: event.currentTarget.value.replace(',', '.') })}
            />
          </div>
          <Checkbox
            checked={key.relative ?? false}
            onChange={event => set({ relative: event.currentTarget.checked || undefined })}
          >
            <Trans>as a part of the value: 0.05 is five percent</Trans>
          </Checkbox>
          {body.units && (
            <div className={styles.pair}>
              <Select
                label={t`Right unit`}
                required
                value={key.unit ?? ''}
                error={fault('/key/unit')}
                onChange={event => set({ unit: event.currentTarget.value })}
              >
                <option value="">{t`Choose the unit`}</option>
                {body.units.map(unit => (
                  <option key={unit} value={unit}>
                    {unit}
                  </option>
                ))}
              </Select>
              <NumberField
                label={t`Points for the right number with a wrong unit`}
                optional
                min={0}
                max={1}
                value={key.wrong_unit_credit}
                error={fault('/key/wrong_unit_credit')}
                onNumber={wrong_unit_credit => set({ wrong_unit_credit })}
              />
            </div>
          )}
        </>
      );
    case 'short_text':
      return (
        <>
          <LinesField
            label={t`Accepted answers`}
            hint={<Trans>One a line. Case, accents, and punctuation at the ends do not matter.</Trans>}
            required
            className={styles.short ?? ''}
            value={key.accepted}
            error={fault('/key/accepted')}
            onLines={accepted => set({ accepted })}
          />
          <Exact {...{ draft, change, fault }} />
        </>
      );
    case 'cloze':
      return (
        <>
          {gapsIn(body.prompt).map(id => (
            <LinesField
              key={id}
              label={t`Accepted in gap ${id}`}
              hint={<Trans>One a line.</Trans>}
              required
              className={styles.short ?? ''}
              value={key.gaps?.[id]}
              error={fault(`/key/gaps/${id}`)}
              onLines={accepted => set({ gaps: { ...key.gaps, [id]: accepted } })}
            />
          ))}
          {gapsIn(body.prompt).length === 0 && (
            <p className={styles.soft}>
              <Trans>The question has no gap yet.</Trans>
            </p>
          )}
          <Exact {...{ draft, change, fault }} />
          <Scoring {...{ draft, change, fault }} partial={t`By gaps`} />
        </>
      );
    case 'code':
      return (
        <ListEditor
          items={key.tests ?? []}
          onChange={tests => set({ tests: tests.length > 0 ? tests : undefined })}
          make={() => ({ name: '', args: [], expected: null })}
          least={0}
          most={50}
          add={t`Add a hidden test`}
          name={index => t`Test ${index + 1}`}
        >
          {(test, patch) => (
            <>
              <TextField
                label={t`Name`}
                required
                maxLength={80}
                value={test.name}
                onInput={event => patch({ name: event.currentTarget.value })}
              />
              <div className={styles.pair}>
                <JsonField
                  label={t`Arguments`}
                  hint={<Trans>A JSON list, such as [1, "two"].</Trans>}
                  list
                  value={test.args}
                  onValue={args => patch({ args: args as never })}
                />
                <JsonField
                  label={t`Expected`}
                  hint={<Trans>A JSON value.</Trans>}
                  value={test.expected}
                  onValue={expected => patch({ expected: expected as never })}
                />
              </div>
            </>
          )}
        </ListEditor>
      );
    case 'comparison':
      return (
        <Select
          label={t`The better one`}
          hint={<Trans>None: only people judge it, by the rubric.</Trans>}
          value={key.preferred ?? ''}
          error={fault('/key/preferred')}
          onChange={event => set({ preferred: (event.currentTarget.value || undefined) as 'a' | undefined })}
        >
          <option value="">{t`None`}</option>
          <option value="a">{t`A is better`}</option>
          <option value="b">{t`B is better`}</option>
          {body.allow_equal && <option value="equal">{t`Equally good`}</option>}
        </Select>
      );
    case 'critique':
      return (
        <div>
          <p className={styles.soft}>
            <Trans>Mark what should be marked. Reasons are for workers to write; they are no part of the key.</Trans>
          </p>
          <ItemForm
            kind="critique"
            body={{ ...body, prompt: '', min_words: 0 }}
            answer={{ marks: key.marks ?? [] }}
            onChange={({ marks }) => set({ marks })}
          />
        </div>
      );
    case 'essay':
      return (
        <p className={styles.soft}>
          <Trans>People grade it by the rubric below.</Trans>
        </p>
      );
  }
}

function Exact({ draft: { key }, change }: PartProps) {
  return (
    <Checkbox
      checked={key.exact ?? false}
      onChange={event => change({ key: put(key, { exact: event.currentTarget.checked || undefined }) })}
    >
      <Trans>Letter by letter: case, accents and punctuation matter</Trans>
    </Checkbox>
  );
}

function Scoring({ draft: { key }, change, partial }: PartProps & { partial: string }) {
  const { t } = useLingui();
  return (
    <Select
      label={t`Points`}
      value={key.scoring ?? 'partial'}
      onChange={event => change({ key: put(key, { scoring: event.currentTarget.value as 'partial' }) })}
    >
      <option value="partial">{partial}</option>
      <option value="all_or_nothing">{t`All or nothing`}</option>
    </Select>
  );
}
