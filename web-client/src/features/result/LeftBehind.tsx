import { Plural, Trans } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Smartphone } from 'lucide-react';
import { forgetAnswers, keptAnswers, type LocalAnswer } from '~/features/desk';
import { Button, Note } from '~/ui';
import styles from './result.module.css';

/** Answers that this device has and the server never got: nobody's words are thrown away without a word. */
export function LeftBehind({ attemptId }: { attemptId: string }) {
  const client = useQueryClient();
  const queryKey = ['left-behind', attemptId];
  const { data = [] } = useQuery({
    queryKey,
    queryFn: async () => (await keptAnswers(attemptId)).filter(({ synced }) => !synced),
    staleTime: 0,
  });
  if (data.length === 0) return null;
  const texts = data.map(textOf).filter(text => text !== '');
  return (
    <Note tone="warn" icon={<Smartphone aria-hidden="true" />}>
      <p>
        <Plural
          value={data.length}
          one="# answer on this device did not reach the server before the test was closed."
          other="# answers on this device did not reach the server before the test was closed."
        />
      </p>
      {texts.map(text => (
        <p key={text} className={styles.words} dir="auto">
          {text}
        </p>
      ))}
      <div>
        <Button
          size="small"
          onClick={() => void forgetAnswers(attemptId).then(() => client.invalidateQueries({ queryKey }))}
        >
          <Trans>Take it off this device</Trans>
        </Button>
      </div>
    </Note>
  );
}

/** What was written in words. */
function textOf({ answer: { text, source, reason, value, gaps, marks = [] } }: LocalAnswer): string {
  const written = [text, source, value, ...Object.values(gaps ?? {}), reason, ...marks.map(mark => mark.reason)];
  return written.filter(Boolean).join('\n');
}
