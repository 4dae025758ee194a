import { Trans, useLingui } from '@lingui/react/macro';
import { useLocation } from 'wouter';
import { api, unwrap } from '~/api';
import { currentSession, lookAgain } from '~/api/session';
import { Button, ProblemNote, TextField, toast } from '~/ui';
import { pastedToken } from './linkToken';
import styles from './session.module.css';
import { useSubmit } from './useSubmit';

/** Confirms an address with the link from the message. */
export function TokenForm({ token = '' }: { token?: string }) {
  const { t } = useLingui();
  const [, go] = useLocation();
  const { busy, error, onSubmit } = useSubmit(async values => {
    await unwrap(api.POST('/v1/accounts/verification', { body: { token: pastedToken(values.token ?? token) } }));
    // Somebody who is here already is not sent to sign in, and is let in to the work at once.
    const here = currentSession().state === 'signed-in';
    toast({ text: here ? t`Your address is confirmed.` : t`Your address is confirmed. You can sign in now.` });
    await lookAgain().catch(() => undefined);
    go('/', { replace: true });
  });
  return (
    <form className={styles.form} onSubmit={onSubmit}>
      {error !== undefined && <ProblemNote error={error} />}
      {!token && (
        <TextField
          label={t`Link from the message`}
          name="token"
          inputMode="url"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          minLength={20}
          required
        />
      )}
      <Button type="submit" tone="primary" size="large" wide busy={busy}>
        <Trans>Confirm my address</Trans>
      </Button>
    </form>
  );
}
