import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Download, PackageCheck } from 'lucide-react';
import { useState } from 'react';
import { api, newId, type Schema, unwrap } from '~/api';
import { type Project, useMay } from '~/features/projects';
import { useSubmit } from '~/features/session';
import {
  Badge,
  Button,
  Card,
  Empty,
  Loaded,
  ProblemNote,
  Row,
  Stack,
  TextField,
  Time,
  toast,
  useProblemWords,
} from '~/ui';
import styles from './delivery.module.css';
import { download } from './download';
import { formatSize } from './size';

type Delivery = Schema<'Delivery'>;

/** How often a delivery that is being built is asked for, in milliseconds. */
const PULSE = 1_500;

/** The data sets cut from a project, newest first, and the way to cut the next. */
export function DeliveriesPanel({ project }: { project: Project }) {
  const editor = useMay(project, 'editor');
  const query = useQuery({
    queryKey: ['deliveries', project.id],
    queryFn: () =>
      unwrap(api.GET('/v1/projects/{project_id}/deliveries', { params: { path: { project_id: project.id } } })),
  });
  return (
    <Stack>
      {editor && project.state !== 'draft' && <NewDelivery project={project} />}
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty icon={<PackageCheck aria-hidden="true" />} title={<Trans>No delivery yet</Trans>}>
              <p>
                <Trans>
                  A delivery freezes what is accepted at that moment: the data in the formats trainers read, a data
                  card, and a manifest with the hash of every file.
                </Trans>
              </p>
            </Empty>
          ) : (
            <Stack>
              {data.map((delivery, index) => (
                <DeliveryCard key={delivery.id} listed={delivery} newest={index === 0} />
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Stack>
  );
}

function NewDelivery({ project }: { project: Project }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [key, setKey] = useState(newId);
  const { busy, error, field, onSubmit } = useSubmit(async ({ note = '' }) => {
    await unwrap(
      api.POST('/v1/projects/{project_id}/deliveries', {
        params: { path: { project_id: project.id }, header: { 'Idempotency-Key': key } },
        body: note.trim() ? { note: note.trim() } : {},
      }),
    );
    setKey(newId());
    await queries.invalidateQueries({ queryKey: ['deliveries', project.id] });
  });
  return (
    <Card as="section">
      <form className={styles.form} onSubmit={onSubmit}>
        <div className={styles.note}>
          <TextField
            label={t`Note for the data card`}
            name="note"
            maxLength={2000}
            autoComplete="off"
            optional
            error={field('note')}
          />
        </div>
        <Button type="submit" tone="primary" busy={busy}>
          <PackageCheck aria-hidden="true" />
          <Trans>Cut a delivery</Trans>
        </Button>
      </form>
      {error !== undefined && <ProblemNote error={error} />}
    </Card>
  );
}

function DeliveryCard({ listed, newest }: { listed: Delivery; newest: boolean }) {
  const { data } = useQuery({
    queryKey: ['delivery', listed.id],
    enabled: newest || listed.state === 'building',
    queryFn: () => unwrap(api.GET('/v1/deliveries/{delivery_id}', { params: { path: { delivery_id: listed.id } } })),
    refetchInterval: query => ((query.state.data ?? listed).state === 'building' ? PULSE : false),
  });
  const delivery = data ?? listed;
  const bytes = delivery.files?.reduce((sum, file) => sum + file.bytes, 0) ?? 0;
  return (
    <Card as="article">
      <Row between>
        <Row>
          <h2 className={styles.title}>
            <Trans>Version {delivery.version}</Trans>
          </h2>
          <State state={delivery.state} />
          <span className={styles.soft}>
            <Time value={delivery.created_at} />
          </span>
        </Row>
        {delivery.state === 'ready' && <Save delivery={delivery} bytes={bytes} newest={newest} />}
      </Row>
      {delivery.note && <p>{delivery.note}</p>}
      {delivery.submissions !== undefined && (
        <p className={styles.soft}>
          <Plural value={delivery.submissions} one="# submission" other="# submissions" />{' '}
          {delivery.tasks !== undefined && (
            <>
              · <Plural value={delivery.tasks} one="# task" other="# tasks" />
            </>
          )}
          {bytes > 0 && <> · {formatSize(bytes)}</>}
        </p>
      )}
      {delivery.state === 'failed' && (
        <p className={styles.soft}>
          <Trans>Building it failed; nothing was lost. Cut another one.</Trans>
        </p>
      )}
      {delivery.files && delivery.files.length > 0 && <Files delivery={delivery} open={newest} />}
    </Card>
  );
}

function State({ state }: { state: Delivery['state'] }) {
  switch (state) {
    case 'building':
      return (
        <span role="status">
          <Badge tone="accent">
            <Trans>Being built…</Trans>
          </Badge>
        </span>
      );
    case 'ready':
      return (
        <Badge tone="good">
          <Trans>Ready</Trans>
        </Badge>
      );
    case 'failed':
      return (
        <Badge tone="bad">
          <Trans>Failed</Trans>
        </Badge>
      );
  }
}

function Save({ delivery, bytes, newest }: { delivery: Delivery; bytes: number; newest: boolean }) {
  const { t } = useLingui();
  const { busy, save } = useSaving();
  return (
    <Button
      tone={newest ? 'primary' : 'secondary'}
      busy={busy}
      aria-label={t`Download version ${delivery.version} as ZIP`}
      onClick={() => save(`/v1/deliveries/${delivery.id}/archive`, `guildhall-v${delivery.version}.zip`, bytes)}
    >
      <Download aria-hidden="true" />
      <Trans>Download ZIP</Trans>
    </Button>
  );
}

function useSaving() {
  const words = useProblemWords();
  const [busy, setBusy] = useState(false);
  const save = (path: string, name: string, bytes: number) => {
    setBusy(true);
    download(path, name, bytes)
      .catch(thrown => {
        // Closing the file dialog is an answer, not a failure.
        if (!(thrown instanceof DOMException)) toast({ text: words(thrown).title });
      })
      .finally(() => setBusy(false));
  };
  return { busy, save };
}

function Files({ delivery, open }: { delivery: Delivery; open: boolean }) {
  return (
    <details className={styles.files} open={open}>
      <summary>
        <Plural value={delivery.files?.length ?? 0} one="# file" other="# files" />
      </summary>
      <ul className={styles.list}>
        {delivery.files?.map(file => (
          <FileLine key={file.path} delivery={delivery} file={file} />
        ))}
      </ul>
      {delivery.manifest_sha256 && (
        <p className={styles.soft}>
          <Trans>
            Hash of the manifest (SHA-256): <code className={styles.hash}>{delivery.manifest_sha256}</code>
          </Trans>
        </p>
      )}
    </details>
  );
}

function FileLine({ delivery, file }: { delivery: Delivery; file: NonNullable<Delivery['files']>[number] }) {
  const { t } = useLingui();
  const { busy, save } = useSaving();
  return (
    <li className={styles.file}>
      <div className={styles.what}>
        <strong>{file.path}</strong>
        <span className={styles.soft}>{file.what}</span>
        <code className={styles.hash}>{file.sha256}</code>
      </div>
      <span className={styles.size}>{formatSize(file.bytes)}</span>
      <Button
        icon
        tone="quiet"
        busy={busy}
        aria-label={t`Download ${file.path}`}
        onClick={() => save(`/v1/deliveries/${delivery.id}/files/${file.path}`, file.path, file.bytes)}
      >
        <Download aria-hidden="true" />
      </Button>
    </li>
  );
}
