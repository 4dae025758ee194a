import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Badge, Progress, Stack } from '~/ui';
import { WordsOnlyHere } from '~/ui/Differences';
import type { Inputs, Kind, Outputs, Templates } from './answer';
import styles from './answer.module.css';
import { DifferencesLegend, DifferencesToggle } from './DifferencesToggle';
import { Passage } from './Prompt';

/** An answer as it was given, for reading. */
export function AnswerView({
  kind,
  input,
  template,
  output,
}: {
  kind: Kind;
  input: object;
  template: object;
  output: object;
}) {
  switch (kind) {
    case 'classification': {
      const { label, comment } = output as Outputs['classification'];
      const title = (template as Templates['classification']).labels?.find(({ value }) => value === label)?.title;
      return (
        <Stack gap="tight">
          <div>
            <Badge tone="accent">{title ?? label ?? '—'}</Badge>
          </div>
          {comment && <Passage text={comment} plain />}
        </Stack>
      );
    }
    case 'preference': {
      const { choice, reason } = output as Outputs['preference'];
      return (
        <Stack gap="tight">
          <Comparison input={input as Inputs['preference']} choice={choice} />
          {choice === 'equal' && (
            <div>
              <Badge tone="accent">
                <Trans>Equally good</Trans>
              </Badge>
            </div>
          )}
          {reason && (
            <div>
              <p className={styles.role}>
                <Trans>The reason given</Trans>
              </p>
              <Passage text={reason} plain />
            </div>
          )}
        </Stack>
      );
    }
    case 'writing':
      return (
        <Passage
          text={(output as Outputs['writing']).response ?? ''}
          plain={(template as Templates['writing']).format === 'plain'}
        />
      );
    case 'rubric': {
      const { scores = {}, comment } = output as Outputs['rubric'];
      return (
        <Stack gap="tight">
          {(template as Templates['rubric']).lines?.map(line => (
            <div key={line.key} className={styles.scored}>
              <span>{line.title}</span>
              <Progress
                value={((scores[line.key] ?? line.min) - line.min) / (line.max - line.min)}
                label={line.title}
              />
              <strong>
                {scores[line.key] ?? '—'} / {line.max}
              </strong>
            </div>
          ))}
          {comment && <Passage text={comment} plain />}
        </Stack>
      );
    }
  }
}

function Comparison({ input: { a, b }, choice }: { input: Inputs['preference']; choice: string | undefined }) {
  const [differences, setDifferences] = useState(false);
  return (
    <div className={styles.room}>
      <div className={styles.compareBar}>
        <DifferencesToggle on={differences} onChange={setDifferences} />
        <DifferencesLegend on={differences} />
      </div>
      <div className={styles.compared}>
        <Compared side="A" text={a} other={differences ? b : undefined} chosen={choice === 'a'} />
        <Compared side="B" text={b} other={differences ? a : undefined} chosen={choice === 'b'} />
      </div>
    </div>
  );
}

/** One side; with `other`, what only this side has is marked. */
function Compared({
  side,
  text,
  other,
  chosen,
}: {
  side: string;
  text: string;
  other: string | undefined;
  chosen: boolean;
}) {
  return (
    <section className={styles.side} data-chosen={chosen || undefined}>
      <h3 className={styles.sideName}>
        {side}
        {chosen && (
          <Badge tone="accent">
            <Trans>Chosen</Trans>
          </Badge>
        )}
      </h3>
      {other === undefined ? <Passage text={text} /> : <WordsOnlyHere text={text} other={other} />}
    </section>
  );
}
