import { newId, type Schema } from '~/api';
import { desk, type OpenTask } from './store';

/**
 * Puts a task on the desk, or refreshes the one that lies there. The submission id is made here, before any work, and
 * changes only when the former one was used (a requested revision).
 */
export async function openTask(assignment: Schema<'Assignment'>): Promise<OpenTask> {
  const db = await desk();
  const known = await db.get('tasks', assignment.id);
  const used = known?.submissionId === assignment.submission?.id;
  const task: OpenTask = {
    assignment,
    submissionId: known && !used ? known.submissionId : newId(),
    activeSeconds: known && !used ? known.activeSeconds : 0,
  };
  await db.put('tasks', task, assignment.id);
  return task;
}

/** A task as the device has it, for work without a network. */
export async function recallTask(assignmentId: string): Promise<OpenTask | undefined> {
  return (await desk()).get('tasks', assignmentId);
}

/** Every task that may still be worked on, as the device has them. */
export async function recallTasks(): Promise<OpenTask[]> {
  return (await desk()).getAll('tasks');
}

export async function noteActivity(assignmentId: string, seconds: number): Promise<void> {
  const db = await desk();
  const task = await db.get('tasks', assignmentId);
  if (task) await db.put('tasks', { ...task, activeSeconds: task.activeSeconds + seconds }, assignmentId);
}

/** Takes a finished, returned or skipped task off the desk, with its draft. */
export async function clearTask(assignmentId: string): Promise<void> {
  const db = await desk();
  await Promise.all([db.delete('tasks', assignmentId), db.delete('drafts', assignmentId)]);
}

/** The claim id for `project`: the same one until its outcome is known, so that a lost answer costs no second task. */
export async function claimIdFor(project: string): Promise<string> {
  const db = await desk();
  const known = await db.get('claims', project);
  if (known) return known;
  const made = newId();
  await db.put('claims', made, project);
  return made;
}

export async function claimAnswered(project: string): Promise<void> {
  await (await desk()).delete('claims', project);
}
