import { Trans, useLingui } from '@lingui/react/macro';
import { Smartphone } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { asProblem, type ProblemError } from '~/api';
import { Button, Card, Note, ProblemNote, Sheet, Stack, TextField } from '~/ui';
import { type Form, faultAt } from './form';
import { GuidelineFields } from './GuidelineFields';
import styles from './ordering.module.css';
import { PayFields } from './PayFields';
import { PhonePreview } from './PhonePreview';
import { QualityFields } from './QualityFields';
import { TemplateFields } from './TemplateFields';

/**
 * One calm form for a project, with the task as a worker will see it beside it. `begin` stands above the first part;
 * `agreed` says that workers have agreed to the terms, which then rest.
 */
export function ProjectForm({
  form,
  change,
  begin,
  agreed = false,
  guideline = true,
  sample,
  save,
  onSave,
}: {
  form: Form;
  change: (patch: Partial<Form>) => void;
  begin?: ReactNode;
  agreed?: boolean;
  /** Whether the guideline is part of this form; later it has a page of its own. */
  guideline?: boolean;
  /** The first task's own input, for the preview. */
  sample?: object | undefined;
  save: ReactNode;
  onSave: () => Promise<unknown>;
}) {
  const { t } = useLingui();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ProblemError>();
  const [preview, setPreview] = useState(false);
  const fault = (pointer: string) => faultAt(error, pointer);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await onSave();
    } catch (thrown) {
      setError(asProblem(thrown));
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('[aria-invalid], [role="alert"]')?.scrollIntoView({ block: 'center' }),
      );
    }
    setBusy(false);
  };
  const part = { form, change, fault };
  return (
    <div className={styles.workshop}>
      <form className={styles.form} onSubmit={event => void submit(event)}>
        {begin}
        {error && <ProblemNote error={error} />}
        <Part number={1} title={<Trans>The task</Trans>}>
          <TextField
            label={t`Project name`}
            hint={<Trans>Workers see it.</Trans>}
            maxLength={120}
            required
            value={form.name}
            error={fault('/name')}
            onInput={event => change({ name: event.currentTarget.value })}
          />
          {agreed ? (
            <Note>
              <Trans>
                Question, price, time, overlap and gold share are what workers agreed to. They rest until a new project.
              </Trans>
            </Note>
          ) : (
            <TemplateFields {...part} />
          )}
        </Part>
        {guideline && (
          <Part number={2} title={<Trans>Guideline</Trans>}>
            <GuidelineFields
              summary={form.summary}
              markdown={form.markdown}
              change={change}
              fault={name => fault(`/guideline/${name}`)}
            />
          </Part>
        )}
        {!agreed && (
          <Part number={guideline ? 3 : 2} title={<Trans>Pay</Trans>}>
            <PayFields {...part} />
          </Part>
        )}
        <Part number={agreed ? 2 : guideline ? 4 : 3} title={<Trans>Quality and people</Trans>}>
          <QualityFields {...part} agreed={agreed} />
        </Part>
        <Part number={agreed ? 3 : guideline ? 5 : 4} title={<Trans>Budget</Trans>}>
          <TextField
            label={t`Budget (${form.currency})`}
            hint={
              <Trans>
                Left empty, the cost of all loaded tasks is reserved at launch. The project pauses by itself when the
                budget is used up.
              </Trans>
            }
            inputMode="decimal"
            pattern="(0|[1-9]\d{0,9})(\.\d{1,6})?"
            autoComplete="off"
            optional
            value={form.budget}
            error={fault('/budget')}
            onInput={event => change({ budget: event.currentTarget.value.replace(',', '.') })}
          />
        </Part>
        <div className={styles.foot}>
          <Button className={styles.peek ?? ''} onClick={() => setPreview(true)}>
            <Smartphone aria-hidden="true" />
            <Trans>Preview</Trans>
          </Button>
          <Button type="submit" tone="primary" busy={busy}>
            {save}
          </Button>
        </div>
      </form>
      <aside className={styles.beside} aria-label={t`Preview`}>
        <p className={styles.caption}>
          <Smartphone aria-hidden="true" />
          <Trans>As a worker sees it. Try it: nothing is sent.</Trans>
        </p>
        <PhonePreview form={form} input={sample} />
      </aside>
      <Sheet open={preview} onClose={() => setPreview(false)} title={<Trans>As a worker sees it</Trans>}>
        <PhonePreview form={form} input={sample} />
      </Sheet>
    </div>
  );
}

function Part({ number, title, children }: { number: number; title: ReactNode; children: ReactNode }) {
  return (
    <Card as="section" className={styles.part ?? ''}>
      <h2 className={styles.partTitle}>
        <span aria-hidden="true">{number}</span>
        {title}
      </h2>
      <Stack>{children}</Stack>
    </Card>
  );
}
