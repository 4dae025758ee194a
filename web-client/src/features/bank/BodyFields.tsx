import { Trans, useLingui } from '@lingui/react/macro';
import { ListEditor } from '~/features/ordering';
import { Checkbox, Select, TextArea, TextField } from '~/ui';
import styles from './bank.module.css';
import { type Draft, freeId, gapsIn, put, secretId } from './draft';
import { JsonField, LinesField, NumberField } from './fields';
import { ImageButton } from './ImageButton';

/** How a gap is written; braces mean something else in the texts of this page. */
const GAP = '{{name}}';

export interface PartProps {
  draft: Draft;
  change: (patch: Partial<Draft>) => void;
  fault: (pointer: string) => string | undefined;
}

/** What a worker is shown, by the item's kind. */
export function BodyFields({ draft, change, fault }: PartProps) {
  const { t } = useLingui();
  const { kind, body } = draft;
  const set = (patch: Parameters<typeof put<typeof body>>[1]) => change({ body: put(body, patch) });
  return (
    <>
      <TextArea
        label={t`Question`}
        hint={
          kind === 'cloze' ? (
            <Trans>Markdown. Write a gap as {GAP}, with small letters; it is filled where it stands.</Trans>
          ) : (
            <Trans>Markdown.</Trans>
          )
        }
        rows={6}
        maxLength={20_000}
        required
        className={styles.prompt ?? ''}
        value={body.prompt}
        error={fault('/body/prompt')}
        onInput={event => change({ body: { ...body, prompt: event.currentTarget.value } })}
      />
      <ImageButton
        onImage={markdown =>
          change({ body: { ...body, prompt: [body.prompt, markdown].filter(Boolean).join('\n\n') } })
        }
      />
      <KindFields {...{ draft, change, fault }} set={set} />
    </>
  );
}

function KindFields({
  draft,
  change,
  fault,
  set,
}: PartProps & { set: (patch: Parameters<typeof put<Draft['body']>>[1]) => void }) {
  const { t } = useLingui();
  const { kind, body, key } = draft;
  switch (kind) {
    case 'single_choice':
    case 'multiple_choice':
      return (
        <>
          <Options {...{ draft, change, fault }} name={t`Option`} />
          <Checkbox checked={body.shuffle ?? true} onChange={event => set({ shuffle: event.currentTarget.checked })}>
            <Trans>Each worker sees the options in an order of their own</Trans>
          </Checkbox>
          {kind === 'multiple_choice' && (
            <div className={styles.pair}>
              <NumberField
                label={t`At least so many`}
                optional
                min={0}
                max={20}
                step={1}
                value={body.select_min}
                error={fault('/body/select_min')}
                onNumber={select_min => set({ select_min })}
              />
              <NumberField
                label={t`At most so many`}
                optional
                min={1}
                max={20}
                step={1}
                value={body.select_max}
                error={fault('/body/select_max')}
                onNumber={select_max => set({ select_max })}
              />
            </div>
          )}
        </>
      );
    case 'ordering':
      return (
        <ListEditor
          // In the right order, which the worker does not see.
          items={(key.order ?? []).flatMap(id => body.options?.find(one => one.id === id) ?? [])}
          onChange={options =>
            change({ body: { ...body, options }, key: { ...key, order: options.map(one => one.id) } })
          }
          make={() => ({ id: secretId(), text: '' })}
          least={2}
          most={20}
          add={t`Add one`}
          name={index => t`Place ${index + 1}`}
        >
          {(option, patch) => (
            <TextField
              label={t`Text`}
              hint={<Trans>In the right order; each worker gets them mixed.</Trans>}
              required
              maxLength={2000}
              value={option.text}
              onInput={event => patch({ text: event.currentTarget.value })}
            />
          )}
        </ListEditor>
      );
    case 'numeric':
      return (
        <div className={styles.pair}>
          <TextField
            label={t`Unit`}
            hint={<Trans>Shown behind the field.</Trans>}
            optional
            maxLength={40}
            disabled={Boolean(body.units?.length)}
            value={body.unit ?? ''}
            error={fault('/body/unit')}
            onInput={event => set({ unit: event.currentTarget.value })}
          />
          <LinesField
            label={t`Units to choose from`}
            hint={<Trans>One a line, instead of the unit.</Trans>}
            optional
            className={styles.short ?? ''}
            value={body.units}
            error={fault('/body/units')}
            onLines={units => set({ units: units.length > 0 ? units : undefined })}
          />
        </div>
      );
    case 'cloze':
      return (
        <div className={styles.items}>
          {gapsIn(body.prompt).map(id => (
            <LinesField
              key={id}
              label={t`Choices for gap ${id}`}
              hint={<Trans>One a line. None: the worker types.</Trans>}
              optional
              className={styles.short ?? ''}
              value={body.gaps?.find(gap => gap.id === id)?.options}
              onLines={options =>
                set({
                  gaps: [
                    ...(body.gaps ?? []).filter(gap => gap.id !== id),
                    { id, ...(options.length > 0 && { options }) },
                  ],
                })
              }
            />
          ))}
        </div>
      );
    case 'essay':
      return <Words {...{ body, set, fault }} most />;
    case 'code':
      return <CodeFields {...{ body, set, fault }} />;
    case 'comparison':
      return (
        <>
          <div className={styles.pair}>
            {(['a', 'b'] as const).map(side => (
              <TextArea
                key={side}
                label={side === 'a' ? t`Answer A` : t`Answer B`}
                rows={6}
                required
                maxLength={50_000}
                value={body[side] ?? ''}
                error={fault(`/body/${side}`)}
                onInput={event => change({ body: { ...body, [side]: event.currentTarget.value } })}
              />
            ))}
          </div>
          <Checkbox
            checked={body.allow_equal ?? false}
            onChange={event => set({ allow_equal: event.currentTarget.checked })}
          >
            <Trans>“Equally good” may be chosen</Trans>
          </Checkbox>
          <Words {...{ body, set, fault }} />
        </>
      );
    case 'critique':
      return (
        <>
          <TextArea
            label={t`The model’s answer`}
            hint={<Trans>Plain text. Workers mark what is wrong in it.</Trans>}
            rows={6}
            required
            maxLength={50_000}
            value={body.response ?? ''}
            error={fault('/body/response')}
            onInput={event => change({ body: { ...body, response: event.currentTarget.value } })}
          />
          <ListEditor
            items={body.failures ?? []}
            onChange={failures => set({ failures: failures.length > 0 ? failures : undefined })}
            make={() => ({ id: freeId(body.failures ?? []), text: '' })}
            least={0}
            most={20}
            add={t`Add a failure to choose from`}
            name={index => t`Failure ${index + 1}`}
          >
            {(failure, patch) => (
              <TextField
                label={t`Name`}
                required
                maxLength={2000}
                value={failure.text}
                onInput={event => patch({ text: event.currentTarget.value })}
              />
            )}
          </ListEditor>
          <Words {...{ body, set, fault }} />
        </>
      );
    case 'short_text':
      return null;
  }
}

