import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { Scale } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link, Redirect } from 'wouter';
import { api, withEtag } from '~/api';
import { allows, useOrganisations } from '~/features/organisation';
import { formatNumber } from '~/i18n/format';
import { Badge, ButtonLink, Loaded, Note, Page, Row, Skeleton, Stack, toast } from '~/ui';
import { changeOf, type Draft, draftOf, type ItemDetail } from './draft';
import { ItemEditor } from './ItemEditor';
import { ItemStatistics } from './ItemStatistics';
import { ItemStateBadge, useFlagNames, useItemKindNames } from './names';
import { useItem } from './queries';
import { SideNav } from './SideNav';
import { StateButtons } from './StateButtons';
import { ValidityPapers } from './ValidityPapers';
import { Versions } from './Versions';

type Side = 'edit' | 'statistics' | 'papers' | 'versions';

/** One item with all its sides; each side has an address of its own. */
export function ItemPage({ id, side = 'edit' }: { id: string; side?: string }) {
  const { t } = useLingui();
  const query = useItem(id);
  const kinds = useItemKindNames();
  return (
    <Loaded query={query} skeleton={<Skeleton lines={[4, 3, 10]} />}>
      {({ item, etag }) => (
        <Page
          title={item.title}
          name={item.title || t`Item`}
          lead={
            <Row>
              <ItemStateBadge state={item.state} />
              <span>
                <Link href="/items">
                  <Trans>Items</Trans>
                </Link>
                {' · '}
                {kinds[item.kind]}
                {' · '}
                <Trans>version {item.version}</Trans>
                {' · '}
                {item.domain}
              </span>
              {item.tags.map(tag => (
                <Badge key={tag}>{tag}</Badge>
              ))}
            </Row>
          }
          actions={<StateButtons item={item} etag={etag} />}
        >
          <Sides item={item} here={side as Side} />
          <Flags item={item} />
          <Body item={item} etag={etag} side={side as Side} />
        </Page>
      )}
    </Loaded>
  );
}

function Body({ item, etag, side }: { item: ItemDetail; etag: string; side: Side }) {
  switch (side) {
    case 'edit':
      return <Edit key={etag} item={item} etag={etag} />;
    case 'statistics':
      return <ItemStatistics item={item} />;
    case 'papers':
      return <ValidityPapers item={item} />;
    case 'versions':
      return <Versions item={item} />;
    default:
      return <Redirect to={`/items/${item.id}`} replace />;
  }
}

function Sides({ item, here }: { item: ItemDetail; here: Side }) {
  const { t } = useLingui();
  const titles: [Side, ReactNode][] = [
    ['edit', <Trans key="e">Question and key</Trans>],
    ['statistics', <Trans key="s">Statistics</Trans>],
    ...(item.key.rubric ? ([['papers', <Trans key="p">Known grades</Trans>]] as [Side, ReactNode][]) : []),
    ['versions', <Trans key="v">Versions</Trans>],
  ];
  return <SideNav label={t`Item`} base={`/items/${item.id}`} sides={titles} here={here} />;
}

function Flags({ item: { flags, id, exposures } }: { item: ItemDetail }) {
  const names = useFlagNames();
  if (flags.length === 0) return null;
  return (
    <Note tone="warn">
      <Stack gap="tight">
        {flags.map(flag => (
          <p key={flag}>
            <strong>{names[flag].name}.</strong> {names[flag].mend}
          </p>
        ))}
        {exposures > 0 && flags.some(flag => flag === 'key_suspect' || flag === 'negative_discrimination') && (
          <p>
            <ButtonLink size="small" href={`/corrections?kind=key&item=${id}`}>
              <Scale aria-hidden="true" />
              <Trans>Correct the key for everybody</Trans>
            </ButtonLink>
          </p>
        )}
      </Stack>
    </Note>
  );
}

function Edit({ item, etag }: { item: ItemDetail; etag: string }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const all = useOrganisations();
  const may = allows(all.find(one => one.id === item.organisation_id)?.role, 'editor');
  const [draft, setDraft] = useState<Draft>(() => draftOf(item));
  const changes = changeOf(draft, item);
  const save = async () => {
    if (Object.keys(changes).length === 0) return toast({ text: t`Nothing has changed.` });
    const { data, etag: next } = await withEtag(
      api.PATCH('/v1/items/{item_id}', {
        params: { path: { item_id: item.id }, header: { 'If-Match': etag } },
        body: changes,
      }),
    );
    queries.setQueryData(['item', item.id], { item: data, etag: next });
    void queries.invalidateQueries({ queryKey: ['items'] });
    toast({ text: data.version > item.version ? t`Saved as version ${data.version}.` : t`Saved.` });
  };
  return (
    <ItemEditor
      draft={draft}
      change={patch => setDraft(before => ({ ...before, ...patch }))}
      itemId={item.id}
      saved={Object.keys(changes).length === 0}
      save={<Trans>Save</Trans>}
      onSave={save}
      begin={
        <>
          {!may && (
            <Note>
              <Trans>You may look at it; only editors and owners change the bank.</Trans>
            </Note>
          )}
          {may && item.exposures > 0 && (
            <Note>
              <Trans>
                {formatNumber(item.exposures)} attempts showed it. A change of the question makes a new version for
                attempts to come. A key that somebody was marked by is not changed here but corrected for everybody it
                touched.
              </Trans>{' '}
              <Link href={`/corrections?kind=key&item=${item.id}`}>
                <Trans>Correct the key</Trans>
              </Link>
            </Note>
          )}
        </>
      }
    />
  );
}
