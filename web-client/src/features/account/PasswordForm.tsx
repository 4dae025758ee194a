import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, queryClient, unwrap } from '~/api';
import { useSubmit } from '~/features/session';
import { Button, ProblemNote, Row, TextField, toast } from '~/ui';
import styles from './account.module.css';

/** Changes the password; every other device is signed out by it. */
export function PasswordForm() {
  const { t } = useLingui();
  const [round, setRound] = useState(0);
  const { busy, error, field, onSubmit } = useSubmit(async ({ current_password = '', new_password = '' }) => {
    await unwrap(api.PUT('/v1/me/password', { body: { current_password, new_password } }));
    setRound(round + 1);
    void queryClient.invalidateQueries({ queryKey: ['sessions'] });
    toast({ text: t`The new password holds. Other devices were signed out.` });
  });
  return (
    <form key={round} className={styles.form} onSubmit={onSubmit}>
      <TextField
        label={t`Password now`}
        name="current_password"
        type="password"
        autoComplete="current-password"
        maxLength={256}
        required
        error={field('current_password')}
      />
      <TextField
        label={t`New password`}
        name="new_password"
        type="password"
        autoComplete="new-password"
        maxLength={256}
        required
        error={field('new_password')}
      />
      {error !== undefined && <ProblemNote error={error} />}
      <Row>
        <Button type="submit" busy={busy}>
          <Trans>Change password</Trans>
        </Button>
      </Row>
    </form>
  );
}
