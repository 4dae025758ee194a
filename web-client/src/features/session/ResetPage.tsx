import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api, unwrap } from '~/api';
import { Button, ProblemNote, TextField, toast } from '~/ui';
import { Gate } from './Gate';
import { pastedToken, takeLinkToken } from './linkToken';
import styles from './session.module.css';
import { useSubmit } from './useSubmit';

/** Where the link of the password message leads. */
export function ResetPage() {
  const { t } = useLingui();
  const [, go] = useLocation();
  const [linked] = useState(takeLinkToken);
  const { busy, error, field, onSubmit } = useSubmit(async ({ token = linked, password = '' }) => {
    await unwrap(api.PUT('/v1/password-resets', { body: { token: pastedToken(token), password } }));
    toast({ text: t`The new password holds. All devices were signed out.` });
    go('/', { replace: true });
  });
  return (
    <Gate title={<Trans>Choose a new password</Trans>} name={t`New password`}>
      <form className={styles.form} onSubmit={onSubmit}>
        {error !== undefined && <ProblemNote error={error} />}
        {!linked && (
          <TextField
            label={t`Link from the message`}
            name="token"
            inputMode="url"
            autoComplete="off"
            autoCapitalize="none"
            required
          />
        )}
        <TextField
          label={t`New password`}
          hint={t`At least 10 characters; a long sentence is best.`}
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={10}
          maxLength={256}
          required
          error={field('password')}
        />
        <Button type="submit" tone="primary" size="large" wide busy={busy}>
          <Trans>Keep this password</Trans>
        </Button>
      </form>
      <div className={styles.foot}>
        <Link href="/">
          <Trans>Back to sign-in</Trans>
        </Link>
      </div>
    </Gate>
  );
}
