import { Trans, useLingui } from '@lingui/react/macro';
import { Pencil } from 'lucide-react';
import { Button, useTick } from '~/ui';
import type { RubricLine } from './grades';
import styles from './grading.module.css';
import { type Given, UNDO } from './outbox';

/** The ten latest gradings of this visit; those that have not left can be opened and changed. */
export function Latest({ given, onOpen }: { given: readonly Given[]; onOpen: (id: string) => void }) {
  const { t } = useLingui();
  useTick(
    1_000,
    given.some(({ state }) => state === 'waiting'),
  );
  if (given.length === 0) return null;
  return (
    <section className={styles.latest} aria-label={t`Latest gradings`}>
      <h2 className={styles.side}>
        <Trans>Latest gradings</Trans>
      </h2>
      <ol className={styles.log}>
        {given
          .slice(-10)
          .reverse()
          .map(one => (
            <li key={one.grading.id} className={styles.entry}>
              <span className={styles.marks}>
                {one.grading.item.rubric.lines.map(line => (
                  <Grade key={line.key} line={line} grade={one.opinion.lines[line.key]?.grade} />
                ))}
              </span>
              <span className={styles.soft}>
                <Progress given={one} />
              </span>
              {(one.state === 'waiting' || one.state === 'failed') && (
                <Button size="small" tone="quiet" onClick={() => onOpen(one.grading.id)}>
                  <Pencil aria-hidden="true" />
                  <Trans>Open again</Trans>
                </Button>
              )}
            </li>
          ))}
      </ol>
    </section>
  );
}

function Grade({ line, grade }: { line: RubricLine; grade: number | undefined }) {
  const { t } = useLingui();
  return (
    <span
      className={grade !== undefined && grade < line.pass ? styles.below : undefined}
      title={line.title}
      role="img"
      aria-label={t`${line.title}: ${grade ?? '—'}`}
    >
      {grade ?? '—'}
    </span>
  );
}

function Progress({ given: { state, at, problem } }: { given: Given }) {
  switch (state) {
    case 'waiting':
      return <Trans>leaves in {Math.max(0, Math.ceil((at + UNDO - Date.now()) / 1000))} s</Trans>;
    case 'sending':
      return <Trans>leaving…</Trans>;
    case 'sent':
      return <Trans>sent</Trans>;
    case 'failed':
      return <span className={styles.bad}>{problem?.title}</span>;
  }
}
