import type { ReactNode } from 'react';
import type { Kind } from './answer';
import { Classification } from './Classification';
import { Preference } from './Preference';
import { Rubric } from './Rubric';
import { Writing } from './Writing';

export interface FormProps<Template, Output> {
  input: object;
  template: Template;
  output: Output;
  onChange: (output: Output) => void;
}

/** The form of one task, by its kind. It holds no state of the answer itself: `output` in, `onChange` out. */
export function AnswerForm({ kind, ...props }: { kind: Kind } & FormProps<object, object>): ReactNode {
  // The contract ties kind, template and output together, which its types cannot say.
  const given = props as never;
  switch (kind) {
    case 'classification':
      return <Classification {...(given as object as Parameters<typeof Classification>[0])} />;
    case 'preference':
      return <Preference {...(given as object as Parameters<typeof Preference>[0])} />;
    case 'writing':
      return <Writing {...(given as object as Parameters<typeof Writing>[0])} />;
    case 'rubric':
      return <Rubric {...(given as object as Parameters<typeof Rubric>[0])} />;
  }
}
