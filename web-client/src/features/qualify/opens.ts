import type { Schema } from '~/api';
import type { OpenQualification, Unlock } from './queries';

export interface Opens {
  projects: number;
  tasks: number;
  best?: Schema<'Money'> | undefined;
}

/** What a qualification would open at the highest of its levels; nothing when it would open nothing. */
export function opensInAll(unlocks: readonly Unlock[]): Opens | undefined {
  if (unlocks.length === 0) return undefined;
  const pays = unlocks.map(one => one.best_pay_per_hour).filter(pay => pay !== undefined);
  return {
    projects: sum(unlocks.map(({ projects }) => projects)),
    tasks: sum(unlocks.map(({ tasks }) => tasks)),
    best: pays.sort((a, b) => Number(b.amount) - Number(a.amount))[0],
  };
}

/** Those that can be begun first, and of them those that open the best pay. */
export function byPromise(all: readonly OpenQualification[], unlocks: readonly Unlock[]): OpenQualification[] {
  const best = (id: string) =>
    Number(opensInAll(unlocks.filter(({ qualification_id }) => qualification_id === id))?.best?.amount ?? 0);
  return [...all].sort(
    (a, b) => Number(b.test?.possible ?? false) - Number(a.test?.possible ?? false) || best(b.id) - best(a.id),
  );
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
