import { Trans } from '@lingui/react/macro';
import { Badge, Progress, Stack } from '~/ui';
import type { Inputs, Kind, Outputs, Templates } from './answer';
import styles from './answer.module.css';
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
          <div className={styles.room}>
            <div className={styles.compared}>
              <Compared side="A" text={(input as Inputs['preference']).a} chosen={choice === 'a'} />
              <Compared side="B" text={(input as Inputs['preference']).b} chosen={choice === 'b'} />
            </div>
          </div>
          {choice === 'equal' && (
            <div>
              <Badge tone="accent">
                <Trans>Equally good</Trans>
              </Badge>
            </div>
          )}
          {reason && <Passage text={reason} plain />}
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

function Compared({ side, text, chosen }: { side: string; text: string; chosen: boolean }) {
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
      <Passage text={text} />
    </section>
  );
}
