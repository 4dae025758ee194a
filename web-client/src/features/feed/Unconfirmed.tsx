import { Trans } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { MailCheck } from 'lucide-react';
import { useEffect } from 'react';
import { lookAgain, useSession } from '~/api/session';
import { ResendVerification } from '~/features/session';
import { Note } from '~/ui';

/** Says before the first claim that the address must be confirmed; gone as soon as it is, wherever that was done. */
export function Unconfirmed() {
  const session = useSession();
  const client = useQueryClient();
  const waits = session.state === 'signed-in' && !session.me.email_verified;
  useEffect(() => {
    if (!waits) return;
    const look = () => void lookAgain().catch(() => undefined);
    addEventListener('focus', look);
    return () => {
      removeEventListener('focus', look);
      // Work that was closed to a person without an address may be open now.
      void client.invalidateQueries({ queryKey: ['feed'] });
    };
  }, [client, waits]);
  if (!waits) return null;
  return (
    <Note icon={<MailCheck aria-hidden="true" />}>
      <p>
        <Trans>
          <strong>Confirm your address to start working.</strong> The link is in the message to {session.me.email}.
        </Trans>
      </p>
      <div>
        <ResendVerification email={session.me.email} />
      </div>
    </Note>
  );
}
