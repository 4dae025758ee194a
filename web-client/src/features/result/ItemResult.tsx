import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import type { Schema } from '~/api';
import { ItemAnswer, ItemKeyView, ItemProse } from '~/features/item';
import { formatNumber, formatShare } from '~/i18n/format';
import { Badge, Button, Card, Markdown, Row } from '~/ui';
import { AppealDialog, AppealState } from './Appeals';
import styles from './result.module.css';
import { Bar } from './Scores';

type Attempt = Schema<'Attempt'>;
type Item = NonNullable<Schema<'AttemptResult'>['items']>[number];
type Line = NonNullable<Item['lines']>[number];

/** One item of a result: what was asked, what was answered, what is right, the grades with their reasons, and the way to object. */
export function ItemResult({ attempt, item, number }: { attempt: Attempt; item: Item; number: number }) {
  const [against, setAgainst] = useState<'key' | 'grade'>();
  const appeals = attempt.appeals?.filter(({ item_id }) => item_id === item.item_id) ?? [];
  const { body, key } = item;
  return (
    <Card as="article">
      <Row between>
        <h3 className={styles.itemTitle}>
          <Trans>Item {number}</Trans>
        </h3>
        {item.counts === false ? (
          <Badge>
            <Trans>does not count</Trans>
          </Badge>
        ) : (
          item.score !== undefined && (
            <Badge tone={item.score >= 1 ? 'good' : item.score > 0 ? 'warn' : 'bad'}>{formatShare(item.score)}</Badge>
          )
        )}
      </Row>
      {item.counts === false && (
        <p className={styles.sub}>
          <Trans>
            It was on trial, or was taken out because something was wrong with it. It changes nothing for you.
          </Trans>
        </p>
      )}
      {body && (
        <details className={styles.question}>
          <summary>
            <Trans>The question</Trans>
          </summary>
          <ItemProse text={body.prompt} under={3} />
        </details>
      )}
      {body && item.answer && (
        <div>
          <p className={styles.label}>
            <Trans>Your answer</Trans>
          </p>
          <ItemAnswer kind={item.kind} body={body} answer={item.answer} />
        </div>
      )}
      {body && key && (
        <div>
          <p className={styles.label}>
            <Trans>What is right</Trans>
          </p>
          <ItemKeyView kind={item.kind} body={body} answer={key} />
        </div>
      )}
      {(item.explanation ?? key?.explanation) && (
        <div>
          <p className={styles.label}>
            <Trans>Why</Trans>
          </p>
          <Markdown text={item.explanation ?? key?.explanation ?? ''} under={3} />
        </div>
      )}
      {item.lines?.map(line => (
        <RubricLine key={line.key} line={line} />
      ))}
      {item.comments && item.comments.length > 0 && (
        <div>
          <p className={styles.label}>
            <Trans>What the graders say</Trans>
          </p>
          {item.comments.map(comment => (
            <p key={comment} className={styles.words} dir="auto">
              {comment}
            </p>
          ))}
        </div>
      )}
      {appeals.map(appeal => (
        <AppealState key={appeal.id} appeal={appeal} />
      ))}
      {item.may_appeal && item.may_appeal.length > 0 && (
        <Row>
          {item.may_appeal.includes('grade') && (
            <Button size="small" onClick={() => setAgainst('grade')}>
              <Trans>Appeal the grade</Trans>
            </Button>
          )}
          {item.may_appeal.includes('key') && (
            <Button size="small" tone="quiet" onClick={() => setAgainst('key')}>
              <Trans>Challenge this item</Trans>
            </Button>
          )}
        </Row>
      )}
      {against && (
        <AppealDialog
          attemptId={attempt.id}
          itemId={item.item_id}
          against={against}
          number={number}
          onClose={() => setAgainst(undefined)}
        />
      )}
    </Card>
  );
}

/** One line of the rubric: the grade, what would have passed, and why it is as it is. */
function RubricLine({ line }: { line: Line }) {
  const { grade, max, pass, anchor, reasons = [] } = line;
  const shown = formatNumber(grade, { maximumFractionDigits: 1 });
  return (
    <div className={styles.rubric}>
      <Bar
        name={line.title}
        value={grade / max}
        needed={pass / max}
        says={
          <Trans>
            {shown} of {max}, needed {pass}
          </Trans>
        }
      />
      {reasons.map(({ text, quotes = [] }) => (
        <div key={text} className={styles.reason}>
          <p dir="auto">{text}</p>
          {quotes.map(quote => (
            <blockquote key={quote} className={styles.quote} dir="auto">
              {quote}
            </blockquote>
          ))}
        </div>
      ))}
      {anchor && grade < pass && (
        <p className={styles.anchor}>
          <span className={styles.label}>
            <Trans>What a passing answer looks like</Trans>
          </span>
          <span dir="auto">{anchor}</span>
        </p>
      )}
    </div>
  );
}
