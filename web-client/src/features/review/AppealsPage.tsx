import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { Scale } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, asProblem, type ProblemError, type Schema, unwrap } from '~/api';
import { AnswerView, Given } from '~/features/answer';
import { useProject } from '~/features/projects';
import { VerdictName } from '~/features/tasks';
import {
  Button,
  ButtonLink,
  Card,
  cx,
  Empty,
  Loaded,
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
import { useReasonNames } from './reasons';
import styles from './review.module.css';

/** Verdicts that workers have appealed and this person may decide, the most urgent first. */
export function AppealsPage() {
  const { t } = useLingui();
  const pages = usePages(['appeals'], cursor =>
    unwrap(api.GET('/v1/appeals', { params: { query: { limit: 20, ...(cursor && { cursor }) } } })),
  );
  return (
    <Page
      title={<Trans>Appeals</Trans>}
      name={t`Appeals`}
      lead={<Trans>Never of your own verdicts. One that nobody answers in time is granted.</Trans>}
      actions={
        <ButtonLink tone="quiet" href="/reviews">
          <Trans>To the reviews</Trans>
        </ButtonLink>
      }
    >
      <Pages
        pages={pages}
        empty={
          <Empty icon={<Scale aria-hidden="true" />} title={<Trans>No open appeals</Trans>}>
            <p>
              <Trans>When a worker appeals a verdict that another person gave, it stands here with its deadline.</Trans>
            </p>
          </Empty>
        }
      >
        {appeals => (
          <Stack>
            {appeals.map(appeal => (
              <AppealCard key={appeal.appeal.id} {...appeal} />
            ))}
          </Stack>
        )}
      </Pages>
    </Page>
  );
}

function AppealCard({ appeal, item }: Schema<'Appeal'>) {
  const query = useProject(item.project_id);
  const reasons = useReasonNames();
  const { verdict } = item;
  return (
    <Card as="article">
      <Loaded query={query}>
        {({ project }) => (
          <>
            <Row between>
              <Row>
                <strong>{project.name}</strong>
                <span className={styles.soft}>{item.worker}</span>
              </Row>
              <span className={styles.due}>
                <Trans>
                  granted <Time value={appeal.due_at} as="relative" /> unless answered
                </Trans>
              </span>
            </Row>
            <div className={cx(styles.sides, project.kind === 'preference' && styles.stacked)}>
              <section className={styles.plainSide}>
                <h2 className={styles.side}>
                  <Trans>The task</Trans>
                </h2>
                <Given kind={project.kind} input={item.input} />
              </section>
              <section className={styles.plainSide}>
                <h2 className={styles.side}>
                  <Trans>The answer</Trans>
                </h2>
                <AnswerView kind={project.kind} input={item.input} template={project.template} output={item.output} />
              </section>
            </div>
            {verdict && (
              <Note tone="warn">
                <Row>
                  <VerdictName verdict={verdict.verdict} />
                  {verdict.reason_code && <span className={styles.soft}>{reasons[verdict.reason_code]}</span>}
                </Row>
                {verdict.text && <p>{verdict.text}</p>}
              </Note>
            )}
            <Note>
              <strong>
                <Trans>The worker says</Trans>
              </strong>
              <p className={styles.plea}>{appeal.text}</p>
            </Note>
            <Decision appeal={appeal} />
          </>
        )}
      </Loaded>
    </Card>
  );
}

function Decision({ appeal }: { appeal: Schema<'AppealState'> }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState<'upheld' | 'overturned'>();
  const [error, setError] = useState<ProblemError>();
  const decide = async (event: FormEvent, decision: 'upheld' | 'overturned') => {
    event.preventDefault();
    const form = (event.currentTarget as HTMLElement).closest('form');
    if (busy || !form?.reportValidity()) return;
    setBusy(decision);
    try {
      await unwrap(
        api.PUT('/v1/appeals/{appeal_id}/decision', {
          params: { path: { appeal_id: appeal.id } },
          body: { decision, text: text.trim() },
        }),
      );
      toast({ text: decision === 'upheld' ? t`The verdict stands.` : t`Overturned; the worker is paid.` });
      await queries.invalidateQueries({ queryKey: ['appeals'] });
    } catch (thrown) {
      setError(asProblem(thrown));
    }
    setBusy(undefined);
  };
  return (
    <form className={styles.decision} onSubmit={event => event.preventDefault()}>
      {error && <ProblemNote error={error} />}
      <TextArea
        label={t`Your decision, in words the worker reads`}
        rows={2}
        minLength={10}
        maxLength={4000}
        required
        className={styles.text ?? ''}
        value={text}
        error={error?.field('text')}
        onInput={event => setText(event.currentTarget.value)}
      />
      <Row>
        <Button tone="primary" busy={busy === 'overturned'} onClick={event => void decide(event, 'overturned')}>
          <Trans>Overturn and pay</Trans>
        </Button>
        <Button busy={busy === 'upheld'} onClick={event => void decide(event, 'upheld')}>
          <Trans>Uphold the verdict</Trans>
        </Button>
      </Row>
    </form>
  );
}
