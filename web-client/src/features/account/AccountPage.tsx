import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Card, Page, Stack } from '~/ui';
import styles from './account.module.css';
import { Devices } from './Devices';
import { Look } from './Look';
import { PasswordForm } from './PasswordForm';
import { ProfileForm } from './ProfileForm';
import { SignOut } from './SignOut';

/** The person's own page. `children` are sections that only one entry has; `unsent` counts work that leaving would lose. */
export function AccountPage({ children, unsent = 0 }: { children?: ReactNode; unsent?: number }) {
  const { t } = useLingui();
  return (
    <Page title={<Trans>Account</Trans>} name={t`Account`} actions={<SignOut unsent={unsent} />}>
      <div className={styles.sections}>
        <Stack>
          <Section title={<Trans>You</Trans>}>
            <ProfileForm />
          </Section>
          {children}
        </Stack>
        <Stack>
          <Section title={<Trans>Appearance</Trans>}>
            <Look />
          </Section>
          <Section title={<Trans>Devices</Trans>}>
            <Devices unsent={unsent} />
          </Section>
          <Section title={<Trans>Password</Trans>}>
            <PasswordForm />
          </Section>
        </Stack>
      </div>
    </Page>
  );
}

/** One part of the account page. */
export function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <Card as="section">
      <h2 className={styles.title}>{title}</h2>
      {children}
    </Card>
  );
}
