import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Schema } from '~/api';
import { Passage } from '~/features/answer';
import { ItemProse } from './ItemProse';
import type { Answer, ItemBody, ItemKind, Mark } from './item';
import styles from './item.module.css';

interface Props {
  kind: ItemKind;
  body: ItemBody;
  answer: Answer;
}

/** An answer as it was given, for reading. */
export function ItemAnswer(props: Props) {
  if (Object.keys(props.answer).length === 0) {
    return (
      <p className={styles.hint}>
        <Trans>No answer</Trans>
      </p>
    );
  }
  return <div className={styles.given}>{shown(props)}</div>;
}

function shown({ kind, body, answer }: Props): ReactNode {
  switch (kind) {
    case 'single_choice':
      return <Options body={body} ids={answer.choice === undefined ? [] : [answer.choice]} />;
    case 'multiple_choice':
      return <Options body={body} ids={answer.choices ?? []} />;
    case 'numeric':
      return (
        <p>
          <strong>
            {answer.value ?? '—'} {answer.unit ?? body.unit}
          </strong>
        </p>
      );
    case 'ordering':
      return <Ordered body={body} ids={answer.order ?? []} />;
    case 'short_text':
      return (
        <p dir="auto">
          <strong>{answer.text ?? '—'}</strong>
        </p>
      );
    case 'cloze':
      return <ItemProse text={body.prompt} gap={id => <strong key={id}>{answer.gaps?.[id] || '—'}</strong>} />;
    case 'essay':
      return <Passage text={answer.text ?? ''} plain />;
    case 'code':
      return <Program source={answer.source ?? ''} />;
    case 'comparison':
      return (
        <>
          <Preferred side={answer.preferred} />
          {answer.reason && <Passage text={answer.reason} plain />}
        </>
      );
    case 'critique':
      return <Marks body={body} marks={answer.marks ?? []} />;
  }
}

/** What is right, as far as the test tells it. */
export function ItemKeyView({
  kind,
  body,
  answer: key,
}: {
  kind: ItemKind;
  body: ItemBody;
  answer: Schema<'ItemKey'>;
}) {
  return (
    <div className={styles.given}>
      {right(kind, body, key)}
      {key.reference && <Passage text={key.reference} plain />}
    </div>
  );
}

function right(kind: ItemKind, body: ItemBody, key: Schema<'ItemKey'>): ReactNode {
  switch (kind) {
    case 'single_choice':
    case 'multiple_choice':
      return <Options body={body} ids={key.correct ?? []} />;
    case 'numeric':
      return (
        <p>
          <strong>
            {key.value} {key.unit ?? body.unit}
          </strong>
          {key.tolerance && !key.relative && ` ± ${key.tolerance}`}
          {key.tolerance && key.relative && ` ± ${Number(key.tolerance) * 100} %`}
        </p>
      );
    case 'ordering':
      return <Ordered body={body} ids={key.order ?? []} />;
    case 'short_text':
      return (
        <p dir="auto">
          <strong>{key.accepted?.join(' · ')}</strong>
        </p>
      );
    case 'cloze':
      return (
        <ItemProse text={body.prompt} gap={id => <strong key={id}>{key.gaps?.[id]?.join(' / ') ?? '—'}</strong>} />
      );
    case 'comparison':
      return <Preferred side={key.preferred} />;
    case 'critique':
      return <Marks body={body} marks={key.marks ?? []} />;
    case 'code':
    case 'essay':
      return null;
  }
}

function textOf(body: ItemBody, id: string): string {
  return body.options?.find(one => one.id === id)?.text ?? id;
}

function Options({ body, ids }: { body: ItemBody; ids: readonly string[] }) {
  return (
    <ul className={styles.plainList}>
      {ids.map(id => (
        <li key={id} dir="auto">
          {textOf(body, id)}
        </li>
      ))}
    </ul>
  );
}

function Ordered({ body, ids }: { body: ItemBody; ids: readonly string[] }) {
  return (
    <ol className={styles.plainList}>
      {ids.map(id => (
        <li key={id} dir="auto">
          {textOf(body, id)}
        </li>
      ))}
    </ol>
  );
}

function Program({ source }: { source: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard.
    <pre className={styles.program} dir="ltr" tabIndex={0}>
      <code>{source}</code>
    </pre>
  );
}

function Preferred({ side }: { side: Answer['preferred'] }) {
  return (
    <p>
      <strong>
        {side === 'a' && <Trans>A is better</Trans>}
        {side === 'b' && <Trans>B is better</Trans>}
        {side === 'equal' && <Trans>Equally good</Trans>}
        {side === undefined && '—'}
      </strong>
    </p>
  );
}

function Marks({ body, marks }: { body: ItemBody; marks: readonly Mark[] }) {
  return (
    <ul className={styles.plainList}>
      {marks.map(({ start, end, failure, reason }) => (
        <li key={`${start}-${end}`}>
          <q className={styles.quote} dir="auto">
            {body.response?.slice(start, end)}
          </q>
          {failure && <strong> {body.failures?.find(one => one.id === failure)?.text ?? failure}</strong>}
          {reason && <p dir="auto">{reason}</p>}
        </li>
      ))}
    </ul>
  );
}
