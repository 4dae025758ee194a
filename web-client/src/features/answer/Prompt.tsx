import { Trans } from '@lingui/react/macro';
import { Markdown } from '~/ui';
import type { Prompt as PromptValue } from './answer';
import styles from './answer.module.css';

/** What a model was asked: one text, or a conversation with who said what. */
export function Prompt({ value }: { value: PromptValue }) {
  if (typeof value === 'string') return <Passage text={value} />;
  return (
    <ol className={styles.talk}>
      {value.map((message, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a conversation is never reordered.
        <li key={index} className={styles[message.role]}>
          <span className={styles.role}>
            <Role of={message.role} />
          </span>
          <Markdown text={message.content} />
        </li>
      ))}
    </ol>
  );
}

function Role({ of }: { of: 'system' | 'user' | 'assistant' }) {
  switch (of) {
    case 'system':
      return <Trans>Instruction</Trans>;
    case 'user':
      return <Trans>Person</Trans>;
    case 'assistant':
      return <Trans>Model</Trans>;
  }
}

/** A framed text to read. */
export function Passage({ text, plain }: { text: string; plain?: boolean }) {
  return (
    <div className={styles.passage}>
      {plain ? (
        <div className={styles.plain} dir="auto">
          {text}
        </div>
      ) : (
        <Markdown text={text} />
      )}
    </div>
  );
}
