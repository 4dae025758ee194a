import type { Schema } from '~/api';

/** States in which the work is over and nothing was earned with it. */
const UNPAID: readonly Schema<'AssignmentState'>[] = ['returned', 'skipped', 'expired', 'rejected', 'voided'];

/** Whether work that stands so pays nothing, unless the worker takes it up again or wins an appeal. */
export function paysNothing(state: Schema<'AssignmentState'>): boolean {
  return UNPAID.includes(state);
}
