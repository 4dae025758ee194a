import { Trans, useLingui } from '@lingui/react/macro';
import { Smartphone } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { asProblem, type ProblemError } from '~/api';
import { Button, Card, ProblemNote, Sheet, Stack, TextField } from '~/ui';
import { BodyFields } from './BodyFields';
import styles from './bank.module.css';
import { type Draft, tidyItem } from './draft';
import { NumberField } from './fields';
import { ItemPreview } from './ItemPreview';
import { KeyFields } from './KeyFields';
import { RubricFields } from './RubricFields';

/** One form for an item of any kind, with the item as a worker sees it beside it. */
export function ItemEditor({
  draft,
  change,
  itemId,
  saved,
  begin,
  save,
  onSave,
}: {
  draft: Draft;
  change: (patch: Partial<Draft>) => void;
  /** Of an item that exists; then an answer can be tried. */
  itemId?: string;
  /** Whether the form holds what the server has. */
  saved: boolean;
  begin?: ReactNode;
  save: ReactNode;
  onSave: () => Promise<unknown>;
}) {
  const { t } = useLingui();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ProblemError>();
  const [preview, setPreview] = useState(false);
  const fault = (pointer: string) => error?.problem.errors?.find(one => one.pointer === pointer)?.detail;
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
  const part = { draft, change, fault };
  const shown = (
    <ItemPreview
      key={draft.kind}
      kind={draft.kind}
      body={tidyItem(draft.kind, draft.body, draft.key).body}
      itemId={itemId}
      saved={saved}
    />
  );
  return (
    <div className={styles.workshop}>
      <form className={styles.form} onSubmit={event => void submit(event)}>
        {begin}
        {error && <ProblemNote error={error} />}
        <Part number={1} title={<Trans>The question</Trans>}>
          <BodyFields {...part} />
        </Part>
        <Part number={2} title={<Trans>What is right</Trans>}>
          <KeyFields {...part} />
        </Part>
        <Part number={3} title={<Trans>Grading and feedback</Trans>}>
          <RubricFields {...part} />
        </Part>
        <Part number={4} title={<Trans>In the bank</Trans>}>
          <About {...part} isNew={itemId === undefined} />
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
        {shown}
      </aside>
      <Sheet open={preview} onClose={() => setPreview(false)} title={<Trans>As a worker sees it</Trans>}>
        {shown}
      </Sheet>
    </div>
  );
}

export function Part({ number, title, children }: { number: number; title: ReactNode; children: ReactNode }) {
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

function About({
  draft,
  change,
  fault,
  isNew,
}: {
  draft: Draft;
  change: (patch: Partial<Draft>) => void;
  fault: (pointer: string) => string | undefined;
  isNew: boolean;
}) {
  const { t } = useLingui();
  return (
    <>
      <TextField
        label={t`Title`}
        hint={<Trans>For authors; workers do not see it.</Trans>}
        required
        maxLength={120}
        value={draft.title}
        error={fault('/title')}
        onInput={event => change({ title: event.currentTarget.value })}
      />
      <div className={styles.pair}>
        <TextField
          label={t`Domain`}
          hint={<Trans>Small letters, with / between parts.</Trans>}
          required
          maxLength={80}
          pattern="[a-z0-9]+([\/_\-][a-z0-9]+)*"
          autoCapitalize="none"
          autoComplete="off"
          value={draft.domain}
          error={fault('/domain')}
          onInput={event => change({ domain: event.currentTarget.value })}
        />
        <TextField
          label={t`Tags`}
          hint={<Trans>Words with spaces between; tests draw by them.</Trans>}
          optional
          autoCapitalize="none"
          autoComplete="off"
          value={draft.tags}
          error={fault('/tags')}
          onInput={event => change({ tags: event.currentTarget.value })}
        />
        <NumberField
          label={t`Difficulty, your guess`}
          hint={<Trans>−4 easy, 0 half get it right, 4 hard. Yields to what is measured.</Trans>}
          optional
          min={-4}
          max={4}
          value={draft.difficulty}
          error={fault('/difficulty')}
          onNumber={difficulty => change({ difficulty })}
        />
        <NumberField
          label={t`Shown at most, times`}
          hint={<Trans>Then it is drawn no more.</Trans>}
          optional
          min={1}
          max={1_000_000}
          step={1}
          value={draft.cap}
          error={fault('/exposure_cap')}
          onNumber={cap => change({ cap })}
        />
      </div>
      {isNew ? (
        <TextField
          label={t`Your own key`}
          hint={<Trans>By which an import finds it again.</Trans>}
          optional
          maxLength={120}
          autoComplete="off"
          value={draft.externalKey}
          error={fault('/external_key')}
          onInput={event => change({ externalKey: event.currentTarget.value })}
        />
      ) : (
        <TextField
          label={t`What you changed`}
          hint={<Trans>For the history.</Trans>}
          optional
          maxLength={1000}
          value={draft.note}
          error={fault('/note')}
          onInput={event => change({ note: event.currentTarget.value })}
        />
      )}
    </>
  );
}
