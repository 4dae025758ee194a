import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { UserMinus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { api, type Schema, unwrap } from '~/api';
import { useSession } from '~/api/session';
import { allows, type Organisation, type Role, RoleName, useOrganisation } from '~/features/organisation';
import { useSubmit } from '~/features/session';
import {
  Badge,
  Button,
  Card,
  Cell,
  Dialog,
  Empty,
  Loaded,
  Page,
  ProblemNote,
  Row,
  Select,
  Stack,
  Table,
  TextField,
  Time,
  toast,
  useProblemWords,
} from '~/ui';
import { ApiKeys } from './ApiKeys';
import styles from './team.module.css';

const ROLES: readonly Role[] = ['viewer', 'reviewer', 'editor', 'owner'];

/** Who belongs to the organisation, who is invited, and the keys its programs use. */
export function TeamPage() {
  const { t } = useLingui();
  const organisation = useOrganisation();
  return (
    <Page title={<Trans>Team</Trans>} name={t`Team`} lead={organisation?.name}>
      {organisation ? (
        <Stack gap="loose">
          <Members organisation={organisation} />
          {allows(organisation.role, 'owner') && <ApiKeys organisation={organisation} />}
        </Stack>
      ) : (
        <Empty title={<Trans>You belong to no organisation that orders work</Trans>} />
      )}
    </Page>
  );
}

function Members({ organisation }: { organisation: Organisation }) {
  const { t } = useLingui();
  const owner = allows(organisation.role, 'owner');
  const query = useQuery({
    queryKey: ['members', organisation.id],
    queryFn: () =>
      unwrap(
        api.GET('/v1/organisations/{organisation_id}/members', {
          params: { path: { organisation_id: organisation.id } },
        }),
      ),
  });
  const head = { name: t`Name`, email: t`E-mail`, role: t`Role`, since: t`Since`, actions: t`Actions` };
  return (
    <section className={styles.section}>
      <Loaded query={query}>
        {({ data, invitations }) => (
          <Stack>
            <Table
              caption={t`Members`}
              head={[
                { title: head.name },
                { title: head.email },
                { title: head.role },
                { title: head.since },
                ...(owner ? [{ title: head.actions, hidden: true }] : []),
              ]}
            >
              {data.map(member => (
                <MemberRow
                  key={member.account_id}
                  organisation={organisation}
                  member={member}
                  head={head}
                  owner={owner}
                />
              ))}
            </Table>
            {invitations.length > 0 && (
              <ul className={styles.invitations}>
                {invitations.map(({ id, email, role, expires_at }) => (
                  <li key={id}>
                    <Badge tone="warn">
                      <Trans>Invited</Trans>
                    </Badge>
                    <span className={styles.email}>{email}</span>
                    <span className={styles.soft}>
                      <RoleName role={role} /> ·{' '}
                      <Trans>
                        until <Time value={expires_at} as="day" />
                      </Trans>
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </Stack>
        )}
      </Loaded>
      {owner && <Invite organisation={organisation} />}
      <Roles />
    </section>
  );
}

function MemberRow({
  organisation,
  member,
  head,
  owner,
}: {
  organisation: Organisation;
  member: Schema<'Member'>;
  head: Record<'email' | 'role' | 'since', string>;
  owner: boolean;
}) {
  const { t } = useLingui();
  const session = useSession();
  const queries = useQueryClient();
  const words = useProblemWords();
  const roles = useRoleOptions();
  const [removing, setRemoving] = useState(false);
  const self = session.state === 'signed-in' && session.me.id === member.account_id;
  const path = { organisation_id: organisation.id, account_id: member.account_id };
  const renew = () => queries.invalidateQueries({ queryKey: ['members', organisation.id] });
  const tell = (thrown: unknown) => void toast({ text: words(thrown).detail ?? words(thrown).title });
  const change = (role: Role) =>
    unwrap(
      api.PATCH('/v1/organisations/{organisation_id}/members/{account_id}', { params: { path }, body: { role } }),
    ).catch(tell);
  const set = async (role: Role) => {
    const before = member.role;
    await change(role);
    await renew();
    toast({
      text: t`The role was changed.`,
      action: { label: t`Undo`, run: () => void change(before).then(renew) },
    });
  };
  const remove = async () => {
    setRemoving(false);
    await unwrap(api.DELETE('/v1/organisations/{organisation_id}/members/{account_id}', { params: { path } })).catch(
      tell,
    );
    await renew();
  };
  return (
    <tr>
      <Cell main>
        <Row>
          {member.display_name}
          {self && (
            <Badge tone="accent">
              <Trans>You</Trans>
            </Badge>
          )}
        </Row>
      </Cell>
      <Cell label={head.email}>
        <span className={styles.email}>{member.email}</span>
      </Cell>
      <Cell label={head.role}>
        {owner && !self ? (
          <select
            className={styles.role}
            aria-label={t`Role of ${member.display_name}`}
            value={member.role}
            onChange={event => void set(event.currentTarget.value as Role)}
          >
            {roles}
          </select>
        ) : (
          <RoleName role={member.role} />
        )}
      </Cell>
      <Cell label={head.since}>
        <Time value={member.since} as="day" />
      </Cell>
      {owner && (
        <Cell number>
          {!self && (
            <Button
              size="small"
              tone="quiet"
              aria-label={t`Remove ${member.display_name}`}
              onClick={() => setRemoving(true)}
            >
              <UserMinus aria-hidden="true" />
              <Trans>Remove</Trans>
            </Button>
          )}
          <Dialog
            open={removing}
            onClose={() => setRemoving(false)}
            title={<Trans>Remove {member.display_name}?</Trans>}
            actions={
              <>
                <Button tone="quiet" onClick={() => setRemoving(false)}>
                  <Trans>Keep</Trans>
                </Button>
                <Button tone="danger" onClick={() => void remove()}>
                  <Trans>Remove</Trans>
                </Button>
              </>
            }
          >
            <p>
              <Trans>
                {member.display_name} loses access to {organisation.name} at once. You can invite them again.
              </Trans>
            </p>
          </Dialog>
        </Cell>
      )}
    </tr>
  );
}

/** The roles to choose from; a list's first choice needs them as its own children. */
function useRoleOptions() {
  const { t } = useLingui();
  const names: Record<Role, string> = { viewer: t`Viewer`, reviewer: t`Reviewer`, editor: t`Editor`, owner: t`Owner` };
  return ROLES.map(role => (
    <option key={role} value={role}>
      {names[role]}
    </option>
  ));
}

function Invite({ organisation }: { organisation: Organisation }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const roles = useRoleOptions();
  const [count, setCount] = useState(0);
  const { busy, error, field, onSubmit } = useSubmit(async ({ email = '', role = 'reviewer' }) => {
    await unwrap(
      api.POST('/v1/organisations/{organisation_id}/invitations', {
        params: { path: { organisation_id: organisation.id } },
        body: { email: email.trim(), role: role as Role },
      }),
    );
    setCount(before => before + 1);
    toast({ text: t`An invitation is on its way.` });
    await queries.invalidateQueries({ queryKey: ['members', organisation.id] });
  });
  return (
    <Card as="section">
      <h2 className={styles.title}>
        <Trans>Invite someone</Trans>
      </h2>
      {error !== undefined && <ProblemNote error={error} />}
      <form key={count} className={styles.invite} onSubmit={onSubmit}>
        <TextField
          label={t`E-mail`}
          name="email"
          type="email"
          inputMode="email"
          autoComplete="off"
          maxLength={254}
          required
          error={field('email')}
        />
        <Select label={t`Role`} name="role" defaultValue="reviewer">
          {roles}
        </Select>
        <Button type="submit" tone="primary" busy={busy}>
          <Trans>Invite</Trans>
        </Button>
      </form>
    </Card>
  );
}

function Roles() {
  const roles: [Role, ReactNode][] = [
    ['viewer', <Trans key="v">reads projects and figures</Trans>],
    ['reviewer', <Trans key="r">also judges submissions</Trans>],
    ['editor', <Trans key="e">also makes, launches and delivers projects</Trans>],
    ['owner', <Trans key="o">also manages people and keys</Trans>],
  ];
  return (
    <details className={styles.roles}>
      <summary>
        <Trans>What each role may do</Trans>
      </summary>
      <ul>
        {roles.map(([role, words]) => (
          <li key={role}>
            <strong>
              <RoleName role={role} />
            </strong>{' '}
            {words}
          </li>
        ))}
      </ul>
    </details>
  );
}
