import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowRightLeft, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { api, type Schema, unwrap } from '~/api';
import { allows, type Organisation, useOrganisation } from '~/features/organisation';
import { formatMoney } from '~/i18n/format';
import { Button, Cell, cx, Empty, Loaded, Money, Page, Pages, Stack, Stat, Stats, Table, Time, usePages } from '~/ui';
import { AddMoney } from './AddMoney';
import { useWallet } from './queries';
import styles from './wallet.module.css';

/** The organisation's money: what is free, what is promised, what is spent, and every movement. */
export function WalletPage() {
  const { t } = useLingui();
  const organisation = useOrganisation();
  const [adding, setAdding] = useState(false);
  return (
    <Page
      title={<Trans>Money</Trans>}
      name={t`Money`}
      actions={
        organisation &&
        allows(organisation.role, 'editor') && (
          <Button tone="primary" onClick={() => setAdding(true)}>
            <Plus aria-hidden="true" />
            <Trans>Add money</Trans>
          </Button>
        )
      }
    >
      {organisation ? (
        <Wallet key={organisation.id} organisation={organisation} adding={adding} onAdded={() => setAdding(false)} />
      ) : (
        <Empty title={<Trans>You belong to no organisation that orders work</Trans>} />
      )}
    </Page>
  );
}

function Wallet({
  organisation,
  adding,
  onAdded,
}: {
  organisation: Organisation;
  adding: boolean;
  onAdded: () => void;
}) {
  const query = useWallet(organisation.id);
  return (
    <Stack gap="loose">
      <Loaded query={query}>
        {({ data }) => {
          const lines = data.length > 0 ? data : [nothing('USD')];
          return (
            <Stack>
              {lines.map(({ currency, available, reserved, spent }) => (
                <Stats key={currency}>
                  <Stat
                    name={<Trans>Available</Trans>}
                    value={<Money value={available} />}
                    note={<Trans>Free for the next launch</Trans>}
                    tone="brass"
                  />
                  <Stat
                    name={<Trans>Reserved</Trans>}
                    value={<Money value={reserved} />}
                    note={<Trans>For projects that run</Trans>}
                  />
                  <Stat
                    name={<Trans>Spent</Trans>}
                    value={<Money value={spent} />}
                    note={<Trans>For accepted work</Trans>}
                  />
                </Stats>
              ))}
            </Stack>
          );
        }}
      </Loaded>
      <Transfers organisation={organisation} />
      <AddMoney
        organisation={organisation.id}
        currency={query.data?.data[0]?.currency ?? 'USD'}
        open={adding}
        onClose={onAdded}
      />
    </Stack>
  );
}

function nothing(currency: string): Schema<'WalletLine'> {
  const none = { amount: '0', currency };
  return { currency, available: none, reserved: none, spent: none };
}

function Transfers({ organisation }: { organisation: Organisation }) {
  const { t } = useLingui();
  const pages = usePages(['transfers', organisation.id], cursor =>
    unwrap(
      api.GET('/v1/organisations/{organisation_id}/transfers', {
        params: { path: { organisation_id: organisation.id }, query: { limit: 30, ...(cursor && { cursor }) } },
      }),
    ),
  );
  const head = { at: t`When`, what: t`What`, column: t`Column`, amount: t`Amount` };
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>
        <Trans>Movements</Trans>
      </h2>
      <Pages
        pages={pages}
        empty={
          <Empty icon={<ArrowRightLeft aria-hidden="true" />} title={<Trans>No money has moved yet</Trans>}>
            <p>
              <Trans>Every addition, reservation and payment will stand here, line by line, as in the ledger.</Trans>
            </p>
          </Empty>
        }
      >
        {transfers => (
          <Table
            caption={t`Movements`}
            head={[
              { title: head.what },
              { title: head.column },
              { title: head.at },
              { title: head.amount, number: true },
            ]}
          >
            {transfers.map(one => (
              <tr key={`${one.id} ${one.balance_kind}`}>
                <Cell main>
                  {one.project_id ? (
                    <Link href={`/projects/${one.project_id}`}>
                      <TransferName code={one.code} />
                    </Link>
                  ) : (
                    <TransferName code={one.code} />
                  )}
                </Cell>
                <Cell label={head.column}>
                  {one.balance_kind === 'available' ? <Trans>Available</Trans> : <Trans>Reserved</Trans>}
                </Cell>
                <Cell label={head.at}>
                  <Time value={one.at} />
                </Cell>
                <Cell label={head.amount} number>
                  <Signed value={one.amount} />
                </Cell>
              </tr>
            ))}
          </Table>
        )}
      </Pages>
    </section>
  );
}

function Signed({ value: { amount, currency } }: { value: Schema<'SignedMoney'> }) {
  const minus = amount.startsWith('-');
  return (
    <span className={cx(styles.signed, !minus && styles.plus)}>
      {minus ? '−' : '+'}
      {formatMoney(amount.replace(/^[-+]/, ''), currency)}
    </span>
  );
}

function TransferName({ code }: { code: Schema<'Transfer'>['code'] }): ReactNode {
  switch (code) {
    case 'fund':
      return <Trans>Money added</Trans>;
    case 'reserve':
      return <Trans>Reserved for a project</Trans>;
    case 'release_reserve':
      return <Trans>Released from a project</Trans>;
    case 'accrue':
      return <Trans>Promised to a worker</Trans>;
    case 'hold':
      return <Trans>Held for a worker</Trans>;
    case 'release_hold':
      return <Trans>Released to a worker</Trans>;
    case 'earn':
      return <Trans>Paid for accepted work</Trans>;
  }
}
