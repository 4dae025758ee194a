import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { signOut } from '~/api/session';
import { Button, Dialog, ProblemNote } from '~/ui';
import { UnsentWarning } from './Devices';

/** Signs out of this device; asks first when that would lose finished work. */
export function SignOut({ unsent }: { unsent: number }) {
  const [asking, setAsking] = useState(false);
  const leave = useMutation({ mutationFn: () => signOut() });
  return (
    <>
      <Button busy={leave.isPending} onClick={() => (unsent > 0 ? setAsking(true) : leave.mutate())}>
        <LogOut aria-hidden="true" />
        <Trans>Sign out</Trans>
      </Button>
      {(asking || leave.error) && (
        <Dialog
          open
          onClose={() => {
            setAsking(false);
            leave.reset();
          }}
          title={<Trans>Sign out?</Trans>}
          actions={
            <>
              <Button
                onClick={() => {
                  setAsking(false);
                  leave.reset();
                }}
              >
                <Trans>Stay</Trans>
              </Button>
              <Button tone="danger" busy={leave.isPending} onClick={() => leave.mutate()}>
                <Trans>Sign out</Trans>
              </Button>
            </>
          }
        >
          {unsent > 0 && <UnsentWarning />}
          {leave.error && <ProblemNote error={leave.error} />}
        </Dialog>
      )}
    </>
  );
}
