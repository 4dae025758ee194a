import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { Scale } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, asProblem, type ProblemError, type Schema, unwrap } from '~/api';
import { Material } from '~/features/grading';
import { ItemAnswer, ItemKeyView } from '~/features/item';
import { formatShare } from '~/i18n/format';
import {
  Badge,
  Button,
  ButtonLink,
  Card,
  Empty,
  Note,
  Page,
  Pages,
  ProblemNote,
  Row,
  Stack,
  TextArea,
  Time,
  toast,
  usePages,
} from '~/ui';
import styles from './correction.module.css';

type Case = Schema<'AttemptAppealCase'>;
type LineGrades = Schema<'LineGrades'>;

/** Keys and grades that workers challenge, the most urgent first; blind to who they are. */
export function AttemptAppealsPage() {
  const { t } = useLingui();
  const pages = usePages(['attempt-appeals'], cursor =>
    unwrap(api.GET('/v1/attempt-appeals', { params: { query: { limit: 20, ...(cursor && { cursor }) } } })),
  );
  return (
    <Page
      title={<Trans>Appeals of tests</Trans>}
      name={t`Appeals of tests`}
      lead={<Trans>Never of your own grades or of your own attempt. One that nobody answers in time is granted.</Trans>}
      actions={
        <ButtonLink tone="quiet" href="/gradings">
          <Trans>To the grading</Trans>
        </ButtonLink>
      }
    >
      <Pages
        pages={pages}
        empty={
          <Empty icon={<Scale aria-hidden="true" />} title={<Trans>No open appeals</Trans>}>
            <p>
              <Trans>When a worker challenges a key or a grade, it stands here with its deadline.</Trans>
            </p>
          </Empty>
        }
      >
        {cases => (
          <Stack>
            {cases.map(one => (
              <AppealCard key={one.id} appeal={one} />
            ))}
          </Stack>
        )}
      </Pages>
    </Page>
  );
}

function AppealCard({ appeal }: { appeal: Case }) {
  const { kind, body, key, answer, score, gradings = [], against, name, due_at, text } = appeal;
  return (
    <Card as="article">
      <Row between>
        <Row>
          <strong>{name}</strong>
          <Badge tone="brass">
            {against === 'key' ? <Trans>Challenges the key</Trans> : <Trans>Appeals the grade</Trans>}
          </Badge>
          {score !== undefined && (
            <span className={styles.soft}>
              <Trans>{formatShare(score)} of the points</Trans>
            </span>
          )}
        </Row>
        <span className={styles.due}>
          <Trans>
            granted <Time value={due_at} as="relative" /> unless answered
          </Trans>
        </span>
      </Row>
      <div className={styles.sides}>
        <section className={styles.part}>
          <h2 className={styles.side}>
            <Trans>The question</Trans>
          </h2>
          <Material body={body} />
          {key && against === 'key' && (
            <>
              <h2 className={styles.side}>
                <Trans>The key</Trans>
              </h2>
              <ItemKeyView kind={kind} body={body} answer={key} />
              {key.explanation && <p className={styles.soft}>{key.explanation}</p>}
            </>
          )}
        </section>
        <section className={styles.part}>
          <h2 className={styles.side}>
            <Trans>The answer</Trans>
          </h2>
          <ItemAnswer kind={kind} body={body} answer={answer ?? {}} />
        </section>
      </div>
      {gradings.length > 0 && <Given appeal={appeal} gradings={gradings} />}
      <Note>
        <strong>
          <Trans>The worker says</Trans>
        </strong>
        <p className={styles.plea} dir="auto">
          {text}
        </p>
      </Note>
      <Decision appeal={appeal} />
    </Card>
  );
}

