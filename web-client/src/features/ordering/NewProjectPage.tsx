import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { api, newId, type Schema, unwrap } from '~/api';
import { useSession } from '~/api/session';
import type { Kind } from '~/features/answer';
import { KindName } from '~/features/kind';
import { useOrganisation } from '~/features/organisation';
import { useProjectChanged } from '~/features/projects';
import { Button, Empty, Note, Page, Skeleton } from '~/ui';
import { draftOf, type Form } from './form';
import styles from './ordering.module.css';
import { ProjectForm } from './ProjectForm';
import { useStarters } from './starters';
import { useDraft } from './useDraft';

const KINDS: readonly Kind[] = ['preference', 'writing', 'rubric', 'classification'];

/** Describing a new project, from a template that is complete already. What is typed stays on this device until it is saved. */
export function NewProjectPage() {
  const { t } = useLingui();
  const [query] = useSearchParams();
  const asked = KINDS.find(kind => kind === query.get('kind')) ?? 'preference';
  const organisation = useOrganisation();
  return (
    <Page title={<Trans>New project</Trans>} name={t`New project`}>
      {organisation ? (
        <NewProject key={`${organisation.id} ${asked}`} organisation={organisation} asked={asked} />
      ) : (
        <Empty title={<Trans>You belong to no organisation that orders work</Trans>} />
      )}
    </Page>
  );
}

function NewProject({ organisation, asked }: { organisation: Schema<'Organisation'>; asked: Kind }) {
  const [, go] = useLocation();
  const session = useSession();
  const starters = useStarters();
  const changed = useProjectChanged();
  const person = session.state === 'signed-in' ? session.me.id : '';
  const { form, change, restored, discard, done } = useDraft<Form>(
    `${person} ${organisation.id} new ${asked}`,
    starters[asked],
  );
  // The same key for every attempt of this form, so that a lost answer makes no second project.
  const [attempt] = useState(newId);
  if (!form) return <Skeleton />;
  const save = async () => {
    const made = await unwrap(
      api.POST('/v1/projects', {
        params: { header: { 'Idempotency-Key': attempt } },
        body: draftOf(form, organisation.id),
      }),
    );
    await done();
    changed(made.id);
    go(`/projects/${made.id}/tasks`);
  };
  return (
    <ProjectForm
      form={form}
      change={change}
      place={{ organisation: organisation.id }}
      save={<Trans>Save and load tasks</Trans>}
      onSave={save}
      begin={
        <>
          <Kinds chosen={asked} onChoose={kind => go(`/projects/new?kind=${kind}`, { replace: true })} />
          {restored && (
            <Note>
              <Trans>This is what you wrote the last time; it was kept on this device.</Trans>
              <div>
                <Button size="small" onClick={() => discard(starters[asked])}>
                  <Trans>Begin again from the template</Trans>
                </Button>
              </div>
            </Note>
          )}
        </>
      }
    />
  );
}

function Kinds({ chosen, onChoose }: { chosen: Kind; onChoose: (kind: Kind) => void }) {
  const { t } = useLingui();
  return (
    <div className={styles.kinds} role="radiogroup" aria-label={t`Kind of task`}>
      {KINDS.map(kind => (
        <label key={kind} className={styles.kind}>
          <input type="radio" name="kind" value={kind} checked={kind === chosen} onChange={() => onChoose(kind)} />
          <span>
            <KindName kind={kind} />
          </span>
        </label>
      ))}
    </div>
  );
}
