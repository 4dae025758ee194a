import { Trans, useLingui } from '@lingui/react/macro';
import { Smartphone } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { asProblem, faultAt, type ProblemError } from '~/api';
import { type Asked, type Place, RequirementFields } from '~/features/requirements';
import { Button, Card, Note, ProblemNote, Sheet, Stack, TextField } from '~/ui';
import type { Form } from './form';
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
  place,
  begin,
  agreed = false,
  guideline = true,
  sample,
  save,
  onSave,
}: {
  form: Form;
  change: (patch: Partial<Form>) => void;
  place: Place;
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
  const [refused, setRefused] = useState<{ error: ProblemError; asked: Asked }>();
  const [preview, setPreview] = useState(false);
  const error = refused?.error;
  // Rows of what is asked come and go, and a fault is of the row that stood there when it was sent.
  const fault = (pointer: string, where?: 'inside' | 'here') =>
    pointer.startsWith('/requirements') && refused?.asked !== form.asked ? undefined : faultAt(error, pointer, where);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const page = event.currentTarget;
    setBusy(true);
    setRefused(undefined);
    try {
      await onSave();
    } catch (thrown) {
      setRefused({ error: asProblem(thrown), asked: form.asked });
      requestAnimationFrame(() => showFault(page));
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
        <Part number={agreed ? 2 : guideline ? 4 : 3} title={<Trans>Quality</Trans>}>
          <QualityFields {...part} agreed={agreed} />
        </Part>
        <Part number={agreed ? 3 : guideline ? 5 : 4} title={<Trans>Who may work on it</Trans>}>
          <RequirementFields
            asked={form.asked}
            change={patch => change({ asked: { ...form.asked, ...patch } })}
            fault={fault}
            place={place}
            pay={form}
          />
        </Part>
        <Part number={agreed ? 4 : guideline ? 6 : 5} title={<Trans>Budget</Trans>}>
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

/** Goes to the first field that something is wrong with, or to the words about it. */
function showFault(page: HTMLElement): void {
  const wrong = page.querySelector<HTMLElement>('[aria-invalid]');
  const control = wrong?.matches('fieldset') ? wrong.querySelector<HTMLElement>('input:checked, input') : wrong;
  control?.focus({ preventScroll: true });
  (wrong ?? page.querySelector('[role="alert"]'))?.scrollIntoView({ block: 'center' });
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
