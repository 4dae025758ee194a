import type { Schema } from '~/api';

export type Plan = Schema<'TestPlan'>;
export type Section = Plan['sections'][number];
export type Draw = Section['draws'][number];
export type Pass = Plan['passes'][number];
export type Prerequisite = NonNullable<Plan['prerequisites']>[number];
export type Test = Schema<'Test'>;
export type Qualification = Schema<'Qualification'>;

/** From how many minutes on an attempt has to be paid. */
export const UNPAID_MINUTES = 15;

/** How open items are graded unless the plan says otherwise. */
export const GRADING: NonNullable<Plan['grading']> = {
  validity_permille: 70,
  same_vendor: false,
  lease_seconds: 1800,
};

/** A test that can be made into a real one by filling it in. */
export function blankPlan(title: string): Plan {
  return {
    introduction: '',
    sections: [newSection([], title)],
    passes: [{ level: 1, score: 0.6 }],
    clock: 'runs',
    late: 'discard',
    retry_hours: 168,
    feedback: 'lines',
  };
}

export function newSection(others: readonly Section[], title = ''): Section {
  return { key: freeKey(others), title, draws: [{ count: 10 }], tolerance: 0.3, trial_items: 0 };
}

function freeKey(others: readonly Section[]): string {
  const taken = new Set(others.map(({ key }) => key));
  let number = others.length + 1;
  while (taken.has(`part_${number}`)) number++;
  return `part_${number}`;
}

/** How many items an attempt at the section shows, at most. */
export function itemsOf({ draws, trial_items = 0, adaptive }: Section): number {
  const counted = adaptive ? adaptive.max_items : draws.reduce((sum, { count }) => sum + count, 0);
  return counted + trial_items;
}

/** How long the test takes at most, in minutes; unknown when neither the whole nor every section has a bound. */
export function minutesOf({ seconds, sections }: Plan): number | undefined {
  const parts = sections.map(section => section.seconds);
  const sum = parts.every(part => part !== undefined) ? parts.reduce((all = 0, part = 0) => all + part, 0) : undefined;
  const bounds = [seconds, sum].filter(one => one !== undefined);
  return bounds.length > 0 ? Math.ceil(Math.min(...bounds) / 60) : undefined;
}

/** What makes a plan one that cannot be published, as far as the plan itself tells. */
export type Gap = 'pay' | 'no_time' | 'levels' | 'scores' | 'adaptive';

export function gapsOf(plan: Plan): Gap[] {
  const minutes = minutesOf(plan);
  const levels = plan.passes.map(({ level }) => level);
  const byLevel = [...plan.passes].sort((a, b) => a.level - b.level);
  return [
    ...(minutes === undefined ? (['no_time'] as const) : []),
    ...(minutes !== undefined && minutes > UNPAID_MINUTES && !plan.pay ? (['pay'] as const) : []),
    ...(new Set(levels).size < levels.length ? (['levels'] as const) : []),
    ...(byLevel.some(({ score }, index) => index > 0 && score < (byLevel[index - 1]?.score ?? 0))
      ? (['scores'] as const)
      : []),
    ...(plan.sections.some(({ adaptive }) => adaptive && adaptive.min_items > adaptive.max_items)
      ? (['adaptive'] as const)
      : []),
  ];
}

/** The plan as it is sent: without empty texts, and without rules of sections that are gone. */
export function tidyPlan(plan: Plan): Plan {
  const keys = new Set(plan.sections.map(({ key }) => key));
  return strip({
    ...plan,
    sections: plan.sections.map(section => strip({ ...section, draws: section.draws.map(draw => strip({ ...draw })) })),
    passes: [...plan.passes]
      .sort((a, b) => a.level - b.level)
      .map(pass =>
        strip({
          ...pass,
          sections: Object.fromEntries(
            Object.entries(pass.sections ?? {}).filter(([key, share]) => keys.has(key) && share > 0),
          ),
        }),
      ),
    ...(plan.grading && { grading: strip(plan.grading) }),
  });
}

/** `of` without members that are undefined, an empty text, an empty list or an empty object. */
function strip<T extends object>(of: T): T {
  const isEmpty = (value: unknown) =>
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0) ||
    (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(of).filter(([, value]) => !isEmpty(value))) as T;
}
