import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Schema } from '~/api';
import { useSession } from '~/api/session';
import { ResendVerification } from '~/features/session';
import { ButtonLink } from '~/ui';

/** What a worker can do at once about something that work asks for; nothing where the words alone must do. */
export function Way({ code, projectId }: { code: Schema<'RequirementText'>['code']; projectId: string }) {
  const session = useSession();
  switch (code) {
    case 'identity_email':
      return session.state === 'signed-in' ? <ResendVerification email={session.me.email} /> : null;
    case 'language':
      return (
        <ToProfile projectId={projectId}>
          <Trans>Change your languages</Trans>
        </ToProfile>
      );
    case 'lives_in':
    case 'lives_outside':
      return (
        <ToProfile projectId={projectId}>
          <Trans>Say where you live</Trans>
        </ToProfile>
      );
    case 'skill':
      return (
        <ButtonLink size="small" href="/">
          <Trans>To your work</Trans>
        </ButtonLink>
      );
    case 'qualification':
      return (
        <ButtonLink size="small" href="/qualify">
          <Trans>See how to qualify</Trans>
        </ButtonLink>
      );
    case 'identity_none':
    case 'identity_document':
    case 'device':
    case 'brought_by':
    case 'not_brought_by':
    case 'new_to_group':
    case 'invited':
    case 'stranger':
      return null;
  }
}

/** Leads to the profile, which leads back to the work once it is saved. */
function ToProfile({ projectId, children }: { projectId: string; children: ReactNode }) {
  return (
    <ButtonLink size="small" href={`/account?for=${projectId}`}>
      {children}
    </ButtonLink>
  );
}
