import { api, localProblem, ProblemError, type Schema, unwrap } from '~/api';
import { recallTask } from './task';

/** One assignment: from the server, or from the desk when it cannot be reached. */
export function assignmentQuery(id: string) {
  return {
    queryKey: ['assignment', id],
    queryFn: ({ signal }: { signal: AbortSignal }) => fromServerOrDesk(id, signal),
    staleTime: 30_000,
  };
}

async function fromServerOrDesk(id: string, signal: AbortSignal): Promise<Schema<'Assignment'>> {
  try {
    return await unwrap(
      api.GET('/v1/assignments/{assignment_id}', { params: { path: { assignment_id: id } }, signal }),
    );
  } catch (failed) {
    const problem = failed instanceof ProblemError ? failed : localProblem('offline');
    const known = problem.outcomeUnknown ? await recallTask(id) : undefined;
    if (known) return known.assignment;
    throw failed;
  }
}
