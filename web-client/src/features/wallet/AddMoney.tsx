import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { newId } from '~/api';
import { useSubmit } from '~/features/session';
import { formatMoney } from '~/i18n/format';
import { Button, Dialog, ProblemNote, TextField, toast } from '~/ui';
import { useFunding } from './queries';
import styles from './wallet.module.css';

export interface AddMoneyProps {
  organisation: string;
  currency: string;
  /** What stands in the field at first, such as a shortfall. */
  suggested?: string;
  open: boolean;
  onClose: () => void;
}

/** A dialog that adds money to the wallet. */
export function AddMoney(props: AddMoneyProps) {
  return props.open ? <Open {...props} /> : null;
}

function Open({ organisation, currency, suggested = '', onClose }: AddMoneyProps) {
  const { t } = useLingui();
  const fund = useFunding(organisation);
  const [key] = useState(newId);
  const { busy, error, field, onSubmit } = useSubmit(async ({ amount = '' }) => {
    const line = await fund({ amount: amount.replace(',', '.').trim(), currency }, key);
    const now = formatMoney(line.available.amount, line.available.currency);
    toast({ text: t`Added. ${now} is available.` });
    onClose();
  });
  return (
    <Dialog open onClose={onClose} title={<Trans>Add money</Trans>}>
      <form className={styles.form} onSubmit={onSubmit}>
        {error !== undefined && <ProblemNote error={error} />}
        <TextField
          label={t`Amount (${currency})`}
          hint={<Trans>From this server’s demo funding source: no real money moves.</Trans>}
          name="amount"
          inputMode="decimal"
          pattern="(0|[1-9]\d{0,9})([.,]\d{1,6})?"
          title={t`An amount such as 20.00`}
          autoComplete="transaction-amount"
          required
          defaultValue={suggested}
          error={field('amount')}
        />
        <div className={styles.actions}>
          <Button type="submit" tone="primary" busy={busy}>
            <Trans>Add</Trans>
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
