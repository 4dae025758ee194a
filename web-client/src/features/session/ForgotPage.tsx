import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Link } from 'wouter';
import { api, unwrap } from '~/api';
import { Button, Note, ProblemNote, TextField } from '~/ui';
import { Gate } from './Gate';
import styles from './session.module.css';
import { useSubmit } from './useSubmit';

/** Asks for a link to choose a new password. Says the same whether or not the address is known. */
export function ForgotPage() {
  const { t } = useLingui();
  const [sent, setSent] = useState(false);
  const { busy, error, onSubmit } = useSubmit(async ({ email = '' }) => {
    await unwrap(api.POST('/v1/password-resets', { body: { email: email.trim() } }));
    setSent(true);
  });
  return (
    <Gate title={<Trans>Choose a new password</Trans>} name={t`New password`}>
      {sent ? (
        <Note tone="good" role="status">
          <p>
            <Trans>If the address is known here, a message with a link is on its way. The link works once.</Trans>
          </p>
        </Note>
      ) : (
        <form className={styles.form} onSubmit={onSubmit}>
          {error !== undefined && <ProblemNote error={error} />}
          <TextField label={t`E-mail`} name="email" type="email" inputMode="email" autoComplete="username" required />
          <Button type="submit" tone="primary" size="large" wide busy={busy}>
            <Trans>Send me a link</Trans>
          </Button>
        </form>
      )}
      <div className={styles.foot}>
        <Link href="/">
          <Trans>Back to sign-in</Trans>
        </Link>
      </div>
    </Gate>
  );
}
