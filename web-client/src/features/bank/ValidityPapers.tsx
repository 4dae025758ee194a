import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Target } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, asProblem, newId, type ProblemError, type Schema, unwrap } from '~/api';
import { type Answer, ItemAnswer, ItemForm, tidy } from '~/features/item';
import { allows, useOrganisations } from '~/features/organisation';
import {
  Badge,
  Button,
  Card,
  Dialog,
  Empty,
  Loaded,
  Note,
  ProblemNote,
  Row,
  Stack,
  TextArea,
  Time,
  toast,
  useProblemWords,
} from '~/ui';
import styles from './bank.module.css';
import type { ItemDetail } from './draft';

type Paper = Schema<'ValidityPaper'>;

/** Answers whose grades are known. Mixed among the papers, they show how each reviewer grades. */
export function ValidityPapers({ item }: { item: ItemDetail }) {
  const { t } = useLingui();
  const [adding, setAdding] = useState(false);
  const all = useOrganisations();
  const may = allows(all.find(one => one.id === item.organisation_id)?.role, 'editor');
  const query = useQuery({
    queryKey: ['validity-papers', item.id],
    queryFn: async () =>
      (await unwrap(api.GET('/v1/items/{item_id}/validity-papers', { params: { path: { item_id: item.id } } }))).data,
  });
  return (
    <Stack>
      <Row between>
        <p className={styles.soft}>
          <Trans>
            Reviewers get them among the others and cannot tell them apart. What they give is held against these grades.
          </Trans>
        </p>
        {may && (
          <Button onClick={() => setAdding(true)}>
            <Plus aria-hidden="true" />
            <Trans>Add an answer</Trans>
          </Button>
        )}
      </Row>
      <Loaded query={query}>
        {papers =>
          papers.length === 0 ? (
            <Empty icon={<Target aria-hidden="true" />} title={<Trans>No answer with known grades yet</Trans>}>
              <p>
                <Trans>Without them, reviewers of this item can be measured against each other only.</Trans>
              </p>
            </Empty>
          ) : (
            <Stack>
              {papers.map(paper => (
                <PaperCard key={paper.id} item={item} paper={paper} may={may} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      <Dialog kind="wide" open={adding} onClose={() => setAdding(false)} title={t`An answer with known grades`}>
        <AddPaper item={item} onDone={() => setAdding(false)} />
      </Dialog>
    </Stack>
  );
}

function PaperCard({ item, paper, may }: { item: ItemDetail; paper: Paper; may: boolean }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const words = useProblemWords();
  const [busy, setBusy] = useState(false);
  const retire = async () => {
    if (busy) return;
    setBusy(true);
    try {
      await unwrap(api.DELETE('/v1/validity-papers/{paper_id}', { params: { path: { paper_id: paper.id } } }));
      toast({ text: t`It is shown to no more reviewers.` });
      await queries.invalidateQueries({ queryKey: ['validity-papers', item.id] });
    } catch (thrown) {
      toast({ text: words(thrown).title });
    }
    setBusy(false);
  };
  return (
    <Card as="article">
      <Row between>
        <Row>
          {item.key.rubric?.lines.map(line => (
            <Badge key={line.key} tone={(paper.grades[line.key] ?? 0) < line.pass ? 'bad' : 'good'}>
              {line.title}: {paper.grades[line.key] ?? '—'}
            </Badge>
          ))}
        </Row>
        {paper.state === 'retired' ? (
          <Badge>
            <Trans>Retired</Trans>
          </Badge>
        ) : (
          may && (
            <Button size="small" tone="quiet" busy={busy} onClick={() => void retire()}>
              <Trans>Retire</Trans>
            </Button>
          )
        )}
      </Row>
      <ItemAnswer kind={item.kind} body={item.body} answer={paper.answer} />
      {paper.note && (
        <p className={styles.soft} dir="auto">
          {paper.note}
        </p>
      )}
      <p className={styles.soft}>
        <Plural
          value={paper.graded}
          _0="Graded by nobody yet"
          one="Graded by # reviewer"
          other="Graded by # reviewers"
        />
        {paper.created_at && (
          <>
            {' · '}
            <Time value={paper.created_at} as="day" />
          </>
        )}
      </p>
    </Card>
  );
}

function AddPaper({ item, onDone }: { item: ItemDetail; onDone: () => void }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const lines = item.key.rubric?.lines ?? [];
  const [key] = useState(newId);
  const [answer, setAnswer] = useState<Answer>({});
  const [grades, setGrades] = useState<Record<string, number>>({});
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ProblemError>();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await unwrap(
        api.POST('/v1/items/{item_id}/validity-papers', {
          params: { path: { item_id: item.id }, header: { 'Idempotency-Key': key } },
          body: { answer: tidy(answer), grades, ...(note.trim() && { note: note.trim() }) },
        }),
      );
      await queries.invalidateQueries({ queryKey: ['validity-papers', item.id] });
      toast({ text: t`Added.` });
      onDone();
    } catch (thrown) {
      setError(asProblem(thrown));
      setBusy(false);
    }
  };
  return (
    <form onSubmit={event => void send(event)}>
      <Stack>
        {error && <ProblemNote error={error} />}
        <Note>
          <Trans>Best is a real answer on which careful people agreed. Write it, or paste it.</Trans>
        </Note>
        <ItemForm kind={item.kind} body={item.body} answer={answer} onChange={setAnswer} />
        {lines.map(line => (
          <fieldset key={line.key} className={styles.anchors}>
            <legend className={styles.legend}>{line.title}</legend>
            <div className={styles.scale}>
              {Array.from({ length: line.max + 1 }, (_, grade) => (
                <label key={`${line.key}-${String(grade)}`} className={styles.grade}>
                  <input
                    type="radio"
                    required
                    name={line.key}
                    checked={grades[line.key] === grade}
                    onChange={() => setGrades({ ...grades, [line.key]: grade })}
                  />
                  <span>{grade}</span>
                </label>
              ))}
            </div>
            {grades[line.key] !== undefined && line.anchors[String(grades[line.key])] && (
              <p className={styles.soft}>{line.anchors[String(grades[line.key])]}</p>
            )}
          </fieldset>
        ))}
        <TextArea
          label={t`Why these grades`}
          hint={<Trans>Shown to nobody who grades.</Trans>}
          optional
          rows={2}
          maxLength={2000}
          className={styles.short ?? ''}
          value={note}
          onInput={event => setNote(event.currentTarget.value)}
        />
        <Row>
          <Button type="submit" tone="primary" busy={busy}>
            <Trans>Add</Trans>
          </Button>
        </Row>
      </Stack>
    </form>
  );
}
