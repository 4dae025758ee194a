import type { ReactNode } from 'react';
import { Choices } from './Choices';
import { Cloze } from './Cloze';
import { Code } from './Code';
import { Comparison } from './Comparison';
import { Critique } from './Critique';
import { ItemProse } from './ItemProse';
import type { Answer, ItemBody, ItemKind } from './item';
import styles from './item.module.css';
import { Numeric } from './Numeric';
import { Ordering } from './Ordering';
import { Essay, ShortText } from './Text';

export interface FormProps {
  body: ItemBody;
  answer: Answer;
  onChange: (answer: Answer) => void;
}

/** One item with its form, by its kind. It holds no state of the answer itself: `answer` in, `onChange` out. */
export function ItemForm({ kind, disabled, ...form }: FormProps & { kind: ItemKind; disabled?: boolean | undefined }) {
  return (
    <fieldset className={styles.form} disabled={disabled}>
      {kind !== 'cloze' && <ItemProse text={form.body.prompt} />}
      {asked(kind, form)}
    </fieldset>
  );
}

function asked(kind: ItemKind, form: FormProps): ReactNode {
  switch (kind) {
    case 'single_choice':
      return <Choices {...form} several={false} />;
    case 'multiple_choice':
      return <Choices {...form} several />;
    case 'numeric':
      return <Numeric {...form} />;
    case 'ordering':
      return <Ordering {...form} />;
    case 'short_text':
      return <ShortText {...form} />;
    case 'cloze':
      return <Cloze {...form} />;
    case 'essay':
      return <Essay {...form} />;
    case 'code':
      return <Code {...form} />;
    case 'comparison':
      return <Comparison {...form} />;
    case 'critique':
      return <Critique {...form} />;
  }
}
