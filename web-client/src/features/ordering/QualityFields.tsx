import { Trans, useLingui } from '@lingui/react/macro';
import { Select, TextField } from '~/ui';
import { type Form, isCounted } from './form';
import { OverlapFields } from './OverlapFields';
import styles from './ordering.module.css';
import type { PartProps } from './TemplateFields';

/** How many people answer, how they are checked with gold, and who judges. */
export function QualityFields({ form, change, fault, agreed }: PartProps & { agreed: boolean }) {
  const { t } = useLingui();
  return (
    <>
      <div className={styles.pair}>
        <TextField
          label={t`People per task`}
          hint={<Trans>More than one shows how far they agree.</Trans>}
          type="number"
          inputMode="numeric"
          min={1}
          max={100}
          required
          disabled={agreed}
          value={form.overlap}
          error={fault('/overlap')}
          onInput={event => change({ overlap: event.currentTarget.value })}
        />
        <TextField
          label={t`Gold tasks, %`}
          hint={<Trans>Of the claims that get a task whose answer you know.</Trans>}
          type="number"
          inputMode="decimal"
          min={0}
          max={50}
          step={0.1}
          required
          disabled={agreed}
          value={form.gold}
          error={fault('/gold_permille')}
          onInput={event => change({ gold: event.currentTarget.value })}
        />
      </div>
      {isCounted(form.kind) && <OverlapFields {...{ form, change, fault, agreed }} />}
      <Select
        label={t`Review`}
        value={form.mode}
        error={fault('/review/mode')}
        onChange={event => change({ mode: event.currentTarget.value as Form['mode'] })}
      >
        <option value="manual">{t`A person judges each submission`}</option>
        <option value="sample">{t`A person judges a sample, the rest is accepted at once`}</option>
        <option value="automatic">{t`Everything is accepted at once`}</option>
      </Select>
      {form.mode !== 'automatic' && (
        <div className={styles.pair}>
          {form.mode === 'sample' && (
            <TextField
              label={t`Sample, %`}
              type="number"
              inputMode="decimal"
              min={0.1}
              max={100}
              step={0.1}
              required
              value={form.sample}
              error={fault('/review/sample_permille')}
              onInput={event => change({ sample: event.currentTarget.value })}
            />
          )}
          <TextField
            label={t`Accepted by itself after, hours`}
            hint={<Trans>Workers see this promise. 72 is usual.</Trans>}
            type="number"
            inputMode="numeric"
            min={1}
            max={504}
            required
            value={form.autoHours}
            error={fault('/review/auto_accept_hours')}
            onInput={event => change({ autoHours: event.currentTarget.value })}
          />
        </div>
      )}
      <TextField
        label={t`Tasks per worker, at most`}
        hint={<Trans>So that many people are heard. Left empty, each does as many as they like.</Trans>}
        type="number"
        inputMode="numeric"
        min={1}
        max={100000}
        optional
        value={form.perWorker}
        error={fault('/max_per_worker')}
        onInput={event => change({ perWorker: event.currentTarget.value })}
      />
    </>
  );
}
