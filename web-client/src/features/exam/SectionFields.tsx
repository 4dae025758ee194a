import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { KINDS, NumberField, useItemKindNames } from '~/features/bank';
import { ListEditor } from '~/features/ordering';
import { Checkbox, TextArea, TextField } from '~/ui';
import styles from './exam.module.css';
import { type Draw, itemsOf, newSection, type Section } from './plan';
import type { PartProps } from './TestForm';

/** The sections of a test: what each draws from the bank, how hard its forms are, and how long it may take. */
export function SectionFields({ plan, change, fault }: PartProps) {
  const { t } = useLingui();
  return (
    <ListEditor
      items={plan.sections}
      onChange={sections => change({ sections })}
      make={() => newSection(plan.sections)}
      least={1}
      most={10}
      add={t`Add a section`}
      name={index => t`Section ${index + 1}`}
    >
      {(section, patch, index) => (
        <OneSection section={section} patch={patch} fault={pointer => fault(`/sections/${index}${pointer}`)} />
      )}
    </ListEditor>
  );
}

interface Props {
  section: Section;
  patch: (patch: Partial<Section>) => void;
  fault: (pointer: string) => string | undefined;
}

function OneSection({ section, patch, fault }: Props) {
  const { t } = useLingui();
  const { adaptive } = section;
  return (
    <>
      <TextField
        label={t`Title`}
        required
        maxLength={120}
        value={section.title}
        error={fault('/title')}
        onInput={event => patch({ title: event.currentTarget.value })}
      />
      <TextArea
        label={t`Instructions`}
        optional
        rows={2}
        maxLength={4000}
        className={styles.short ?? ''}
        value={section.instructions ?? ''}
        error={fault('/instructions')}
        onInput={event => patch({ instructions: event.currentTarget.value })}
      />
      <Draws {...{ section, patch, fault }} />
      <div className={styles.triple}>
        <NumberField
          label={t`Minutes`}
          hint={<Trans>Empty: no limit of its own.</Trans>}
          optional
          min={0.5}
          max={1440}
          value={section.seconds === undefined ? undefined : section.seconds / 60}
          error={fault('/seconds')}
          onNumber={minutes =>
            patch({ seconds: minutes === undefined ? undefined : Math.round(minutes * 60) } as Partial<Section>)
          }
        />
        <NumberField
          label={t`Weight`}
          hint={<Trans>In the whole score.</Trans>}
          optional
          min={0.1}
          max={100}
          value={section.weight}
          error={fault('/weight')}
          onNumber={weight => patch({ weight } as Partial<Section>)}
        />
        <NumberField
          label={t`Items on trial`}
          hint={<Trans>Mixed in; they do not count.</Trans>}
          optional
          min={0}
          max={20}
          step={1}
          value={section.trial_items}
          error={fault('/trial_items')}
          onNumber={trial_items => patch({ trial_items } as Partial<Section>)}
        />
      </div>
      <Checkbox
        checked={adaptive !== undefined}
        onChange={event =>
          patch({
            adaptive: event.currentTarget.checked ? { target_error: 0.35, min_items: 6, max_items: 20 } : undefined,
          } as Partial<Section>)
        }
      >
        <Trans>Adaptive: each next item is chosen by how the person did so far</Trans>
      </Checkbox>
      {adaptive ? (
        <div className={styles.triple}>
          <NumberField
            label={t`Stop at an error of`}
            hint={<Trans>In logits; 0.35 is usual.</Trans>}
            required
            min={0.1}
            max={1}
            value={adaptive.target_error}
            error={fault('/adaptive/target_error')}
            onNumber={target_error => target_error !== undefined && patch({ adaptive: { ...adaptive, target_error } })}
          />
          <NumberField
            label={t`Items, at least`}
            hint=" "
            required
            min={1}
            max={100}
            step={1}
            value={adaptive.min_items}
            error={fault('/adaptive/min_items')}
            onNumber={min_items => min_items !== undefined && patch({ adaptive: { ...adaptive, min_items } })}
          />
          <NumberField
            label={t`Items, at most`}
            hint=" "
            required
            min={1}
            max={100}
            step={1}
            value={adaptive.max_items}
            error={fault('/adaptive/max_items')}
            onNumber={max_items => max_items !== undefined && patch({ adaptive: { ...adaptive, max_items } })}
          />
        </div>
      ) : (
        <div className={styles.pair}>
          <NumberField
            label={t`Mean difficulty of a form`}
            hint={<Trans>In logits. Empty: that of the fitting items.</Trans>}
            optional
            min={-4}
            max={4}
            value={section.difficulty}
            error={fault('/difficulty')}
            onNumber={difficulty => patch({ difficulty } as Partial<Section>)}
          />
          <NumberField
            label={t`May be off by`}
            hint={<Trans>So that all forms are equally hard; 0.3 is usual.</Trans>}
            min={0.01}
            max={4}
            value={section.tolerance ?? 0.3}
            error={fault('/tolerance')}
            onNumber={tolerance => tolerance !== undefined && patch({ tolerance })}
          />
        </div>
      )}
    </>
  );
}

