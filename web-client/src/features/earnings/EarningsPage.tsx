import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Coins, Download } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { api, revalidated, type Schema, unwrap, withEtag } from '~/api';
import {
  Badge,
  Button,
  ButtonLink,
  cx,
  Empty,
  Loaded,
  Money,
  Page,
  Pages,
  Row,
  Stack,
  Time,
  toast,
  usePages,
  useProblemWords,
} from '~/ui';
import { COLUMNS, type Column, ColumnMeaning, ColumnName } from './columns';
import { downloadEarnings } from './download';
import styles from './earnings.module.css';

type BalanceLine = Schema<'Balance'>['balances'][number];

/** What was earned: five sums that say where the money is, and each line with the work behind it. */
export function EarningsPage() {
  const { t } = useLingui();
  const [column, setColumn] = useState<Column>();
  const balance = useQuery({
    queryKey: ['balance'],
    queryFn: ({ signal }) =>
      revalidated('balance', headers => withEtag(api.GET('/v1/me/balance', { headers, signal }))),
  });
  return (
    <Page title={<Trans>Earnings</Trans>} name={t`Earnings`} actions={<DownloadButton />}>
      <Loaded query={balance}>
        {({ balances }) => (
          <Stack>
            {balances.map(line => (
              <Balance key={line.currency} line={line} chosen={column} onChoose={setColumn} />
            ))}
          </Stack>
        )}
      </Loaded>
      <Lines column={column} onAll={() => setColumn(undefined)} />
    </Page>
  );
}

/** One currency's five columns; pressing one shows its lines. */
function Balance({
  line,
  chosen,
  onChoose,
}: {
  line: BalanceLine;
  chosen: Column | undefined;
  onChoose: (column: Column | undefined) => void;
}) {
  return (
    <section>
      <ol className={styles.columns}>
        {COLUMNS.map(column => (
          <li key={column}>
            <button
              type="button"
              className={cx(styles.column, chosen === column && styles.chosen)}
              aria-pressed={chosen === column}
              onClick={() => onChoose(chosen === column ? undefined : column)}
            >
              <span className={styles.name}>
                <ColumnName column={column} />
              </span>
              <Money value={line[column]} className={styles.sum ?? ''} />
              <span className={styles.meaning}>
                <ColumnMeaning column={column} />
              </span>
            </button>
          </li>
        ))}
      </ol>
      {line.next_release_at && (
        <p className={styles.next}>
          <Trans>
            The next sum moves on <Time value={line.next_release_at} />.
          </Trans>
        </p>
      )}
    </section>
  );
}

function Lines({ column, onAll }: { column: Column | undefined; onAll: () => void }) {
  const pages = usePages(['earnings', column ?? 'all'], async (cursor, signal) => {
    const query = { limit: 20, ...(column && { column }), ...(cursor && { cursor }) };
    const page = await unwrap(api.GET('/v1/me/earnings', { params: { query }, signal }));
    // The contract offers text too; that is what the CSV button asks for.
    return page as Exclude<typeof page, string>;
  });
  return (
    <section>
      <Row between className={styles.listHead}>
        <h2>{column ? <ColumnName column={column} /> : <Trans>All lines</Trans>}</h2>
        {column && (
          <Button size="small" tone="quiet" onClick={onAll}>
            <Trans>Show all</Trans>
          </Button>
        )}
      </Row>
      <Pages
        pages={pages}
        empty={
          <Empty
            icon={<Coins aria-hidden="true" />}
            title={<Trans>No money here yet</Trans>}
            action={
              <ButtonLink href="/" tone="primary">
                <Trans>Find work</Trans>
              </ButtonLink>
            }
          >
            <p>
              <Trans>Each sum leads back to the work it was earned with.</Trans>
            </p>
          </Empty>
        }
      >
        {items => (
          <ul className={styles.lines}>
            {items.map(item => (
              <Line key={item.id} item={item} />
            ))}
          </ul>
        )}
      </Pages>
    </section>
  );
}

/** The work, or the test, that a line is for; gradings are looked at elsewhere. */
function behind(item: Schema<'Earning'>): string {
  if (item.assignment_id) return `/history/${item.assignment_id}`;
  if (item.attempt_id) return `/attempts/${item.attempt_id}/result`;
  return '/earnings';
}

function Line({ item }: { item: Schema<'Earning'> }) {
  return (
    <li>
      <Link href={behind(item)} className={styles.line}>
        <span className={styles.what}>
          <strong>{item.title}</strong>
          <span className={styles.when}>
            <Time value={item.earned_at} />
            {item.moves_at && (
              <>
                {' · '}
                <Trans>
                  moves on <Time value={item.moves_at} />
                </Trans>
              </>
            )}
            {item.basis === 'cancellation' && (
              <>
                {' · '}
                <Trans>for your time on work that was called back</Trans>
              </>
            )}
            {item.hold_reason === 'holding_time' && (
              <>
                {' · '}
                <Trans>held for the usual time before payouts</Trans>
              </>
            )}
          </span>
        </span>
        <Badge tone={item.column === 'received' ? 'good' : item.column === 'earned' ? 'brass' : 'accent'}>
          <ColumnName column={item.column} />
        </Badge>
        <Money value={item.amount} className={styles.amount ?? ''} />
      </Link>
    </li>
  );
}

function DownloadButton() {
  const words = useProblemWords();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    await downloadEarnings().catch(failed => toast({ text: words(failed).title }));
    setBusy(false);
  };
  return (
    <Button busy={busy} onClick={() => void run()}>
      <Download aria-hidden="true" />
      <Trans>CSV</Trans>
    </Button>
  );
}
