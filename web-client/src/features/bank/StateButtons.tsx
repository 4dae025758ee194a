import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Schema, withEtag } from '~/api';
import { allows, useOrganisations } from '~/features/organisation';
import { Button, Dialog, toast, useProblemWords } from '~/ui';
import type { ItemDetail } from './draft';
import type { ItemState } from './names';

/** Where an item may go from each state, the usual way first. */
const NEXT: Record<ItemState, readonly ItemState[]> = {
  draft: ['trial', 'active'],
  trial: ['active', 'retired'],
  active: ['retired'],
  retired: ['draft'],
};

/** Moves an item on: into trial, into use, out of use. */
export function StateButtons({ item, etag }: { item: ItemDetail; etag: string }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const words = useProblemWords();
  const all = useOrganisations();
  const [busy, setBusy] = useState<ItemState>();
  const [retiring, setRetiring] = useState(false);
  if (!allows(all.find(one => one.id === item.organisation_id)?.role, 'editor')) return null;
  const names: Record<ItemState, string> = {
    draft: t`Back to draft`,
    trial: t`Put on trial`,
    active: t`Put in use`,
    retired: t`Retire`,
  };
  const done: Record<ItemState, string> = {
    draft: t`It is a draft again.`,
    trial: t`It is on trial: mixed into tests and measured, it counts for nothing.`,
    active: t`It is in use.`,
    retired: t`It is retired: drawn no more.`,
  };
  const move = async (state: ItemState) => {
    if (busy) return;
    setBusy(state);
    try {
      const change: Schema<'ItemChange'> = { state };
      const { data, etag: next } = await withEtag(
        api.PATCH('/v1/items/{item_id}', {
          params: { path: { item_id: item.id }, header: { 'If-Match': etag } },
          body: change,
        }),
      );
      queries.setQueryData(['item', item.id], { item: data, etag: next });
      void queries.invalidateQueries({ queryKey: ['items'] });
      toast({ text: done[state] });
      setRetiring(false);
    } catch (thrown) {
      const { title, detail } = words(thrown);
      toast({ text: detail ?? title });
    }
    setBusy(undefined);
  };
  return (
    <>
      {NEXT[item.state].map((state, index) => (
        <Button
          key={state}
          tone={index === 0 && state !== 'retired' ? 'primary' : 'secondary'}
          busy={busy === state}
          onClick={() => (state === 'retired' ? setRetiring(true) : void move(state))}
        >
          {names[state]}
        </Button>
      ))}
      <Dialog
        open={retiring}
        onClose={() => setRetiring(false)}
        title={<Trans>Retire this item?</Trans>}
        actions={
          <>
            <Button onClick={() => setRetiring(false)}>
              <Trans>Keep it in use</Trans>
            </Button>
            <Button tone="danger" busy={busy === 'retired'} onClick={() => void move('retired')}>
              <Trans>Retire</Trans>
            </Button>
          </>
        }
      >
        <p>
          <Trans>
            New tests draw it no more. Attempts under way keep it, and it counts there. To take it out of attempts that
            are over, make a correction.
          </Trans>
        </p>
      </Dialog>
    </>
  );
}
