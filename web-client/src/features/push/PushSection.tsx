import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Bell, BellOff } from 'lucide-react';
import { useState } from 'react';
import { api, type Schema, unwrap } from '~/api';
import { Section } from '~/features/account';
import { Button, Checkbox, Loaded, ProblemNote, Row, Select } from '~/ui';
import { type Ability, ability, listens, subscribe, unsubscribe } from './device';
import styles from './push.module.css';

type Settings = Schema<'PushSettings'>;

const KEY = ['push'];
const HOURS = [...Array(24).keys()];

/** Whether and of what this person hears while the app is closed. */
export function PushSection() {
  const push = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => {
      const known = await unwrap(api.GET('/v1/push', { signal }));
      return { ...known, subscribed: known.subscribed && (await listens()) };
    },
  });
  return (
    <Section title={<Trans>While the app is closed</Trans>}>
      <Loaded query={push}>
        {known => (
          <div className={styles.parts}>
            <Device known={known} />
            <Wishes known={known.settings} />
          </div>
        )}
      </Loaded>
    </Section>
  );
}

function Device({ known }: { known: Schema<'Push'> }) {
  const client = useQueryClient();
  const [able, setAble] = useState(ability);
  const done = { onSettled: () => client.invalidateQueries({ queryKey: KEY }) };
  const on = useMutation({
    mutationFn: () => subscribe(known.public_key),
    onSuccess: () => setAble(ability()),
    ...done,
  });
  const off = useMutation({ mutationFn: unsubscribe, ...done });
  return (
    <div className={styles.device}>
      <p className={styles.state}>
        {known.subscribed ? <Bell aria-hidden="true" /> : <BellOff aria-hidden="true" />}
        {known.subscribed ? (
          <Trans>This device gets messages.</Trans>
        ) : able === 'possible' ? (
          <Trans>This device gets no messages.</Trans>
        ) : (
          <Obstacle able={able} />
        )}
      </p>
      {on.data === 'refused' && able !== 'blocked' && (
        <p role="status">
          <Trans>Your browser was not allowed to show messages. Press again to be asked again.</Trans>
        </p>
      )}
      {(on.error || off.error) && <ProblemNote error={on.error ?? off.error} />}
      <Row>
        {known.subscribed ? (
          <Button busy={off.isPending} onClick={() => off.mutate()}>
            <Trans>Stop messages here</Trans>
          </Button>
        ) : (
          able === 'possible' && (
            <Button tone="primary" busy={on.isPending} onClick={() => on.mutate()}>
              <Trans>Get messages here</Trans>
            </Button>
          )
        )}
      </Row>
    </div>
  );
}

/** Why this device cannot get messages, and what would help. */
function Obstacle({ able }: { able: Exclude<Ability, 'possible'> }) {
  switch (able) {
    case 'install':
      return (
        <Trans>
          On this device messages come only to apps on the home screen: press Share, then Add to Home Screen.
        </Trans>
      );
    case 'blocked':
      return (
        <Trans>Your browser blocks messages of this site. Allow them in its settings, then load this page again.</Trans>
      );
    case 'impossible':
      return <Trans>This browser cannot get messages while the app is closed.</Trans>;
  }
}

function Wishes({ known }: { known: Settings }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (body: Settings) => unwrap(api.PUT('/v1/push/settings', { body })),
    onMutate: settings => client.setQueryData<Schema<'Push'>>(KEY, now => now && { ...now, settings }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
  const box = (what: 'offers' | 'leases' | 'verdicts' | 'money', name: string) => (
    <Checkbox checked={known[what]} onChange={() => change.mutate({ ...known, [what]: !known[what] })}>
      {name}
    </Checkbox>
  );
  return (
    <fieldset className={styles.wishes}>
      <legend className={styles.legend}>
        <Trans>What you want to hear of</Trans>
      </legend>
      {box('leases', t`That the time for a task is almost over`)}
      {box('offers', t`New work for you, at most every four hours`)}
      {box('verdicts', t`What became of work you sent`)}
      {box('money', t`Earnings that are free to be paid out`)}
      <Quiet known={known} onChange={change.mutate} />
      <p className={styles.saved} role="status">
        {change.isSuccess && <Trans>Saved, for all your devices.</Trans>}
      </p>
      {change.error && <ProblemNote error={change.error} />}
    </fieldset>
  );
}

/** The hours in which nothing but the end of a lease is told. */
function Quiet({ known, onChange }: { known: Settings; onChange: (settings: Settings) => void }) {
  const { t, i18n } = useLingui();
  const from = known.quiet_from ?? undefined;
  const to = known.quiet_to ?? undefined;
  const hours = HOURS.map(hour => (
    <option key={hour} value={hour}>
      {i18n.date(new Date(2026, 0, 1, hour), { hour: 'numeric', minute: '2-digit' })}
    </option>
  ));
  return (
    <>
      <Checkbox
        checked={from !== undefined}
        onChange={() => {
          const { quiet_from: _from, quiet_to: _to, ...rest } = known;
          onChange(from === undefined ? { ...rest, quiet_from: 22, quiet_to: 7 } : rest);
        }}
      >
        <Trans>Quiet hours; only the end of a task's time is told</Trans>
      </Checkbox>
      {from !== undefined && to !== undefined && (
        <div className={styles.hours}>
          <Select
            label={t`Quiet from`}
            value={from}
            onChange={event => onChange({ ...known, quiet_from: Number(event.currentTarget.value) })}
          >
            {hours}
          </Select>
          <Select
            label={t`Quiet until`}
            value={to}
            onChange={event => onChange({ ...known, quiet_to: Number(event.currentTarget.value) })}
          >
            {hours}
          </Select>
        </div>
      )}
    </>
  );
}
