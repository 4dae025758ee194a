import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Markdown, Tabs, TextArea } from '~/ui';
import styles from './ordering.module.css';

/** The guideline: a summary of one screen, and the whole text in Markdown with a preview. */
export function GuidelineFields({
  summary,
  markdown,
  change,
  fault,
}: {
  summary: string;
  markdown: string;
  change: (patch: { summary?: string; markdown?: string }) => void;
  fault: (name: 'summary' | 'markdown') => string | undefined;
}) {
  const { t } = useLingui();
  const [side, setSide] = useState<'write' | 'read'>('write');
  return (
    <>
      <TextArea
        label={t`Summary`}
        hint={<Trans>What a worker sees before starting; one screen at most.</Trans>}
        rows={2}
        maxLength={500}
        required
        className={styles.short ?? ''}
        value={summary}
        error={fault('summary')}
        onInput={event => change({ summary: event.currentTarget.value })}
      />
      <Tabs
        label={t`Guideline`}
        tabs={[
          { key: 'write', title: <Trans>Write</Trans> },
          { key: 'read', title: <Trans>Preview</Trans> },
        ]}
        active={side}
        onChange={setSide}
      >
        {side === 'write' ? (
          <TextArea
            label={t`Guideline`}
            hint={<Trans>Markdown. Say what counts, show an example, and say what to do when in doubt.</Trans>}
            rows={12}
            maxLength={100000}
            required
            className={styles.long ?? ''}
            value={markdown}
            error={fault('markdown')}
            onInput={event => change({ markdown: event.currentTarget.value })}
          />
        ) : (
          <div className={styles.reading}>
            {markdown.trim() ? <Markdown text={markdown} under={2} /> : <Trans>Nothing is written yet.</Trans>}
          </div>
        )}
      </Tabs>
    </>
  );
}
