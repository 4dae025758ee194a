import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, type ReactNode, useState } from 'react';
import { asProblem, type ProblemError } from '~/api';
import { NumberField } from '~/features/bank';
import { Button, Checkbox, ProblemNote, Row, Stack, TextArea, TextField } from '~/ui';
import styles from './exam.module.css';
import type { Qualification } from './plan';

export interface Definition {
  name: string;
  description: string;
  domain: string;
  valid_days: number | undefined;
  renew_days: number | undefined;
  listed: boolean;
}

export function definitionOf(of?: Qualification): Definition {
  return {
    name: of?.name ?? '',
    description: of?.description ?? '',
    domain: of?.domain ?? '',
    valid_days: of ? of.valid_days : 365,
    renew_days: of ? of.renew_days : 30,
    listed: of?.listed ?? true,
  };
}

/** What a qualification proves, how long, and whether workers find it. */
export function QualificationForm({
  start,
  named = false,
  save,
  onSave,
}: {
  start: Definition;
  /** Whether it has its name for good. */
  named?: boolean;
  save: ReactNode;
  onSave: (definition: Definition) => Promise<unknown>;
}) {
  const { t } = useLingui();
  const [form, setForm] = useState(start);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ProblemError>();
  const change = (patch: Partial<Definition>) => setForm(before => ({ ...before, ...patch }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await onSave(form);
    } catch (thrown) {
      setError(asProblem(thrown));
    }
    setBusy(false);
  };
  return (
    <form onSubmit={event => void submit(event)}>
      <Stack>
        {error && <ProblemNote error={error} />}
        {!named && (
          <TextField
            label={t`Name`}
            hint={<Trans>Workers see it, and projects ask for it by this name.</Trans>}
            required
            maxLength={80}
            value={form.name}
            error={error?.field('name')}
            onInput={event => change({ name: event.currentTarget.value })}
          />
        )}
        <TextArea
          label={t`What it proves`}
          hint={<Trans>In words that a worker understands.</Trans>}
          required
          rows={3}
          maxLength={2000}
          className={styles.short ?? ''}
          value={form.description}
          error={error?.field('description')}
          onInput={event => change({ description: event.currentTarget.value })}
        />
        <TextField
          label={t`Domain`}
          hint={<Trans>Small letters, with / between parts.</Trans>}
          optional
          maxLength={80}
          pattern="[a-z0-9]+([\/_\-][a-z0-9]+)*"
          autoCapitalize="none"
          autoComplete="off"
          value={form.domain}
          error={error?.field('domain')}
          onInput={event => change({ domain: event.currentTarget.value })}
        />
        <div className={styles.pair}>
          <NumberField
            label={t`Valid for, days`}
            hint={<Trans>Empty: it does not expire.</Trans>}
            optional
            min={1}
            max={3650}
            step={1}
            value={form.valid_days}
            error={error?.field('valid_days')}
            onNumber={valid_days => change({ valid_days })}
          />
          <NumberField
            label={t`May be renewed, days before`}
            hint={<Trans>By taking the test again.</Trans>}
            optional
            min={1}
            max={365}
            step={1}
            value={form.renew_days}
            error={error?.field('renew_days')}
            onNumber={renew_days => change({ renew_days })}
          />
        </div>
        <Checkbox checked={form.listed} onChange={event => change({ listed: event.currentTarget.checked })}>
          <Trans>Workers find it among what they can qualify for</Trans>
        </Checkbox>
        <Row>
          <Button type="submit" tone="primary" busy={busy}>
            {save}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}