/** What graders gave, line by line, without names. */
function Given({ appeal, gradings }: { appeal: Case; gradings: readonly LineGrades[] }) {
  const lines = appeal.key?.rubric?.lines ?? [];
  return (
    <div className={styles.given}>
      {gradings.map((grades, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: graders have no names here, only a place.
        <section key={index} className={styles.grading}>
          <h2 className={styles.side}>
            <Trans>Grading {index + 1}</Trans>
          </h2>
          {Object.entries(grades).map(([key, { grade, reason }]) => {
            const line = lines.find(one => one.key === key);
            return (
              <p key={key}>
                <strong>
                  {line?.title ?? key}: {grade}
                  {line && ` / ${line.max}`}
                </strong>
                {reason && <span className={styles.soft}> {reason}</span>}
              </p>
            );
          })}
        </section>
      ))}
    </div>
  );
}

function Decision({ appeal }: { appeal: Case }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [grades, setGrades] = useState<Record<string, number>>({});
  const [busy, setBusy] = useState<'upheld' | 'overturned'>();
  const [error, setError] = useState<ProblemError>();
  const [lacking, setLacking] = useState(false);
  const lines = appeal.against === 'grade' ? (appeal.key?.rubric?.lines ?? []) : [];
  const decide = async (event: FormEvent, decision: 'upheld' | 'overturned') => {
    event.preventDefault();
    const form = (event.currentTarget as HTMLElement).closest('form');
    if (busy || !form?.reportValidity()) return;
    const ungraded = lines.some(({ key }) => grades[key] === undefined);
    setLacking(decision === 'overturned' && ungraded);
    if (decision === 'overturned' && ungraded) return;
    setBusy(decision);
    try {
      await unwrap(
        api.PUT('/v1/attempt-appeals/{appeal_id}/decision', {
          params: { path: { appeal_id: appeal.id } },
          body: {
            decision,
            text: text.trim(),
            ...(decision === 'overturned' &&
              lines.length > 0 && {
                grades: Object.fromEntries(Object.entries(grades).map(([key, grade]) => [key, { grade }])),
              }),
          },
        }),
      );
      toast({ text: decision === 'upheld' ? t`It stands as it was.` : t`Overturned; the attempt is decided anew.` });
      await queries.invalidateQueries({ queryKey: ['attempt-appeals'] });
    } catch (thrown) {
      setError(asProblem(thrown));
    }
    setBusy(undefined);
  };
  return (
    <form className={styles.decision} onSubmit={event => event.preventDefault()}>
      {error && <ProblemNote error={error} />}
      {lines.map(line => (
        <fieldset key={line.key} className={styles.regrade}>
          <legend className={styles.legend}>{line.title}</legend>
          <div className={styles.scale}>
            {Array.from({ length: line.max + 1 }, (_, grade) => (
              <label key={`${line.key}-${String(grade)}`} className={styles.grade}>
                <input
                  type="radio"
                  name={`${appeal.id}-${line.key}`}
                  checked={grades[line.key] === grade}
                  onChange={() => setGrades({ ...grades, [line.key]: grade })}
                />
                <span>{grade}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      {lacking && (
        <p className={styles.bad} role="alert">
          <Trans>To overturn a grade, give the new one on every line.</Trans>
        </p>
      )}
      <TextArea
        label={t`Your decision, in words the worker reads`}
        rows={2}
        minLength={10}
        maxLength={4000}
        required
        className={styles.short ?? ''}
        value={text}
        error={error?.field('text')}
        onInput={event => setText(event.currentTarget.value)}
      />
      <Row>
        <Button tone="primary" busy={busy === 'overturned'} onClick={event => void decide(event, 'overturned')}>
          {appeal.against === 'key' ? <Trans>The key is wrong</Trans> : <Trans>Overturn the grade</Trans>}
        </Button>
        <Button busy={busy === 'upheld'} onClick={event => void decide(event, 'upheld')}>
          {appeal.against === 'key' ? <Trans>The key is right</Trans> : <Trans>Uphold the grade</Trans>}
        </Button>
        {appeal.against === 'key' && (
          <ButtonLink tone="quiet" href={`/corrections?kind=key&item=${appeal.item_id}`}>
            <Trans>Correct it for everybody</Trans>
          </ButtonLink>
        )}
      </Row>
    </form>
  );
}
