import { Trans, useLingui } from '@lingui/react/macro';
import { Download, FileUp, Library, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { api, unwrap } from '~/api';
import { download } from '~/features/delivery';
import { allows, type Organisation, useOrganisation } from '~/features/organisation';
import { formatNumber, formatShare } from '~/i18n/format';
import {
  Badge,
  Button,
  ButtonLink,
  Cell,
  Checkbox,
  cx,
  Empty,
  Page,
  Pages,
  Row,
  Select,
  Stack,
  Table,
  TextField,
  toast,
  usePages,
  useProblemWords,
} from '~/ui';
import styles from './bank.module.css';
import type { Item } from './draft';
import { ImportDialog } from './ImportDialog';
import { type ItemState, ItemStateBadge, KINDS, useFlagNames, useItemKindNames, useItemStateNames } from './names';

/** How long the keyboard must rest before the words are looked for, in milliseconds. */
const REST = 300;
const two = (value: number) => formatNumber(value, { maximumFractionDigits: 2 });

/** Every item of the organisation, with what attempts say of it. */
export function BankPage() {
  const { t } = useLingui();
  const organisation = useOrganisation();
  const [importing, setImporting] = useState(false);
  const editor = allows(organisation?.role, 'editor');
  return (
    <Page
      title={<Trans>Items</Trans>}
      name={t`Items`}
      lead={<Trans>The questions that tests draw from, and how good each of them is.</Trans>}
      actions={
        editor &&
        organisation && (
          <>
            <Exports organisation={organisation} />
            <Button onClick={() => setImporting(true)}>
              <FileUp aria-hidden="true" />
              <Trans>Import</Trans>
            </Button>
            <ButtonLink tone="primary" href="/items/new">
              <Plus aria-hidden="true" />
              <Trans>New item</Trans>
            </ButtonLink>
            <ImportDialog organisation={organisation.id} open={importing} onClose={() => setImporting(false)} />
          </>
        )
      }
    >
      {organisation && <Bank organisation={organisation} />}
    </Page>
  );
}

function Exports({ organisation }: { organisation: Organisation }) {
  const words = useProblemWords();
  const [busy, setBusy] = useState<'json' | 'csv'>();
  const save = async (format: 'json' | 'csv') => {
    if (busy) return;
    setBusy(format);
    try {
      const query = new URLSearchParams({ organisation_id: organisation.id, format });
      await download(`/v1/items/export?${query}`, `items.${format}`, 0);
    } catch (thrown) {
      toast({ text: words(thrown).title });
    }
    setBusy(undefined);
  };
  return (
    <>
      {(['json', 'csv'] as const).map(format => (
        <Button key={format} tone="quiet" busy={busy === format} onClick={() => void save(format)}>
          <Download aria-hidden="true" />
          <Trans>Export {format.toUpperCase()}</Trans>
        </Button>
      ))}
    </>
  );
}

function Bank({ organisation }: { organisation: Organisation }) {
  const [query] = useSearchParams();
  const filter = Object.fromEntries(
    ['state', 'kind', 'domain', 'tag', 'flagged', 'text'].flatMap(name => {
      const value = query.get(name);
      return value ? [[name, value]] : [];
    }),
  );
  const pages = usePages(['items', organisation.id, filter], cursor =>
    unwrap(
      api.GET('/v1/items', {
        params: {
          query: {
            organisation_id: organisation.id,
            limit: 30,
            ...(filter as object),
            ...(filter.flagged && { flagged: true }),
            ...(cursor && { cursor }),
          },
        },
      }),
    ),
  );
  return (
    <Stack>
      <Filters />
      <Pages
        pages={pages}
        empty={
          <Empty
            icon={<Library aria-hidden="true" />}
            title={
              Object.keys(filter).length > 0 ? <Trans>Nothing fits these filters</Trans> : <Trans>No items yet</Trans>
            }
          >
            <p>
              <Trans>
                Write one, or import a file. A test draws a form for each person from the items that are in use.
              </Trans>
            </p>
          </Empty>
        }
      >
        {items => <Items items={items} />}
      </Pages>
    </Stack>
  );
}

function Filters() {
  const { t } = useLingui();
  const [query, setQuery] = useSearchParams();
  const kinds = useItemKindNames();
  const states = useItemStateNames();
  const [text, setText] = useState(query.get('text') ?? '');
  const [tag, setTag] = useState(query.get('tag') ?? '');
  const set = (name: string, value: string) =>
    setQuery(
      before => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed asks anew.
  useEffect(() => {
    const timer = setTimeout(() => {
      if ((query.get('text') ?? '') !== text.trim()) set('text', text.trim());
      if ((query.get('tag') ?? '') !== tag.trim()) set('tag', tag.trim().toLowerCase());
    }, REST);
    return () => clearTimeout(timer);
  }, [text, tag]);
  return (
    <search className={styles.filters}>
      <TextField
        label={t`Words`}
        type="search"
        maxLength={100}
        autoComplete="off"
        value={text}
        onInput={event => setText(event.currentTarget.value)}
      />
      <Select
        label={t`State`}
        value={query.get('state') ?? ''}
        onChange={event => set('state', event.currentTarget.value)}
      >
        <option value="">{t`All`}</option>
        {(Object.keys(states) as ItemState[]).map(state => (
          <option key={state} value={state}>
            {states[state]}
          </option>
        ))}
      </Select>
      <Select
        label={t`Kind`}
        value={query.get('kind') ?? ''}
        onChange={event => set('kind', event.currentTarget.value)}
      >
        <option value="">{t`All`}</option>
        {KINDS.map(kind => (
          <option key={kind} value={kind}>
            {kinds[kind]}
          </option>
        ))}
      </Select>
      <TextField
        label={t`Tag`}
        maxLength={40}
        pattern="[a-z0-9][a-z0-9_\-]{0,39}"
        autoCapitalize="none"
        autoComplete="off"
        value={tag}
        onInput={event => setTag(event.currentTarget.value)}
      />
      <Checkbox
        checked={query.get('flagged') === 'true'}
        onChange={event => set('flagged', event.currentTarget.checked ? 'true' : '')}
      >
        <Trans>Flagged only</Trans>
      </Checkbox>
    </search>
  );
}

function Items({ items }: { items: readonly Item[] }) {
  const { t } = useLingui();
  const kinds = useItemKindNames();
  const flags = useFlagNames();
  const titles = {
    state: t`State`,
    difficulty: t`Difficulty`,
    discrimination: t`Discrimination`,
    right: t`Right`,
    shown: t`Shown`,
  };
  return (
    <Table
      caption={t`Items`}
      head={[
        { title: t`Item` },
        { title: titles.state },
        { title: titles.difficulty, number: true },
        { title: titles.discrimination, number: true },
        { title: titles.right, number: true },
        { title: titles.shown, number: true },
        { title: t`Flags`, hidden: true },
      ]}
    >
      {items.map(({ id, title, kind, tags, state, difficulty, statistics, exposures, exposure_cap, flags: raised }) => (
        <tr key={id}>
          <Cell main>
            <Link href={`/items/${id}`} className={styles.link}>
              {title}
            </Link>
            <p className={styles.under}>{[kinds[kind], ...tags].join(' · ')}</p>
          </Cell>
          <Cell label={titles.state}>
            <span className={styles.state}>
              <ItemStateBadge state={state} />
            </span>
          </Cell>
          <Cell label={titles.difficulty} number>
            {statistics?.difficulty !== undefined ? (
              <>
                {two(statistics.difficulty)}
                {statistics.difficulty_error !== undefined && (
                  <span className={styles.error}> ± {two(statistics.difficulty_error)}</span>
                )}
              </>
            ) : difficulty !== undefined ? (
              <span className={styles.error}>
                <Trans>guess {two(difficulty)}</Trans>
              </span>
            ) : (
              '—'
            )}
          </Cell>
          <Cell label={titles.discrimination} number>
            {statistics?.discrimination === undefined ? '—' : two(statistics.discrimination)}
          </Cell>
          <Cell label={titles.right} number>
            {statistics?.proportion_right === undefined ? '—' : formatShare(statistics.proportion_right)}
          </Cell>
          <Cell label={titles.shown} number>
            <span className={cx(exposure_cap !== undefined && exposures >= exposure_cap && styles.full)}>
              {formatNumber(exposures)}
              {exposure_cap !== undefined && ` / ${formatNumber(exposure_cap)}`}
            </span>
          </Cell>
          <Cell>
            {raised.length > 0 && (
              <Row>
                {raised.map(flag => (
                  <Badge key={flag} tone="warn">
                    {flags[flag].name}
                  </Badge>
                ))}
              </Row>
            )}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
