import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { CircleCheck, FileUp, TriangleAlert } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { asProblem, newId, type ProblemError } from '~/api';
import { useSamples } from '~/features/ordering';
import { type Project, useProjectChanged } from '~/features/projects';
import { formatNumber, formatShare } from '~/i18n/format';
import { Button, ButtonLink, Card, cx, Note, ProblemNote, Progress, Row, Stack } from '~/ui';
import { exampleFile, exampleGold, saveText } from './example';
import { LineFaults } from './LineFaults';
import { lineFaults, MENDABLE, mended, rowsOf } from './lines';
import styles from './tasks.module.css';
import { type Format, formatOf, sendTasks, type Upload } from './upload';

interface Chosen {
  name: string;
  size: number;
  blob: Blob;
  format: Format;
  /** Its rows, when they can be mended on the page. */
  rows?: string[] | undefined;
}

type Stage =
  | { at: 'choose' }
  | { at: 'sending'; share: number }
  | { at: 'refused'; problem: ProblemError }
  | { at: 'loaded'; upload: Upload };

/** Loading tasks: choose or drop a file, watch it go, mend what is wrong line by line, or load the good lines. */
export function UploadPanel({ project }: { project: Project }) {
  const { t } = useLingui();
  const changed = useProjectChanged();
  const [chosen, setChosen] = useState<Chosen>();
  const [stage, setStage] = useState<Stage>({ at: 'choose' });
  const [mends, setMends] = useState<ReadonlyMap<number, string>>(new Map());
  const [over, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController>(undefined);
  const key = useRef<{ of: string; key: string }>(undefined);

  const choose = async (file: File | undefined) => {
    if (!file) return;
    const start = await file.slice(0, 64).text();
    const format = formatOf(file.name, start);
    const rows = file.size <= MENDABLE ? rowsOf(await file.text(), format) : undefined;
    const next = { name: file.name, size: file.size, blob: file, format, rows };
    setChosen(next);
    setMends(new Map());
    await send(next, false, new Map());
  };
  const send = async (what: Chosen, partial: boolean, changes: ReadonlyMap<number, string>) => {
    const blob = what.rows && changes.size > 0 ? new Blob([mended(what.rows, changes)]) : what.blob;
    // The same key when the very same thing is sent again, so that a lost answer loads nothing twice.
    const of = `${what.name} ${what.size} ${partial} ${JSON.stringify([...changes])}`;
    if (key.current?.of !== of) key.current = { of, key: newId() };
    stop.current = new AbortController();
    setStage({ at: 'sending', share: 0 });
    try {
      const upload = await sendTasks(project.id, blob, {
        format: what.format,
        partial,
        key: key.current.key,
        onProgress: share => setStage({ at: 'sending', share }),
        signal: stop.current.signal,
      });
      setStage({ at: 'loaded', upload });
      changed(project.id);
    } catch (thrown) {
      if (thrown instanceof DOMException && thrown.name === 'AbortError') setStage({ at: 'choose' });
      else setStage({ at: 'refused', problem: asProblem(thrown) });
    }
  };
  const again = () => {
    if (picker.current) picker.current.value = '';
    picker.current?.click();
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void choose(event.dataTransfer.files[0]);
  };

  return (
    <Stack>
      <input
        ref={picker}
        type="file"
        className={styles.picker}
        aria-label={t`File of tasks`}
        accept=".ndjson,.jsonl,.json,.csv,application/x-ndjson,text/csv"
        tabIndex={-1}
        onChange={event => void choose(event.currentTarget.files?.[0])}
      />
      {stage.at === 'choose' && (
        <section
          className={cx(styles.drop, over && styles.over)}
          aria-label={t`Load tasks`}
          onDragOver={event => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <FileUp aria-hidden="true" />
          <div>
            <strong>
              <Trans>Drop a file here, or choose one</Trans>
            </strong>
            <p className={styles.soft}>
              <Trans>
                NDJSON or CSV, one task per row, up to a million. Nothing is loaded when a line is wrong, unless you say
                so.
              </Trans>
            </p>
          </div>
          <Button tone="primary" onClick={again}>
            <Trans>Choose a file</Trans>
          </Button>
          <Examples project={project} />
        </section>
      )}
      {stage.at === 'sending' && (
        <Card>
          <Row between>
            <strong className={styles.file}>{chosen?.name}</strong>
            <span className={styles.soft} role="status">
              {stage.share < 1 ? formatShare(stage.share) : <Trans>Checking every line…</Trans>}
            </span>
          </Row>
          <Progress value={stage.share} label={t`Sent`} />
          <div>
            <Button size="small" onClick={() => stop.current?.abort()}>
              <Trans>Stop</Trans>
            </Button>
          </div>
        </Card>
      )}
      {stage.at === 'refused' && chosen && (
        <Refused
          chosen={chosen}
          problem={stage.problem}
          mends={mends}
          onMend={(line, text) => setMends(before => new Map(before).set(line, text))}
          onSend={partial => void send(chosen, partial, partial ? new Map() : mends)}
          onChoose={again}
        />
      )}
      {stage.at === 'loaded' && (
        <Loaded project={project} upload={stage.upload} onAgain={() => setStage({ at: 'choose' })} />
      )}
    </Stack>
  );
}

function Refused({
  chosen,
  problem,
  mends,
  onMend,
  onSend,
  onChoose,
}: {
  chosen: Chosen;
  problem: ProblemError;
  mends: ReadonlyMap<number, string>;
  onMend: (line: number, text: string) => void;
  onSend: (partial: boolean) => void;
  onChoose: () => void;
}) {
  const faults = lineFaults(problem.problem.errors);
  // Any other refusal, such as that of a header, leaves no line to load.
  const someGood = problem.code === 'lines_invalid';
  const other = (
    <Button onClick={onChoose}>
      <Trans>Choose another file</Trans>
    </Button>
  );
  if (faults.length === 0) {
    return (
      <ProblemNote error={problem} onRetry={problem.retryable ? () => onSend(false) : undefined}>
        <div>{other}</div>
      </ProblemNote>
    );
  }
  return (
    <Card as="section">
      <Note tone="bad" role="alert" icon={<TriangleAlert aria-hidden="true" />}>
        <strong>{problem.title}</strong>
        <p>
          {someGood ? (
            <Trans>Nothing was loaded from {chosen.name}. Mend the lines here, or load the good ones.</Trans>
          ) : (
            <Trans>
              Nothing was loaded from {chosen.name}, for it has no line that is good. Mend what is named here, or choose
              another file.
            </Trans>
          )}
        </p>
      </Note>
      <LineFaults faults={faults} rows={chosen.rows} mends={mends} onMend={onMend} />
      <Row>
        {mends.size > 0 && (
          <Button tone="primary" onClick={() => onSend(false)}>
            <Trans>Load with the mended lines</Trans>
          </Button>
        )}
        {someGood && (
          <Button tone={mends.size > 0 ? 'secondary' : 'primary'} onClick={() => onSend(true)}>
            <Trans>Load the good lines</Trans>
          </Button>
        )}
        {other}
      </Row>
    </Card>
  );
}

function Loaded({ project, upload, onAgain }: { project: Project; upload: Upload; onAgain: () => void }) {
  return (
    <Card as="section">
      <Note tone="good" role="status" icon={<CircleCheck aria-hidden="true" />}>
        <strong>
          <Plural value={upload.accepted} one="# task loaded" other="# tasks loaded" />
        </strong>
        <p>
          <Plural
            value={upload.gold}
            _0="None of them is gold."
            one="One of them is gold."
            other="# of them are gold."
          />{' '}
          {upload.rejected > 0 && (
            <Plural
              value={upload.rejected}
              one="One line was left out."
              other={`${formatNumber(upload.rejected)} lines were left out.`}
            />
          )}
        </p>
      </Note>
      {upload.errors.length > 0 && <LineFaults faults={upload.errors} />}
      <Row>
        {project.state === 'draft' && (
          <ButtonLink tone="primary" href={`/projects/${project.id}`}>
            <Trans>Look at the estimate</Trans>
          </ButtonLink>
        )}
        <Button onClick={onAgain}>
          <Trans>Load more</Trans>
        </Button>
      </Row>
    </Card>
  );
}

function Examples({ project }: { project: Project }) {
  const samples = useSamples();
  const save = (format: Format) =>
    saveText(
      exampleFile(samples[project.kind], exampleGold(project.kind, project.template), format),
      `${project.kind}-example.${format}`,
      format === 'csv' ? 'text/csv' : 'application/x-ndjson',
    );
  return (
    <Row className={styles.examples}>
      <span>
        <Trans>An example to start from:</Trans>
      </span>
      <Button size="small" tone="quiet" onClick={() => save('ndjson')}>
        NDJSON
      </Button>
      <Button size="small" tone="quiet" onClick={() => save('csv')}>
        CSV
      </Button>
    </Row>
  );
}
