import { AccountPage } from '~/features/account';
import { useOutbox } from '~/features/desk';
import { WorkerProfile } from '~/features/profile';
import { PushSection } from '~/features/push';

/** The account page with what only workers have. */
export function WorkerAccountPage() {
  return (
    <AccountPage unsent={useOutbox().length}>
      <WorkerProfile />
      <PushSection />
    </AccountPage>
  );
}
