import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from 'wouter';
import { Note, Stack } from '~/ui';
import { Gate } from './Gate';
import { ResendVerification } from './ResendVerification';
import styles from './session.module.css';
import { TokenForm } from './TokenForm';

/** After signing up: where the message went, and a place for its link when it opens on another device. */
export function CheckMail({ email }: { email: string }) {
  const { t } = useLingui();
  return (
    <Gate
      title={<Trans>Check your e-mail</Trans>}
      name={t`Check your e-mail`}
      lead={
        <Trans>
          A message is on its way to <strong>{email}</strong>. Press its link, or paste it here.
        </Trans>
      }
    >
      <TokenForm />
      <Stack gap="tight">
        <Note>
          <p>
            <Trans>Nothing there after a few minutes? Look in the spam folder, or have it sent again.</Trans>
          </p>
          <div>
            <ResendVerification email={email} />
          </div>
        </Note>
      </Stack>
      <div className={styles.foot}>
        <Link href="/">
          <Trans>Go to sign-in</Trans>
        </Link>
      </div>
    </Gate>
  );
}
