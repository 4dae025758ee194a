import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowRight, ListChecks, PenLine, Scale, Tags } from 'lucide-react';
import { Link } from 'wouter';
import styles from './projects.module.css';

/** Four ways to begin, each a template that is complete enough to launch. */
export function Beginnings({ may, more }: { may: boolean; more?: boolean }) {
  const { t } = useLingui();
  const ways = [
    {
      kind: 'preference',
      icon: Scale,
      title: t`Compare two answers`,
      text: t`People choose the better of two and say why. For reward models and DPO.`,
    },
    {
      kind: 'writing',
      icon: PenLine,
      title: t`Write the ideal answer`,
      text: t`Experts write what a model should have said. For instruction tuning.`,
    },
    {
      kind: 'rubric',
      icon: ListChecks,
      title: t`Rate by a rubric`,
      text: t`An answer is scored line by line against anchors you define. For evaluation.`,
    },
    {
      kind: 'classification',
      icon: Tags,
      title: t`Sort into labels`,
      text: t`Each text gets one of your labels. For moderation, routing and filters.`,
    },
  ];
  return (
    <section className={styles.beginnings}>
      <div>
        <h2>
          {more ? <Trans>Begin another from a template</Trans> : <Trans>What would you like to have made?</Trans>}
        </h2>
        {!more && (
          <p className={styles.meta}>
            {may ? (
              <Trans>
                Each template is filled in already. Change what you like, load your tasks, and see the cost before
                anything starts.
              </Trans>
            ) : (
              <Trans>Nothing has been ordered yet. An editor or owner of the organisation can begin a project.</Trans>
            )}
          </p>
        )}
      </div>
      {may && (
        <ul className={styles.ways}>
          {ways.map(({ kind, icon: Icon, title, text }) => (
            <li key={kind}>
              <Link href={`/projects/new?kind=${kind}`} className={styles.way}>
                <Icon aria-hidden="true" />
                <strong>{title}</strong>
                <span>{text}</span>
                <ArrowRight aria-hidden="true" className={styles.arrow} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
