import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, newId, ProblemError, type Schema, unwrap, withEtag } from '~/api';
import { type Project, useProject, useProjectChanged } from '~/features/projects';
import { useSubmit } from '~/features/session';
import { formatMoney } from '~/i18n/format';
import { Button, Dialog, ProblemNote, TextField, toast } from '~/ui';
import { wholeCost } from './budget';
import styles from './launch.module.css';

interface Props {
  project: Project;
  estimate: Schema<'Estimate'>;
  onClose: () => void;
  /** The wallet does not hold enough for it. */
  onFundsMissing: () => void;
}

/** Sets a higher budget and goes on with the project in one press. */
export function RaiseBudget({ project, estimate, onClose, onFundsMissing }: Props) {
  const { t } = useLingui();
  const changed = useProjectChanged();
  const known = useProject(project.id);
  const [key] = useState(newId);
  const { currency } = project.price;
  const whole = wholeCost(project.committed?.amount ?? '0', estimate.cost.amount);
  const { busy, error, field, onSubmit } = useSubmit(async ({ budget = '' }) => {
    const path = { project_id: project.id };
    const { etag } = known.data ?? (await withEtag(api.GET('/v1/projects/{project_id}', { params: { path } })));
    try {
      await unwrap(
        api.PATCH('/v1/projects/{project_id}', {
          params: { path, header: { 'If-Match': etag } },
          body: { budget: { amount: budget.replace(',', '.').trim(), currency } },
        }),
      );
      await unwrap(
        api.POST('/v1/projects/{project_id}/launch', { params: { path, header: { 'Idempotency-Key': key } } }),
      );
      toast({ text: t`The project goes on.` });
      onClose();
    } finally {
      changed(project.id);
    }
  });
  return (
    <Dialog open onClose={onClose} title={<Trans>Raise the budget</Trans>}>
      <form className={styles.form} onSubmit={onSubmit}>
        {error !== undefined && (
          <ProblemNote error={error}>
            {error instanceof ProblemError && error.code === 'funds_missing' && (
              <div>
                <Button size="small" onClick={onFundsMissing}>
                  <Trans>Add money</Trans>
                </Button>
              </div>
            )}
          </ProblemNote>
        )}
        <TextField
          label={t`New budget in all (${currency})`}
          hint={
            <Trans>
              {formatMoney(whole, currency)} pays for everything that is still wanted. What is not used comes back.
            </Trans>
          }
          name="budget"
          inputMode="decimal"
          pattern="(0|[1-9]\d{0,9})([.,]\d{1,6})?"
          title={t`An amount such as 20.00`}
          autoComplete="off"
          required
          defaultValue={whole}
          error={field('budget')}
        />
        <div className={styles.actions}>
          <Button tone="quiet" onClick={onClose}>
            <Trans>Not yet</Trans>
          </Button>
          <Button type="submit" tone="primary" busy={busy}>
            <Trans>Raise it and resume</Trans>
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
