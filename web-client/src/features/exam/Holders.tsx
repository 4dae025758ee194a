import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { UsersRound } from 'lucide-react';
import { useState } from 'react';
import { api, unwrap } from '~/api';
import { NumberField } from '~/features/bank';
import { useSubmit } from '~/features/session';
import {
  Badge,
  Button,
  Card,
  Cell,
  Dialog,
  Empty,
  Pages,
  ProblemNote,
  Row,
  Stack,
  Table,
  TextField,
  Time,
  toast,
  usePages,
  useProblemWords,
} from '~/ui';
import styles from './exam.module.css';
import type { Qualification } from './plan';
import { useMayEdit } from './queries';

/** Who hold the qualification, and granting it by hand. */
export function Holders({ qualification }: { qualification: Qualification }) {
  const { t } = useLingui();
  const may = useMayEdit(qualification.organisation_id);
  const [revoking, setRevoking] = useState<string>();
  const pages = usePages(['grants', qualification.id], cursor =>
    unwrap(
      api.GET('/v1/qualifications/{qualification_id}/grants', {
        params: { path: { qualification_id: qualification.id }, query: { limit: 30, ...(cursor && { cursor }) } },
      }),
    ),
  );
  const titles = { level: t`Level`, since: t`Since`, until: t`Until` };
  return (
    <Stack>
      {may && <GrantForm qualification={qualification} />}
      <Pages
        pages={pages}
        empty={
          <Empty icon={<UsersRound aria-hidden="true" />} title={<Trans>Nobody holds it yet</Trans>}>
            <p>
              <Trans>Who passes the test appears here, with the level and the date until which it holds.</Trans>
            </p>
          </Empty>
        }
      >
        {grants => (
          <Table
            caption={t`Holders`}
            head={[
              { title: t`Worker` },
              { title: titles.level, number: true },
              { title: titles.since },
              { title: titles.until },
              ...(may ? [{ title: t`Take back`, hidden: true }] : []),
            ]}
          >
            {grants.map(({ worker_id, level, granted_at, expires_at }) => (
              <tr key={worker_id}>
                <Cell main>
                  <code className={styles.id}>{worker_id}</code>
                </Cell>
                <Cell label={titles.level} number>
                  {level}
                </Cell>
                <Cell label={titles.since}>
                  <Time value={granted_at} as="day" />
                </Cell>
                <Cell label={titles.until}>
                  {expires_at ? (
                    <>
                      <Time value={expires_at} as="day" />{' '}
                      {Date.parse(expires_at) < Date.now() && (
                        <Badge tone="warn">
                          <Trans>expired</Trans>
                        </Badge>
                      )}
                    </>
                  ) : (
                    '—'
                  )}
                </Cell>
                {may && (
                  <Cell>
                    <Button
                      size="small"
                      tone="quiet"
                      aria-label={t`Take it back from ${worker_id}`}
                      onClick={() => setRevoking(worker_id)}
                    >
                      <Trans>Take back</Trans>
                    </Button>
                  </Cell>
                )}
              </tr>
            ))}
          </Table>
        )}
      </Pages>
      <Revoke qualification={qualification} worker={revoking} onClose={() => setRevoking(undefined)} />
    </Stack>
  );
}

function GrantForm({ qualification }: { qualification: Qualification }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [level, setLevel] = useState<number | undefined>(1);
  const { busy, error, field, onSubmit } = useSubmit(async ({ worker = '' }) => {
    await unwrap(
      api.PUT('/v1/qualifications/{qualification_id}/grants/{worker_id}', {
        params: { path: { qualification_id: qualification.id, worker_id: worker.trim() } },
        body: {
          level: level ?? 1,
          ...(qualification.valid_days && {
            expires_at: new Date(Date.now() + qualification.valid_days * 86_400_000).toISOString(),
          }),
        },
      }),
    );
    toast({ text: t`Granted.` });
    await queries.invalidateQueries({ queryKey: ['grants', qualification.id] });
  });
  return (
    <Card as="section">
      <h2 className={styles.title}>
        <Trans>Grant it by hand</Trans>
      </h2>
      {error !== undefined && <ProblemNote error={error} />}
      <form className={styles.line} onSubmit={onSubmit}>
        <TextField
          label={t`Worker number`}
          name="worker"
          required
          pattern="\s*wrk_[0-7][0-9a-hjkmnp-tv-z]{25}\s*"
          title={t`A worker number begins with wrk_ and has 30 characters.`}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          error={field('worker_id')}
        />
        <NumberField
          label={t`Level`}
          required
          min={0}
          max={100}
          step={1}
          value={level}
          error={field('level')}
          onNumber={setLevel}
        />
        <Button type="submit" busy={busy}>
          <Trans>Grant</Trans>
        </Button>
      </form>
    </Card>
  );
}

function Revoke({
  qualification,
  worker,
  onClose,
}: {
  qualification: Qualification;
  worker: string | undefined;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const words = useProblemWords();
  const [busy, setBusy] = useState(false);
  const revoke = async () => {
    if (busy || !worker) return;
    setBusy(true);
    try {
      await unwrap(
        api.DELETE('/v1/qualifications/{qualification_id}/grants/{worker_id}', {
          params: { path: { qualification_id: qualification.id, worker_id: worker } },
        }),
      );
      toast({ text: t`Taken back. What the worker has in hand stays theirs.` });
      await queries.invalidateQueries({ queryKey: ['grants', qualification.id] });
      onClose();
    } catch (thrown) {
      toast({ text: words(thrown).title });
    }
    setBusy(false);
  };
  return (
    <Dialog
      open={worker !== undefined}
      onClose={onClose}
      title={<Trans>Take it back?</Trans>}
      actions={
        <>
          <Button onClick={onClose}>
            <Trans>Leave it</Trans>
          </Button>
          <Button tone="danger" busy={busy} onClick={() => void revoke()}>
            <Trans>Take back</Trans>
          </Button>
        </>
      }
    >
      <Row>
        <code className={styles.id}>{worker}</code>
      </Row>
      <p>
        <Trans>Work that asks for it is closed to them at once. What they have in hand stays theirs.</Trans>
      </p>
    </Dialog>
  );
}
