import { Trans } from '@lingui/react/macro';
import { Stack } from '~/ui';
import type { Inputs, Kind } from './answer';
import styles from './answer.module.css';
import { Passage, Prompt } from './Prompt';

/** What a task shows before anything is asked, except for the two sides of a comparison. */
export function Given({ kind, input }: { kind: Kind; input: object }) {
  switch (kind) {
    case 'classification': {
      const { title, text, context } = input as Inputs['classification'];
      return (
        <Stack>
          <Title text={title} />
          {context && (
            <div className={styles.context}>
              <Passage text={context} plain />
            </div>
          )}
          <Passage text={text} plain />
        </Stack>
      );
    }
    case 'preference':
    case 'writing': {
      const { title, prompt } = input as Inputs['writing'];
      return (
        <Stack>
          <Title text={title} />
          <Prompt value={prompt} />
        </Stack>
      );
    }
    case 'rubric': {
      const { title, prompt, response } = input as Inputs['rubric'];
      return (
        <Stack>
          <Title text={title} />
          <Prompt value={prompt} />
          <h3 className={styles.small}>
            <Trans>The answer to rate</Trans>
          </h3>
          <Passage text={response} />
        </Stack>
      );
    }
  }
}

function Title({ text }: { text: string | undefined }) {
  return text ? <h3 className={styles.taskTitle}>{text}</h3> : null;
}
