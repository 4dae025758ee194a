import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Markdown, Tabs, TextArea } from '~/ui';
import type { FormProps } from './AnswerForm';
import type { Outputs, Templates } from './answer';
import styles from './answer.module.css';
import { WordCount } from './WordCount';

/** An answer written from nothing, with a preview when it is Markdown. */
export function Writing({ template, output, onChange }: FormProps<Templates['writing'], Outputs['writing']>) {
  const { t } = useLingui();
  const [tab, setTab] = useState<'write' | 'preview'>('write');
  const text = output.response ?? '';
  const editor = (
    <TextArea
      label={<Trans>Your answer</Trans>}
      rows={12}
      value={text}
      data-place="response"
      className={styles.editor}
      onInput={event => onChange({ ...output, response: event.currentTarget.value })}
    />
  );
  return (
    <div>
      <h3 className={styles.question} dir="auto">
        {template.question}
      </h3>
      {template.format === 'plain' ? (
        editor
      ) : (
        <Tabs
          label={t`Your answer`}
          active={tab}
          onChange={setTab}
          tabs={[
            { key: 'write', title: <Trans>Write</Trans> },
            { key: 'preview', title: <Trans>Preview</Trans> },
          ]}
        >
          {tab === 'write' ? (
            editor
          ) : (
            <div className={styles.preview}>
              {text.trim() ? <Markdown text={text} /> : <Trans>Nothing written yet.</Trans>}
            </div>
          )}
        </Tabs>
      )}
      <WordCount text={text} min={template.min_words} max={template.max_words} />
    </div>
  );
}
