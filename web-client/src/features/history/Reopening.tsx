import { Trans } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { api, type Schema, unwrap } from '~/api';
import { Button, Note, ProblemNote } from '~/ui';

/** The way back to a task whose time ran out before it was sent. */
export function Reopening({ assignment }: { assignment: Schema<'Assignment'> }) {
  const [, go] = useLocation();
  const client = useQueryClient();
  const reopen = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/v1/assignments/{assignment_id}/reopening', {
          params: { path: { assignment_id: assignment.id } },
          // Of the lease that is over, so that pressing again after a lost answer takes it up once.
          body: { fence: assignment.fence },
        }),
      ),
    onSuccess: reopened => {
      client.setQueryData(['assignment', reopened.id], reopened);
      for (const key of ['assignments', 'feed']) void client.invalidateQueries({ queryKey: [key] });
      go(`/work/${reopened.id}`);
    },
  });
  if (assignment.state !== 'expired' || assignment.submission) return null;
  return (
    <Note>
      <p>
        <Trans>The time was over before this was sent. As long as nobody else has it, you can go on.</Trans>
      </p>
      <div>
        <Button busy={reopen.isPending} onClick={() => reopen.mutate()}>
          <Trans>Take it up again</Trans>
        </Button>
      </div>
      {reopen.error && <ProblemNote error={reopen.error} onRetry={() => reopen.mutate()} />}
    </Note>
  );
}
