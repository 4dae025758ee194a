import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { api, asProblem, type ProblemError, type Schema, unwrap } from '~/api';
import { type Answer, ItemForm, type ItemKind, tidy } from '~/features/item';
import { formatShare } from '~/i18n/format';
import { Badge, Button, Note, ProblemNote, Row } from '~/ui';
import styles from './bank.module.css';
import type { Draft } from './draft';
import { PhoneFrame } from './PhoneFrame';

/**
 * The item as a worker sees it on a phone, and what an answer to it would be marked. Nothing is recorded. The mark is by
 * what is saved, so `saved` says whether that is what is shown.
 */
export function ItemPreview({
  kind,
  body,
  itemId,
  saved,
}: {
  kind: ItemKind;
  body: Draft['body'];
  itemId?: string | undefined;
  saved: boolean;
}) {
  const [answer, setAnswer] = useState<Answer>({});
  const [mark, setMark] = useState<Schema<'Mark'>>();
  const [error, setError] = useState<ProblemError>();
  const [busy, setBusy] = useState(false);
  const attempt = async (id: string) => {
    setBusy(true);
    setError(undefined);
    try {
      setMark(
        await unwrap(
          api.POST('/v1/items/{item_id}/trial-answer', {
            params: { path: { item_id: id } },
            body: { answer: tidy(answer) },
          }),
        ),
      );
    } catch (thrown) {
      setError(asProblem(thrown));
    }
    setBusy(false);
  };
  return (
    <>
      <PhoneFrame title={<Trans>Item 1 of 1</Trans>}>
        <ItemForm
          kind={kind}
          body={body}
          answer={answer}
          onChange={next => {
            setAnswer(next);
            setMark(undefined);
          }}
        />
      </PhoneFrame>
      {itemId && (
        <div className={styles.trial}>
          <Row>
            <Button busy={busy} onClick={() => void attempt(itemId)}>
              <FlaskConical aria-hidden="true" />
              <Trans>Mark this answer</Trans>
            </Button>
            <span className={styles.soft}>
              {saved ? <Trans>Nothing is recorded.</Trans> : <Trans>By what is saved, not by your changes.</Trans>}
            </span>
          </Row>
          <div role="status">
            {error && <ProblemNote error={error} />}
            {mark && <MarkNote mark={mark} />}
          </div>
        </div>
      )}
    </>
  );
}

function MarkNote({ mark }: { mark: Schema<'Mark'> }) {
  const { t } = useLingui();
  const { score, waits, parts = [], problem } = mark;
  return (
    <Note tone={problem ? 'bad' : score === undefined || score < 1 ? 'brass' : 'good'}>
      <strong>{score === undefined ? t`Nothing is marked by the key` : t`${formatShare(score)} of the points`}</strong>
      {waits && (
        <p>
          <Trans>The rest waits for two people who grade it.</Trans>
        </p>
      )}
      {problem && <p>{problem}</p>}
      {parts.length > 0 && (
        <details>
          <summary className={styles.summary}>
            <Plural value={parts.length} one="# part" other="# parts" />
          </summary>
          <ul className={styles.parts}>
            {parts.map(({ name, score: part, text }) => (
              <li key={name}>
                <Badge tone={part >= 1 ? 'good' : part > 0 ? 'brass' : 'bad'}>{formatShare(part)}</Badge> {name}
                {text && <span className={styles.soft}> {text}</span>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Note>
  );
}
