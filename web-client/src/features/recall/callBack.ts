import { api, type Schema, unwrap } from '~/api';
import type { Project } from '~/features/projects';

type Money = Schema<'Money'>;

/** What calling back has come to so far. */
export interface Called {
  tasks: number;
  /** Assignments that ended. */
  inWork: number;
  paid?: Money;
  released?: Money;
  /** Tasks of which nothing could be called back. */
  refused: number;
  /** Submissions that wait for a verdict. */
  waiting: number;
  state: Schema<'ProjectState'>;
}

interface Order {
  tasks: Schema<'RecallSelection'>;
  reason: Schema<'RecallReason'>;
  note?: string;
  complete: boolean;
}

export const NOTHING = (project: Project): Money => ({ amount: '0.00', currency: project.price.currency });

/**
 * Calls back a thousand tasks at a time, until none is left. `key` names the whole of it: pressing again after a lost answer
 * repeats no step.
 */
export async function callBack(
  project: Project,
  order: Order,
  key: string,
  tell: (called: Called) => void,
): Promise<Called> {
  let called: Called = { tasks: 0, inWork: 0, refused: 0, waiting: 0, state: project.state };
  for (let step = 1; ; step++) {
    const answer = await unwrap(
      api.POST('/v1/projects/{project_id}/recall', {
        params: { path: { project_id: project.id }, header: { 'Idempotency-Key': `${key}-${step}` } },
        body: order,
      }),
    );
    called = added(called, answer);
    if (answer.left === 0 || answer.results.length === 0) return called;
    tell(called);
  }
}

/** The sums of what was called back and of one answer more. */
export function added(called: Called, answer: Schema<'Recall'>): Called {
  const good = answer.results.filter(({ status }) => status === 200).length;
  return {
    tasks: called.tasks + good,
    inWork: called.inWork + answer.in_work,
    paid: plus(called.paid, answer.paid),
    released: plus(called.released, answer.released),
    refused: called.refused + answer.results.length - good,
    waiting: answer.waiting,
    state: answer.project_state,
  };
}

/** Amounts are decimal texts of at most six digits; added as whole micros, so that no cent is lost. */
function plus(some: Money | undefined, more: Money): Money {
  if (!some) return more;
  const sum = micros(some.amount) + micros(more.amount);
  const digits = String(sum).padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0{1,4}$/, '');
  return { amount: `${digits.slice(0, -6)}.${fraction}`, currency: more.currency };
}

function micros(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(6, '0'));
}
