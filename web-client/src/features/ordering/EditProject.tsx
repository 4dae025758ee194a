import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Schema, unwrap, withEtag } from '~/api';
import { useSession } from '~/api/session';
import { useProject, useProjectChanged } from '~/features/projects';
import { Button, Loaded, Note, Skeleton, toast } from '~/ui';
import { changeOf, type Form, formOf } from './form';
import { ProjectForm } from './ProjectForm';
import { useDraft } from './useDraft';

/** Changing a project: everything of a draft, the terms towards oneself of one that was launched. */
export function EditProject({ id }: { id: string }) {
  const query = useProject(id);
  return <Loaded query={query}>{known => <Edit key={known.etag} {...known} />}</Loaded>;
}

function Edit({ project, etag }: { project: Schema<'Project'>; etag: string }) {
  const { t } = useLingui();
  const session = useSession();
  const changed = useProjectChanged();
  const first = useQuery({
    queryKey: ['tasks', project.id, 'first'],
    queryFn: () =>
      unwrap(
        api.GET('/v1/projects/{project_id}/tasks', {
          params: { path: { project_id: project.id }, query: { limit: 1 } },
        }),
      ),
  });
  const person = session.state === 'signed-in' ? session.me.id : '';
  const { form, change, restored, discard, done } = useDraft<Form>(`${person} ${project.id}`, formOf(project));
  const [mark] = useState(etag);
  if (!form) return <Skeleton />;
  const save = async () => {
    await withEtag(
      api.PATCH('/v1/projects/{project_id}', {
        params: { path: { project_id: project.id }, header: { 'If-Match': mark } },
        body: changeOf(form, project.state),
      }),
    );
    await done();
    changed(project.id);
    toast({ text: t`Saved.` });
  };
  return (
    <ProjectForm
      form={form}
      change={change}
      place={{ organisation: project.organisation_id, project: project.id }}
      agreed={project.state !== 'draft'}
      guideline={false}
      sample={first.data?.data[0]?.input}
      save={<Trans>Save</Trans>}
      onSave={save}
      begin={
        restored && (
          <Note>
            <Trans>You had changed this on this device and not saved it.</Trans>
            <div>
              <Button size="small" onClick={() => discard(formOf(project))}>
                <Trans>Go back to what is saved</Trans>
              </Button>
            </div>
          </Note>
        )
      }
    />
  );
}
