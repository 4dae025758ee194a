import { Trans, useLingui } from '@lingui/react/macro';
import { MailOpen } from 'lucide-react';
import { useLocation } from 'wouter';
import { api, unwrap } from '~/api';
import { noteMe, useSession } from '~/api/session';
import { pastedToken, useSubmit } from '~/features/session';
import { Button, Card, Empty, Note, Page, ProblemNote, TextField, toast } from '~/ui';
import { chooseOrganisation } from './organisation';
import styles from './organisation.module.css';

/** Where the link of an invitation leads: one press joins, so that a mail scanner that opens links cannot. */
export function InvitationPage({ token }: { token: string }) {
  const { t } = useLingui();
  const [, go] = useLocation();
  const session = useSession();
  const { busy, error, onSubmit } = useSubmit(async values => {
    const joined = await unwrap(
      api.POST('/v1/invitations/acceptance', { body: { token: pastedToken(token || values.token || '') } }),
    );
    await noteMe(await unwrap(api.GET('/v1/me')));
    chooseOrganisation(joined.id);
    toast({ text: t`You are now a member of ${joined.name}.` });
    go('/');
  });
  return (
    <Page title={<Trans>You are invited</Trans>} name={t`Invitation`}>
      <Card className={styles.invitation ?? ''}>
        <form className={styles.form} onSubmit={onSubmit}>
          {error !== undefined && <ProblemNote error={error} />}
          {session.state === 'signed-in' && (
            <Note>
              <Trans>
                You join as <strong>{session.me.email}</strong>. An invitation belongs to the address it was sent to.
              </Trans>
            </Note>
          )}
          {token ? (
            <Empty
              icon={<MailOpen aria-hidden="true" />}
              title={<Trans>Join the organisation that invited you</Trans>}
            />
          ) : (
            <TextField
              label={t`Link from the message`}
              name="token"
              inputMode="url"
              autoComplete="off"
              minLength={20}
              required
            />
          )}
          <Button type="submit" tone="primary" size="large" wide busy={busy}>
            <Trans>Accept the invitation</Trans>
          </Button>
        </form>
      </Card>
    </Page>
  );
}
