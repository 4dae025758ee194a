import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api, newId, unwrap } from '~/api';
import { useSession } from '~/api/session';
import { useDraft } from '~/features/ordering';
import { allows, useOrganisation } from '~/features/organisation';
import { Button, Card, Empty, Note, Page, Skeleton, toast } from '~/ui';
import styles from './bank.module.css';
import { blankItem, type Draft, tagsOf, tidyItem } from './draft';
import { ItemEditor } from './ItemEditor';
import { KINDS, useItemKindNames } from './names';

const BEGIN: Draft = {
  kind: 'single_choice',
  title: '',
  domain: '',
  tags: '',
  difficulty: undefined,
  cap: undefined,
  externalKey: '',
  note: '',
  ...blankItem('single_choice'),
};

/** A new item: its kind first, then everything else. What is typed survives a closed tab. */
export function NewItemPage() {
  const { t } = useLingui();
  const session = useSession();
  const organisation = useOrganisation();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const names = useItemKindNames();
  const [key] = useState(newId);
  const person = session.state === 'signed-in' ? session.me.id : '';
  const { form, change, restored, discard, done } = useDraft<Draft>(`${person} item`, BEGIN);
  if (!form) return <Skeleton />;
  const save = async () => {
    if (!organisation) return;
    const item = await unwrap(
      api.POST('/v1/items', {
        params: { header: { 'Idempotency-Key': key } },
        body: {
          organisation_id: organisation.id,
          kind: form.kind,
          title: form.title.trim(),
          domain: form.domain.trim(),
          tags: tagsOf(form.tags),
          ...(form.difficulty !== undefined && { difficulty: form.difficulty }),
          ...(form.cap !== undefined && { exposure_cap: form.cap }),
          ...(form.externalKey.trim() && { external_key: form.externalKey.trim() }),
          ...tidyItem(form.kind, form.body, form.key),
        },
      }),
    );
    await done();
    void queries.invalidateQueries({ queryKey: ['items'] });
    toast({ text: t`It is in the bank, as a draft.` });
    go(`/items/${item.id}`);
  };
  return (
    <Page title={<Trans>New item</Trans>} name={t`New item`}>
      {allows(organisation?.role, 'editor') ? (
        <ItemEditor
          draft={form}
          change={change}
          saved={false}
          save={<Trans>Add to the bank</Trans>}
          onSave={save}
          begin={
            <>
              {restored && (
                <Note>
                  <Trans>You had begun this on this device and not saved it.</Trans>
                  <div>
                    <Button size="small" onClick={() => discard(BEGIN)}>
                      <Trans>Begin anew</Trans>
                    </Button>
                  </div>
                </Note>
              )}
              <Card as="section">
                <fieldset>
                  <legend className={styles.legend}>
                    <Trans>Kind</Trans>
                  </legend>
                  <div className={styles.kinds}>
                    {KINDS.map(kind => (
                      <label key={kind} className={styles.kind}>
                        <input
                          type="radio"
                          name="kind"
                          checked={form.kind === kind}
                          onChange={() => {
                            const begun = blankItem(kind);
                            change({ kind, body: { ...begun.body, prompt: form.body.prompt }, key: begun.key });
                          }}
                        />
                        <span>{names[kind]}</span>
                      </label>
                    ))}
                  </div>
                </fieldset>
              </Card>
            </>
          }
        />
      ) : (
        <Empty title={<Trans>Only editors and owners change the bank</Trans>} />
      )}
    </Page>
  );
}
