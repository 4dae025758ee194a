import { Trans, useLingui } from '@lingui/react/macro';
import { CirclePause, FlagTriangleRight } from 'lucide-react';
import { useState } from 'react';
import { api, newId, unwrap } from '~/api';
import { type Project, useMay, useProjectChanged } from '~/features/projects';
import { RecallDialog } from '~/features/recall';
import { Button, ButtonLink, Dialog, ProblemNote, Row, toast, useProblemWords } from '~/ui';

/** Pausing in one press, with a way back; ending only after a last look. */
export function StateActions({ project }: { project: Project }) {
  const { t } = useLingui();
  const words = useProblemWords();
  const changed = useProjectChanged();
  const may = useMay(project, 'editor');
  const [busy, setBusy] = useState(false);
  const [ending, setEnding] = useState(false);
  const [recalling, setRecalling] = useState(false);
  if (!may || project.state === 'draft' || project.state === 'completed') return null;
  const path = { project_id: project.id };
  const resume = async () => {
    try {
      await unwrap(
        api.POST('/v1/projects/{project_id}/launch', { params: { path, header: { 'Idempotency-Key': newId() } } }),
      );
      toast({ text: t`The project goes on.` });
    } catch (thrown) {
      toast({ text: words(thrown).title });
    }
    changed(project.id);
  };
  const pause = async () => {
    setBusy(true);
    try {
      await unwrap(api.POST('/v1/projects/{project_id}/pause', { params: { path } }));
      toast({
        text: t`Paused. Nobody can take a new task.`,
        action: { label: t`Resume`, run: () => void resume() },
      });
    } catch (thrown) {
      toast({ text: words(thrown).title });
    }
    setBusy(false);
    changed(project.id);
  };
  return (
    <Row>
      {project.state === 'live' && (
        <Button busy={busy} onClick={() => void pause()}>
          <CirclePause aria-hidden="true" />
          <Trans>Pause</Trans>
        </Button>
      )}
      {project.state === 'paused' && (
        <Button tone="danger" onClick={() => setEnding(true)}>
          <FlagTriangleRight aria-hidden="true" />
          <Trans>Complete…</Trans>
        </Button>
      )}
      <Completion
        project={project}
        open={ending}
        onClose={() => setEnding(false)}
        onRecall={() => {
          setEnding(false);
          setRecalling(true);
        }}
      />
      {recalling && <RecallDialog project={project} ending onClose={() => setRecalling(false)} />}
    </Row>
  );
}

interface CompletionProps {
  project: Project;
  open: boolean;
  onClose: () => void;
  onRecall: () => void;
}

function Completion({ project, open, onClose, onRecall }: CompletionProps) {
  const { t } = useLingui();
  const changed = useProjectChanged();
  const [key, setKey] = useState(newId);
  const [state, setState] = useState<{ busy: boolean; error?: unknown }>({ busy: false });
  const complete = async () => {
    setState({ busy: true });
    try {
      await unwrap(
        api.POST('/v1/projects/{project_id}/completion', {
          params: { path: { project_id: project.id }, header: { 'Idempotency-Key': key } },
        }),
      );
      setState({ busy: false });
      toast({ text: t`Completed. What was left of the budget is available again.` });
      onClose();
      changed(project.id);
    } catch (error) {
      setState({ busy: false, error });
    }
    setKey(newId());
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={<Trans>Complete {project.name}?</Trans>}
      actions={
        <>
          <Button tone="quiet" onClick={onClose}>
            <Trans>Keep it paused</Trans>
          </Button>
          <Button tone="danger" busy={state.busy} onClick={() => void complete()}>
            <Trans>Complete for good</Trans>
          </Button>
        </>
      }
    >
      {state.error !== undefined && (
        <ProblemNote error={state.error}>
          <div>
            <ButtonLink size="small" href={`/reviews?project=${project.id}`}>
              <Trans>To the reviews</Trans>
            </ButtonLink>{' '}
            <Button size="small" onClick={onRecall}>
              <Trans>Call back what is in work…</Trans>
            </Button>
          </div>
        </ProblemNote>
      )}
      <p>
        <Trans>
          A completed project takes no more work and cannot be opened again. What is left of its budget goes back to the
          wallet; deliveries can still be made. While you are not sure, leave it paused.
        </Trans>
      </p>
    </Dialog>
  );
}
