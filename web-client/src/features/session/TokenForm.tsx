import { Trans, useLingui } from '@lingui/react/macro';
import { useLocation } from 'wouter';
import { api, unwrap } from '~/api';
import { currentSession, lookAgain } from '~/api/session';
import { Button, ProblemNote, TextField, toast } from '~/ui';
import styles from './session.module.css';
import { useSubmit } from './useSubmit';

/** Confirms an address with the code from the message. */
export function TokenForm({ token = '' }: { token?: string }) {
  const { t } = useLingui();
  const [, go] = useLocation();
  const { busy, error, onSubmit } = useSubmit(async values => {
    await unwrap(api.POST('/v1/accounts/verification', { body: { token: (values.token ?? '').trim() } }));
    // Somebody who is here already is not sent to sign in, and is let in to the work at once.
    const here = currentSession().state === 'signed-in';
    toast({ text: here ? t`Your address is confirmed.` : t`Your address is confirmed. You can sign in now.` });
    await lookAgain().catch(() => undefined);
    go('/', { replace: true });
  });
  return (
    <form className={styles.form} onSubmit={onSubmit}>
      {error !== undefined && <ProblemNote error={error} />}
      <TextField
        label={t`Code from the message`}
        name="token"
        defaultValue={token}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        minLength={20}
        maxLength={200}
        required
      />
      <Button type="submit" tone="primary" size="large" wide busy={busy}>
        <Trans>Confirm my address</Trans>
      </Button>
    </form>
  );
}
