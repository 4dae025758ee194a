import { Trans, useLingui } from '@lingui/react/macro';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { api, newId, type Schema, unwrap } from '~/api';
import { type Project, useProjectChanged } from '~/features/projects';
import { formatMoney, formatShare } from '~/i18n/format';
import { Button, Dialog, Note, ProblemNote, toast } from '~/ui';
import styles from './launch.module.css';

/** The last look before money is set aside and work can begin. */
export function Confirm({
  project,
  estimate,
  open,
  onClose,
}: {
  project: Project;
  estimate: Schema<'Estimate'>;
  open: boolean;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const changed = useProjectChanged();
  const [key, setKey] = useState(newId);
  const [state, setState] = useState<{ busy: boolean; error?: unknown }>({ busy: false });
  const resume = project.state === 'paused';
  const launch = async () => {
    setState({ busy: true });
    try {
      await unwrap(
        api.POST('/v1/projects/{project_id}/launch', {
          params: { path: { project_id: project.id }, header: { 'Idempotency-Key': key } },
        }),
      );
      setState({ busy: false });
      toast({ text: resume ? t`The project goes on.` : t`The project is live.` });
      onClose();
      changed(project.id);
    } catch (error) {
      setState({ busy: false, error });
    }
    setKey(newId());
  };
  const reserve = project.budget ?? estimate.cost;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={resume ? <Trans>Resume “{project.name}”?</Trans> : <Trans>Launch “{project.name}”?</Trans>}
      actions={
        <>
          <Button tone="quiet" onClick={onClose}>
            <Trans>Not yet</Trans>
          </Button>
          <Button tone="primary" busy={state.busy} onClick={() => void launch()}>
            {resume ? <Trans>Resume</Trans> : <Trans>Launch now</Trans>}
          </Button>
        </>
      }
    >
      {state.error !== undefined && <ProblemNote error={state.error} />}
      {project.gold_permille > 0 && !project.gold_tasks && (
        <Note tone="warn" icon={<TriangleAlert aria-hidden="true" />}>
          <strong>
            <Trans>No gold task is loaded</Trans>
          </strong>
          <p>
            <Trans>
              {formatShare(project.gold_permille / 1000)} of the work is to be gold, and nothing will be measured until
              there is some. Gold can be loaded after the launch too.
            </Trans>
          </p>
        </Note>
      )}
      <ul className={styles.promises}>
        <li>
          <Trans>
            <strong>{formatMoney(reserve.amount, reserve.currency)}</strong> is set aside from the wallet before the
            first task can be taken. What is not used comes back.
          </Trans>
        </li>
        <li>
          <Trans>Work can begin at once. You can pause at any time; work under way may be finished and is paid.</Trans>
        </li>
        {!resume && (
          <li>
            <Trans>Question, price, time and overlap are fixed from now on: workers agree to them.</Trans>
          </li>
        )}
      </ul>
    </Dialog>
  );
}
