import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, unwrap } from '~/api';
import { Button, toast, useProblemWords } from '~/ui';

/** Sends the confirmation message again, to `email` or to what stands in the form around it. */
export function ResendVerification({ email }: { email?: string }) {
  const { t } = useLingui();
  const words = useProblemWords();
  const [busy, setBusy] = useState(false);
  const send = async (button: HTMLElement) => {
    const field = button.closest('form')?.elements.namedItem('email');
    const address = email ?? (field instanceof HTMLInputElement ? field.value : '');
    setBusy(true);
    try {
      await unwrap(api.POST('/v1/accounts/verification/requests', { body: { email: address } }));
      toast({ text: t`If the address waits for confirmation, a message is on its way.` });
    } catch (thrown) {
      toast({ text: words(thrown).title });
    }
    setBusy(false);
  };
  return (
    <Button size="small" busy={busy} onClick={event => void send(event.currentTarget)}>
      <Trans>Send the message again</Trans>
    </Button>
  );
}
