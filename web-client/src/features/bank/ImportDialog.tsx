import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, asProblem, newId, type ProblemError, type Schema, unwrap } from '~/api';
import { Button, Dialog, Note, ProblemNote, Row, Stack, TextField } from '~/ui';
import styles from './bank.module.css';

type LineError = Schema<'LineError'>;
interface Done {
  lines: number;
  added: number;
  changed: number;
  unchanged: number;
  refused: number;
  errors: LineError[];
}

/** The largest file that is sent, in characters. */
const LARGEST = 8_000_000;
/** How many errors are shown. */
const SHOWN = 50;

/** Adds and changes items from a file; nothing happens while a line is wrong, unless the good ones alone are wanted. */
export function ImportDialog({
  organisation,
  open,
  onClose,
}: {
  organisation: string;
  open: boolean;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [file, setFile] = useState<{ name: string; text: string }>();
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ProblemError>();
  const [done, setDone] = useState<Done>();
  const key = useRef<{ of: string; key: string }>(undefined);
  const choose = async (chosen: File | undefined) => {
    setError(undefined);
    setDone(undefined);
    setFault(undefined);
    setFile(undefined);
    if (!chosen) return;
    if (chosen.size > LARGEST) return setFault(t`It is larger than 8 MB. Cut it into parts.`);
    setFile({ name: chosen.name, text: await chosen.text() });
  };
  const send = async (partial: boolean) => {
    if (busy || !file) return;
    // The same key when the very same thing is sent again, so that a lost answer changes nothing twice.
    const of = `${file.name} ${file.text.length} ${partial}`;
    if (key.current?.of !== of) key.current = { of, key: newId() };
    setBusy(true);
    setError(undefined);
    try {
      const result = await unwrap(
        api.POST('/v1/items/import', {
          params: { header: { 'Idempotency-Key': key.current.key } },
          body: { organisation_id: organisation, format: formatOf(file), text: file.text, partial },
        }),
      );
      setDone(result);
      void queries.invalidateQueries({ queryKey: ['items'] });
    } catch (thrown) {
      setError(asProblem(thrown));
    }
    setBusy(false);
  };
  const errors = (error?.problem.errors ?? []).filter(({ line }) => line !== undefined) as LineError[];
  return (
    <Dialog kind="wide" open={open} onClose={onClose} title={<Trans>Import items</Trans>}>
      <Stack>
        <TextField
          label={t`File`}
          hint={
            <Trans>
              JSON (a list of items, or one a line) or CSV, as the export writes them. A line whose own key is known
              changes that item; others are added.
            </Trans>
          }
          type="file"
          accept=".json,.jsonl,.ndjson,.csv,application/json,text/csv"
          className={styles.file ?? ''}
          error={fault}
          onChange={event => void choose(event.currentTarget.files?.[0])}
        />
        {error && errors.length === 0 && <ProblemNote error={error} onRetry={() => void send(false)} />}
        {error && errors.length > 0 && (
          <Note tone="bad" role="alert">
            <strong>{error.title}</strong>
            <p>
              <Trans>Nothing was changed.</Trans>
            </p>
          </Note>
        )}
        {errors.length > 0 && <LineErrors errors={errors} />}
        {done && (
          <Note tone={done.refused > 0 ? 'warn' : 'good'} role="status">
            <strong>
              <Plural value={done.added} one="# item added" other="# items added" />
              {', '}
              <Plural value={done.changed} one="# changed" other="# changed" />
              {', '}
              <Plural value={done.unchanged} one="# as it was" other="# as they were" />
            </strong>
            {done.refused > 0 && (
              <p>
                <Plural value={done.refused} one="# line was left out:" other="# lines were left out:" />
              </p>
            )}
          </Note>
        )}
        {done && done.errors.length > 0 && <LineErrors errors={done.errors} />}
        {file && !done && (
          <Row>
            <Button tone="primary" busy={busy} onClick={() => void send(false)}>
              <Trans>Import {file.name}</Trans>
            </Button>
            {errors.length > 0 && (
              <Button busy={busy} onClick={() => void send(true)}>
                <Trans>Take the good lines only</Trans>
              </Button>
            )}
          </Row>
        )}
      </Stack>
    </Dialog>
  );
}

function LineErrors({ errors }: { errors: readonly LineError[] }) {
  return (
    <>
      <ol className={styles.errors}>
        {errors.slice(0, SHOWN).map(({ line, pointer, code, detail }) => (
          <li key={`${line}${pointer}${code}`}>
            <strong>
              <Trans>Line {line}</Trans>
            </strong>{' '}
            {pointer && <code>{pointer}</code>} {detail}
          </li>
        ))}
      </ol>
      {errors.length > SHOWN && (
        <p className={styles.soft}>
          <Plural value={errors.length - SHOWN} one="And # more." other="And # more." />
        </p>
      )}
    </>
  );
}

function formatOf({ name, text }: { name: string; text: string }): 'json' | 'csv' {
  if (/\.csv$/i.test(name)) return 'csv';
  if (/\.(json|jsonl|ndjson)$/i.test(name)) return 'json';
  return /^\s*[[{]/.test(text) ? 'json' : 'csv';
}
