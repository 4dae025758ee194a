import { Trans, useLingui } from '@lingui/react/macro';
import { Building2, ClipboardCheck, Hammer, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { Redirect } from 'wouter';
import type { Me } from '~/api/session';
import { useOrganisation } from '~/features/organisation';
import { ButtonLink, Card, Empty, Page, Stack } from '~/ui';
import styles from './ProjectPage.module.css';

/** Where each person begins: requesters at their projects, reviewers at the queue, others at what this office has for them. */
export function HomePage({ me }: { me: Me }) {
  const { t } = useLingui();
  const organisation = useOrganisation();
  if (organisation) return <Redirect to={organisation.role === 'reviewer' ? '/reviews' : '/projects'} replace />;
  const operator = me.roles.includes('operator');
  return (
    <Page title={<Trans>Hello, {me.display_name}</Trans>} name={t`Home`}>
      <Stack>
        {me.roles.includes('vendor') && (
          <Line icon={<Building2 aria-hidden="true" />} title={<Trans>Vendors</Trans>}>
            <Trans>
              Your account belongs to a vendor. Rosters, rate cards and payouts have no screens here yet; nothing is
              hidden from you that exists.
            </Trans>
          </Line>
        )}
        {operator && (
          <Line icon={<ShieldCheck aria-hidden="true" />} title={<Trans>Operators</Trans>}>
            <Trans>Appeals that no one else may decide are yours. The trust desk has no screens yet.</Trans>
          </Line>
        )}
        {(me.roles.includes('reviewer') || operator) && (
          <Line
            icon={<ClipboardCheck aria-hidden="true" />}
            title={<Trans>Judging work</Trans>}
            action={
              <>
                <ButtonLink tone="primary" href="/reviews">
                  <Trans>To the reviews</Trans>
                </ButtonLink>
                <ButtonLink href="/appeals">
                  <Trans>To the appeals</Trans>
                </ButtonLink>
              </>
            }
          >
            <Trans>Submissions wait for a verdict, blind and one at a time.</Trans>
          </Line>
        )}
        {me.roles.length === 0 || me.roles.every(role => role === 'worker') ? (
          <Empty
            icon={<Hammer aria-hidden="true" />}
            title={<Trans>This is the office</Trans>}
            action={
              <a href="/">
                <Trans>To the workers’ side</Trans>
              </a>
            }
          >
            <p>
              <Trans>
                You belong to no organisation yet. Ask for an invitation, or go to the workers’ side, where your work
                is.
              </Trans>
            </p>
          </Empty>
        ) : null}
      </Stack>
    </Page>
  );
}

function Line({
  icon,
  title,
  action,
  children,
}: {
  icon: ReactNode;
  title: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Card as="section" className={styles.line ?? ''}>
      {icon}
      <div>
        <h2 className={styles.title}>{title}</h2>
        <p className={styles.soft}>{children}</p>
      </div>
      {action && <div className={styles.action}>{action}</div>}
    </Card>
  );
}
