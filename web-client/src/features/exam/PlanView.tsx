import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useItemKindNames } from '~/features/bank';
import { formatNumber, formatShare } from '~/i18n/format';
import { Badge, Card, Duration, Markdown, Money, Row, Stack } from '~/ui';
import styles from './exam.module.css';
import { itemsOf, type Plan } from './plan';

/** A plan to read. */
export function PlanView({ plan, minutes }: { plan: Plan; minutes: number }) {
  const { t } = useLingui();
  const kinds = useItemKindNames();
  const feedback = {
    score: t`The score of each section`,
    lines: t`Also each line of the rubric, with reasons`,
    items: t`Also each item, with its key: these items are then known`,
  };
  return (
    <Stack>
      <Card as="section">
        <h2 className={styles.title}>
          <Trans>Before it begins</Trans>
        </h2>
        <Markdown text={plan.introduction} under={2} />
      </Card>
      {plan.sections.map(section => (
        <Card key={section.key} as="section">
          <Row between>
            <h2 className={styles.title}>{section.title}</h2>
            <span className={styles.soft}>
              <Plural value={itemsOf(section)} one="# item" other="# items" />
              {section.seconds && (
                <>
                  {' · '}
                  <Duration seconds={section.seconds} />
                </>
              )}
            </span>
          </Row>
          {section.instructions && <p className={styles.soft}>{section.instructions}</p>}
          <ul className={styles.plain}>
            {section.draws.map((draw, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a draw is its place.
              <li key={index}>
                <Row>
                  {!section.adaptive && <strong>{formatNumber(draw.count)} ×</strong>}
                  {draw.tags?.map(tag => (
                    <Badge key={tag}>{tag}</Badge>
                  ))}
                  {draw.domain && <span>{draw.domain}</span>}
                  {draw.kinds?.map(kind => (
                    <span key={kind} className={styles.soft}>
                      {kinds[kind]}
                    </span>
                  ))}
                </Row>
              </li>
            ))}
          </ul>
          {section.adaptive ? (
            <p className={styles.soft}>
              <Trans>
                Adaptive: {formatNumber(section.adaptive.min_items)} to {formatNumber(section.adaptive.max_items)}{' '}
                items, until the error is {formatNumber(section.adaptive.target_error)} logits
              </Trans>
            </p>
          ) : (
            section.difficulty !== undefined && (
              <p className={styles.soft}>
                <Trans>
                  Mean difficulty {formatNumber(section.difficulty)} ± {formatNumber(section.tolerance ?? 0.3)} logits
                </Trans>
              </p>
            )
          )}
        </Card>
      ))}
      <Card as="section">
        <h2 className={styles.title}>
          <Trans>What each level takes</Trans>
        </h2>
        <ul className={styles.plain}>
          {plan.passes.map(({ level, score, sections }) => (
            <li key={level}>
              <strong>
                <Trans>Level {level}</Trans>
              </strong>{' '}
              <Trans>{formatShare(score)} of the whole</Trans>
              {Object.entries(sections ?? {}).map(([key, share]) => (
                <span key={key}>
                  {', '}
                  <Trans>
                    {formatShare(share)} of “{plan.sections.find(one => one.key === key)?.title ?? key}”
                  </Trans>
                </span>
              ))}
            </li>
          ))}
        </ul>
        <p className={styles.soft}>
          <Plural value={minutes} one="# minute at most" other="# minutes at most" />
          {plan.pay && (
            <>
              {' · '}
              <Money value={plan.pay} />
            </>
          )}
          {' · '}
          {feedback[plan.feedback ?? 'lines']}
        </p>
      </Card>
    </Stack>
  );
}
