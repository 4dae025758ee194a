import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { AnswerForm, Given } from '~/features/answer';
import { Button, Money } from '~/ui';
import { type Form, templateOf } from './form';
import styles from './ordering.module.css';
import { useSamples } from './starters';

/** The task as a worker will see it: the worker's own components in the frame of a phone. Nothing in it is sent. */
export function PhonePreview({ form, input }: { form: Form; input?: object | undefined }) {
  const samples = useSamples();
  const [output, setOutput] = useState<object>({});
  const [kind, setKind] = useState(form.kind);
  if (kind !== form.kind) {
    setKind(form.kind);
    setOutput({});
  }
  const given = input ?? samples[form.kind];
  return (
    <div className={styles.phone}>
      <div className={styles.screen}>
        <div className={styles.bar}>
          <strong>{form.name || <Trans>Untitled project</Trans>}</strong>
          {Number(form.price) > 0 && /^[A-Z]{3}$/.test(form.currency) && (
            <Money value={{ amount: form.price, currency: form.currency }} className={styles.pay ?? ''} />
          )}
        </div>
        {form.summary && <p className={styles.summary}>{form.summary}</p>}
        <Given kind={form.kind} input={given} />
        <AnswerForm
          key={form.kind}
          kind={form.kind}
          input={given}
          template={templateOf(form)}
          output={output}
          onChange={setOutput}
        />
        <Button tone="primary" size="large" wide aria-disabled="true">
          <Trans>Send</Trans>
        </Button>
      </div>
    </div>
  );
}
