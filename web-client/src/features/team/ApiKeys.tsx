import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Copy, KeyRound, Plus, Trash2 } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { api, asProblem, type ProblemError, type Schema, unwrap } from '~/api';
import type { Organisation } from '~/features/organisation';
import {
  Badge,
  Button,
  Checkbox,
  Dialog,
  Empty,
  Loaded,
  Note,
  ProblemNote,
  Row,
  Stack,
  TextField,
  Time,
  toast,
  useProblemWords,
} from '~/ui';
import styles from './team.module.css';

type Scope = Schema<'Scope'>;
type ApiKey = Schema<'ApiKey'>;

const SCOPES: readonly Scope[] = [
  'projects:read',
  'projects:write',
  'tasks:write',
  'reviews:write',
  'deliveries:read',
  'deliveries:write',
  'money:read',
];

/** The keys the organisation's programs use. A secret is shown once, when its key is made. */
export function ApiKeys({ organisation }: { organisation: Organisation }) {
  const [making, setMaking] = useState(false);
  const query = useQuery({
    queryKey: ['api-keys', organisation.id],
    queryFn: () =>
      unwrap(
        api.GET('/v1/organisations/{organisation_id}/api-keys', {
          params: { path: { organisation_id: organisation.id } },
        }),
      ),
  });
  return (
    <section className={styles.section}>
      <Row between>
        <h2 className={styles.heading}>
          <Trans>API keys</Trans>
        </h2>
        <Button onClick={() => setMaking(true)}>
          <Plus aria-hidden="true" />
          <Trans>New key</Trans>
        </Button>
      </Row>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty icon={<KeyRound aria-hidden="true" />} title={<Trans>No keys yet</Trans>}>
              <p>
                <Trans>With a key, your own programs load tasks, read results and fetch deliveries.</Trans>{' '}
                <a href="/docs">
                  <Trans>See the interface.</Trans>
                </a>
              </p>
            </Empty>
          ) : (
            <ul className={styles.keys}>
              {data.map(key => (
                <KeyLine key={key.id} organisation={organisation} apiKey={key} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {making && <NewKey organisation={organisation} onClose={() => setMaking(false)} />}
    </section>
  );
}

function KeyLine({ organisation, apiKey }: { organisation: Organisation; apiKey: ApiKey }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const words = useProblemWords();
  const [revoking, setRevoking] = useState(false);
  const revoke = async () => {
    setRevoking(false);
    try {
      await unwrap(
        api.DELETE('/v1/organisations/{organisation_id}/api-keys/{api_key_id}', {
          params: { path: { organisation_id: organisation.id, api_key_id: apiKey.id } },
        }),
      );
      toast({ text: t`The key no longer works.` });
    } catch (thrown) {
      toast({ text: words(thrown).title });
    }
    await queries.invalidateQueries({ queryKey: ['api-keys', organisation.id] });
  };
  return (
    <li className={styles.key}>
      <div className={styles.keyWhat}>
        <Row>
          <strong>{apiKey.name}</strong>
          <code className={styles.soft}>{apiKey.prefix}…</code>
        </Row>
        <Row>
          {apiKey.scopes.map(scope => (
            <Badge key={scope}>{scope}</Badge>
          ))}
        </Row>
        <span className={styles.soft}>
          <Trans>
            made <Time value={apiKey.created_at} as="day" />
          </Trans>
          {' · '}
          {apiKey.last_used_at ? (
            <Trans>
              last used <Time value={apiKey.last_used_at} />
            </Trans>
          ) : (
            <Trans>never used</Trans>
          )}
          {apiKey.expires_at && (
            <>
              {' · '}
              <Trans>
                until <Time value={apiKey.expires_at} as="day" />
              </Trans>
            </>
          )}
        </span>
      </div>
      <Button icon tone="quiet" aria-label={t`Revoke ${apiKey.name}`} onClick={() => setRevoking(true)}>
        <Trash2 aria-hidden="true" />
      </Button>
      <Dialog
        open={revoking}
        onClose={() => setRevoking(false)}
        title={<Trans>Revoke {apiKey.name}?</Trans>}
        actions={
          <>
            <Button tone="quiet" onClick={() => setRevoking(false)}>
              <Trans>Keep</Trans>
            </Button>
            <Button tone="danger" onClick={() => void revoke()}>
              <Trans>Revoke</Trans>
            </Button>
          </>
        }
      >
        <p>
          <Trans>Programs that use this key are refused from now on. It cannot be brought back.</Trans>
        </p>
      </Dialog>
    </li>
  );
}

function NewKey({ organisation, onClose }: { organisation: Organisation; onClose: () => void }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [made, setMade] = useState<ApiKey>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ProblemError>();
  const make = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const values = new FormData(event.currentTarget);
    setBusy(true);
    try {
      const key = await unwrap(
        api.POST('/v1/organisations/{organisation_id}/api-keys', {
          params: { path: { organisation_id: organisation.id } },
          body: { name: String(values.get('name')).trim(), scopes: values.getAll('scope') as Scope[] },
        }),
      );
      setMade(key);
      await queries.invalidateQueries({ queryKey: ['api-keys', organisation.id] });
    } catch (thrown) {
      setError(asProblem(thrown));
    }
    setBusy(false);
  };
  if (made?.secret) return <Secret name={made.name} secret={made.secret} onClose={onClose} />;
  return (
    <Dialog open onClose={onClose} title={<Trans>New API key</Trans>}>
      <form className={styles.form} onSubmit={event => void make(event)}>
        {error && <ProblemNote error={error} />}
        <TextField
          label={t`Name`}
          hint={<Trans>Where it will be used, such as “training cluster”.</Trans>}
          name="name"
          autoComplete="off"
          maxLength={80}
          required
          error={error?.field('name')}
        />
        <fieldset>
          <legend className={styles.legend}>
            <Trans>What it may do</Trans>
          </legend>
          {SCOPES.map(scope => (
            <Checkbox key={scope} name="scope" value={scope} defaultChecked={scope === 'projects:read'}>
              <code>{scope}</code>
            </Checkbox>
          ))}
          {error?.field('scopes') && <p className={styles.bad}>{error.field('scopes')}</p>}
        </fieldset>
        <div className={styles.end}>
          <Button type="submit" tone="primary" busy={busy}>
            <Trans>Make the key</Trans>
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Secret({ name, secret, onClose }: { name: string; secret: string; onClose: () => void }) {
  const { t } = useLingui();
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(secret);
      toast({ text: t`Copied.` });
    } catch {
      toast({ text: t`The browser does not let this page copy. The secret is selected: copy it yourself.` });
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Trans>The key {name} is ready</Trans>}
      actions={
        <Button tone="primary" onClick={onClose}>
          <Trans>I have stored it</Trans>
        </Button>
      }
    >
      <Stack>
        <Note tone="warn">
          <Trans>This secret is shown now and never again. Store it where your programs find it.</Trans>
        </Note>
        <div className={styles.secret}>
          <input
            ref={field}
            readOnly
            value={secret}
            aria-label={t`Secret`}
            onFocus={event => event.currentTarget.select()}
          />
          <Button onClick={() => void copy()}>
            <Copy aria-hidden="true" />
            <Trans>Copy</Trans>
          </Button>
        </div>
      </Stack>
    </Dialog>
  );
}
