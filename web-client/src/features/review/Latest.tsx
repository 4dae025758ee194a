import { Trans, useLingui } from '@lingui/react/macro';
import { Undo2 } from 'lucide-react';
import { VerdictName } from '~/features/tasks';
import { Button, useTick } from '~/ui';
import { type Given, UNDO } from './batch';
import styles from './review.module.css';

/** The ten latest verdicts of this visit, and how far each has come. */
export function Latest({ given, onUndo }: { given: readonly Given[]; onUndo: () => void }) {
  const { t } = useLingui();
  const waiting = given.some(({ state }) => state === 'waiting');
  useTick(1_000, waiting);
  if (given.length === 0) return null;
  const last = given.findLast(({ state }) => state === 'waiting');
  return (
    <section className={styles.latest} aria-label={t`Latest verdicts`}>
      <h2 className={styles.side}>
        <Trans>Latest verdicts</Trans>
      </h2>
      <ol className={styles.log}>
        {given
          .slice(-10)
          .reverse()
          .map(one => (
            <li key={one.item.submission_id} className={styles.entry}>
              <span className={styles.who}>{one.item.worker}</span>
              <VerdictName verdict={one.body.verdict} />
              <span className={styles.soft}>
                <Progress given={one} />
              </span>
              {one === last && (
                <Button size="small" tone="quiet" onClick={onUndo}>
                  <Undo2 aria-hidden="true" />
                  <Trans>Undo</Trans>
                </Button>
              )}
            </li>
          ))}
      </ol>
    </section>
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
