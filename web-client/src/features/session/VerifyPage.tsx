import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Gate } from './Gate';
import { takeLinkToken } from './linkToken';
import { TokenForm } from './TokenForm';

/** Where the link of the confirmation message leads. One press confirms, so that a mail scanner that opens links cannot. */
export function VerifyPage() {
  const { t } = useLingui();
  const [token] = useState(takeLinkToken);
  return (
    <Gate title={<Trans>Confirm your address</Trans>} name={t`Confirm your address`}>
      <TokenForm token={token} />
    </Gate>
  );
}
