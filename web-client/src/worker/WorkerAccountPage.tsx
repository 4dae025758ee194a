import { AccountPage } from '~/features/account';
import { useOutbox } from '~/features/desk';
import { WorkerProfile } from '~/features/profile';

/** The account page with what only workers have. */
export function WorkerAccountPage() {
  return (
    <AccountPage unsent={useOutbox().length}>
      <WorkerProfile />
    </AccountPage>
  );
}
