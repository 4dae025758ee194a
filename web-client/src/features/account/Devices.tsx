import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, serverNow, unwrap } from '~/api';
import { signOut } from '~/api/session';
import { Badge, Button, Dialog, Loaded, ProblemNote, Row, Time, toast } from '~/ui';
import styles from './account.module.css';

/** Where the account is signed in; each device can be signed out, or all at once. */
export function Devices({ unsent }: { unsent: number }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/sessions', { signal })),
  });
  const end = useMutation({
    mutationFn: (session_id: string) =>
      unwrap(api.DELETE('/v1/sessions/{session_id}', { params: { path: { session_id } } })),
    onSuccess: () => toast({ text: t`That device is signed out.` }),
    onSettled: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  });
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Loaded query={sessions}>
        {({ data }) => (
          <ul className={styles.devices}>
            {data.map(session => (
              <li key={session.id}>
                <div>
                  <strong>{session.device_name}</strong>{' '}
                  {session.current && (
                    <Badge tone="accent">
                      <Trans>This device</Trans>
                    </Badge>
                  )}
                  <p className={styles.sub}>
                    <Trans>
                      last seen <Time value={session.last_seen_at} as="relative" now={serverNow()} />
                    </Trans>
                  </p>
                </div>
                {!session.current && (
                  <Button
                    size="small"
                    busy={end.isPending && end.variables === session.id}
                    aria-label={t`Sign out ${session.device_name}`}
                    onClick={() => end.mutate(session.id)}
                  >
                    <Trans>Sign out</Trans>
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {end.error && <ProblemNote error={end.error} />}
      <Row>
        <Button tone="danger" onClick={() => setAsking(true)}>
          <Trans>Sign out everywhere</Trans>
        </Button>
      </Row>
      {asking && <EverywhereDialog unsent={unsent} onClose={() => setAsking(false)} />}
    </>
  );
}

function EverywhereDialog({ unsent, onClose }: { unsent: number; onClose: () => void }) {
  const leave = useMutation({ mutationFn: () => signOut('everywhere') });
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Trans>Sign out everywhere?</Trans>}
      actions={
        <>
          <Button onClick={onClose}>
            <Trans>Stay</Trans>
          </Button>
          <Button tone="danger" busy={leave.isPending} onClick={() => leave.mutate()}>
            <Trans>Sign out everywhere</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>Every device is signed out, this one too.</Trans>
      </p>
      {unsent > 0 && <UnsentWarning />}
      {leave.error && <ProblemNote error={leave.error} onRetry={() => leave.mutate()} />}
    </Dialog>
  );
}

/** Leaving wipes the device, and with it what was not sent. */
export function UnsentWarning() {
  return (
    <p role="alert" className={styles.warning}>
      <Trans>Finished work on this device has not reached the server yet. Signing out now would lose it.</Trans>
    </p>
  );
}
