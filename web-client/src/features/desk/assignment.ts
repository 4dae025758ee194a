import { api, localProblem, ProblemError, type Schema, unwrap } from '~/api';
import { isBeingKept, keptDraft, saveDraft } from './draft';
import { clearTask, recallTask } from './task';

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
    const assignment = await unwrap(
      api.GET('/v1/assignments/{assignment_id}', { params: { path: { assignment_id: id } }, signal }),
    );
    return assignment.lease ? assignment : await withKeptText(assignment);
  } catch (failed) {
    const problem = failed instanceof ProblemError ? failed : localProblem('offline');
    const known = problem.outcomeUnknown ? await recallTask(id) : undefined;
    if (known) return known.assignment;
    throw failed;
  }
}

/**
 * An assignment that ended while this device had newer text than the server, say without a network: the text is shown
 * with it, and sent after it.
 */
async function withKeptText(assignment: Schema<'Assignment'>): Promise<Schema<'Assignment'>> {
  if (assignment.submission || isBeingKept(assignment.id)) return assignment;
  const kept = await keptDraft(assignment.id).catch(() => undefined);
  if (!kept || kept.synced) return assignment;
  const saved = await saveDraft(assignment.id, kept.output, kept.revision).catch(() => undefined);
  if (saved) await clearTask(assignment.id).catch(() => undefined);
  const saved_at = new Date(kept.savedAt).toISOString();
  return {
    ...assignment,
    draft: { revision: kept.revision, saved_at, ...saved, output: kept.output as Record<string, never> },
  };
}
