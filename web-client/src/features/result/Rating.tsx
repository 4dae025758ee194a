import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Schema, unwrap } from '~/api';
import { Button, Card, ProblemNote, TextArea, toast } from '~/ui';
import styles from './result.module.css';

type Attempt = Schema<'Attempt'>;

/** Those who grade are told how useful their words were. */
export function Rating({ attempt }: { attempt: Attempt }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [useful, setUseful] = useState(attempt.feedback_rating);
  const [text, setText] = useState('');
  const rate = useMutation({
    mutationFn: (value: number) =>
      unwrap(
        api.PUT('/v1/attempts/{attempt_id}/feedback-rating', {
          params: { path: { attempt_id: attempt.id } },
          body: { useful: value, ...(text.trim() && { text: text.trim() }) },
        }),
      ),
    onSuccess: (_, value) => {
      client.setQueryData<Attempt>(['attempt', attempt.id], known => known && { ...known, feedback_rating: value });
      toast({ text: t`Thank you.` });
    },
  });
  return (
    <Card as="section">
      <fieldset>
        <legend className={styles.legend}>
          <Trans>How useful is this feedback to you?</Trans>
        </legend>
        <div className={styles.scale}>
          {[1, 2, 3, 4, 5].map(value => (
            <label key={value} className={styles.rate}>
              <input
                type="radio"
                name="useful"
                value={value}
                checked={useful === value}
                onChange={() => setUseful(value)}
              />
              <span>{value}</span>
            </label>
          ))}
        </div>
        <p className={styles.ends}>
          <span>
            <Trans>1: not at all</Trans>
          </span>
          <span>
            <Trans>5: very</Trans>
          </span>
        </p>
      </fieldset>
      {useful !== undefined && useful !== attempt.feedback_rating && (
        <>
          <TextArea
            label={<Trans>What would make it more useful?</Trans>}
            optional
            rows={2}
            maxLength={2000}
            value={text}
            onInput={event => setText(event.currentTarget.value)}
          />
          <div>
            <Button tone="primary" busy={rate.isPending} onClick={() => rate.mutate(useful)}>
              <Trans>Say so</Trans>
            </Button>
          </div>
        </>
      )}
      {rate.error && <ProblemNote error={rate.error} onRetry={() => useful !== undefined && rate.mutate(useful)} />}
    </Card>
  );
}