function Options({ draft: { body }, change, fault, name }: PartProps & { name: string }) {
  const { t } = useLingui();
  return (
    <ListEditor
      items={body.options ?? []}
      onChange={options => change({ body: { ...body, options } })}
      make={() => ({ id: freeId(body.options ?? []), text: '' })}
      least={2}
      most={20}
      add={t`Add an option`}
      name={index => `${name} ${index + 1}`}
    >
      {(option, patch, index) => (
        <TextField
          label={t`Text`}
          required
          maxLength={2000}
          value={option.text}
          error={fault(`/body/options/${index}/text`)}
          onInput={event => patch({ text: event.currentTarget.value })}
        />
      )}
    </ListEditor>
  );
}

interface SetProps {
  body: Draft['body'];
  set: (patch: Parameters<typeof put<Draft['body']>>[1]) => void;
  fault: PartProps['fault'];
}

function Words({ body, set, fault, most }: SetProps & { most?: boolean }) {
  const { t } = useLingui();
  return (
    <div className={styles.pair}>
      <NumberField
        label={most ? t`Words, at least` : t`Words of the reason, at least`}
        optional
        min={0}
        max={5000}
        step={1}
        value={body.min_words}
        error={fault('/body/min_words')}
        onNumber={min_words => set({ min_words })}
      />
      {most && (
        <NumberField
          label={t`Words, at most`}
          optional
          min={1}
          max={10_000}
          step={1}
          value={body.max_words}
          error={fault('/body/max_words')}
          onNumber={max_words => set({ max_words })}
        />
      )}
    </div>
  );
}

function CodeFields({ body, set, fault }: SetProps) {
  const { t } = useLingui();
  return (
    <>
      <div className={styles.pair}>
        <Select
          label={t`Language`}
          hint={<Trans>JavaScript is run against tests; others are read by people.</Trans>}
          value={body.language ?? ''}
          error={fault('/body/language')}
          onChange={event => set({ language: event.currentTarget.value })}
        >
          {['javascript', 'java', 'python', 'typescript', 'sql', 'c', 'go', 'rust'].map(language => (
            <option key={language} value={language}>
              {language}
            </option>
          ))}
        </Select>
        <TextField
          label={t`Function that the tests call`}
          optional
          pattern="[A-Za-z_$][A-Za-z0-9_$]{0,63}"
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          value={body.function ?? ''}
          error={fault('/body/function')}
          onInput={event => set({ function: event.currentTarget.value })}
        />
      </div>
      <TextArea
        label={t`What the editor begins with`}
        optional
        rows={4}
        dir="ltr"
        spellCheck={false}
        maxLength={20_000}
        className={styles.code ?? ''}
        value={body.starter ?? ''}
        error={fault('/body/starter')}
        onInput={event => set({ starter: event.currentTarget.value })}
      />
      <ListEditor
        items={body.examples ?? []}
        onChange={examples => set({ examples: examples.length > 0 ? examples : undefined })}
        make={() => ({ args: [], expected: null })}
        least={0}
        most={20}
        add={t`Add an example the worker sees`}
        name={index => t`Example ${index + 1}`}
      >
        {(example, patch) => (
          <div className={styles.pair}>
            <JsonField
              label={t`Arguments`}
              hint={<Trans>A JSON list, such as [1, "two"].</Trans>}
              list
              value={example.args}
              onValue={args => patch({ args: args as never })}
            />
            <JsonField
              label={t`Expected`}
              hint={<Trans>A JSON value.</Trans>}
              value={example.expected}
              onValue={expected => patch({ expected: expected as never })}
            />
          </div>
        )}
      </ListEditor>
    </>
  );
}
