import { useSession } from '~/api/session';
import { SignInPage } from '~/features/session';
import { Skeleton } from '~/ui';

export function App() {
  const session = useSession();
  if (session.state === 'starting') return <Skeleton />;
  return <SignInPage />;
}
