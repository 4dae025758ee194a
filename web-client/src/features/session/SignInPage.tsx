import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { ProblemError } from '~/api/problem';
import { signIn, useSession } from '~/api/session';
import { Button, Note, ProblemNote, TextField } from '~/ui';
import { Gate } from './Gate';
import { ResendVerification } from './ResendVerification';
import styles from './session.module.css';
import { useSubmit } from './useSubmit';

/** Signing in; the page behind it appears by itself once it has worked. `foot` holds the ways to other doors. */
export function SignInPage({ foot }: { foot?: ReactNode }) {
  const { t } = useLingui();
  const session = useSession();
  const { busy, error, onSubmit } = useSubmit(({ email = '', password = '' }) => signIn(email.trim(), password));
  const unverified = error instanceof ProblemError && error.code === 'email_not_verified';
  return (
    <Gate title={<Trans>Welcome back</Trans>} name={t`Sign in`}>
      <form className={styles.form} onSubmit={onSubmit}>
        {session.state === 'signed-out' && session.ended && (
          <Note role="status">
            <Trans>Your session has ended. What you wrote is kept on this device: sign in to go on with it.</Trans>
          </Note>
        )}
        {error !== undefined && <ProblemNote error={error}>{unverified && <ResendVerification />}</ProblemNote>}
        <TextField label={t`E-mail`} name="email" type="email" inputMode="email" autoComplete="username" required />
        <TextField label={t`Password`} name="password" type="password" autoComplete="current-password" required />
        <Button type="submit" tone="primary" size="large" wide busy={busy}>
          <Trans>Sign in</Trans>
        </Button>
      </form>
      <div className={styles.foot}>{foot}</div>
    </Gate>
  );
}