function Draws({ section, patch, fault }: Props) {
  const { t } = useLingui();
  const kinds = useItemKindNames();
  return (
    <div className={styles.draws}>
      <p className={styles.legend}>
        {section.adaptive ? (
          <Trans>Chosen from</Trans>
        ) : (
          <Plural value={itemsOf(section)} one="Draws # item" other="Draws # items" />
        )}
      </p>
      <ListEditor
        items={section.draws}
        onChange={draws => patch({ draws })}
        make={(): Draw => ({ count: 5 })}
        least={1}
        most={20}
        add={t`Add a draw`}
        name={index => t`Draw ${index + 1}`}
      >
        {(draw, change, index) => (
          <>
            <div className={styles.triple}>
              {!section.adaptive && (
                <NumberField
                  label={t`How many`}
                  required
                  min={1}
                  max={100}
                  step={1}
                  value={draw.count}
                  error={fault(`/draws/${index}/count`)}
                  onNumber={count => count !== undefined && change({ count })}
                />
              )}
              <TextField
                label={t`Tags`}
                optional
                autoCapitalize="none"
                autoComplete="off"
                placeholder={t`all of these`}
                value={(draw.tags ?? []).join(' ')}
                error={fault(`/draws/${index}/tags`)}
                onChange={event =>
                  change({
                    tags: event.currentTarget.value
                      .toLowerCase()
                      .split(/[\s,]+/)
                      .filter(Boolean),
                  })
                }
              />
              <TextField
                label={t`Domain`}
                optional
                autoCapitalize="none"
                autoComplete="off"
                pattern="[a-z0-9]+([\/_\-][a-z0-9]+)*"
                value={draw.domain ?? ''}
                error={fault(`/draws/${index}/domain`)}
                onInput={event => change({ domain: event.currentTarget.value })}
              />
            </div>
            <details className={styles.more}>
              <summary>
                {draw.kinds?.length ? (
                  <Trans>Only: {draw.kinds.map(kind => kinds[kind]).join(', ')}</Trans>
                ) : (
                  <Trans>Of any kind</Trans>
                )}
              </summary>
              <div className={styles.kinds}>
                {KINDS.map(kind => (
                  <Checkbox
                    key={kind}
                    checked={draw.kinds?.includes(kind) ?? false}
                    onChange={event =>
                      change({
                        kinds: event.currentTarget.checked
                          ? [...(draw.kinds ?? []), kind]
                          : (draw.kinds ?? []).filter(one => one !== kind),
                      })
                    }
                  >
                    {kinds[kind]}
                  </Checkbox>
                ))}
              </div>
            </details>
          </>
        )}
      </ListEditor>
    </div>
  );
}
