import { describe, expect, test } from 'vitest';
import { blankPlan, gapsOf, itemsOf, minutesOf, newSection, type Plan, tidyPlan } from './plan';

const plan: Plan = { ...blankPlan('Reading'), introduction: 'Hello', seconds: 600 };

test('sections get keys that are free', () => {
  const first = newSection([]);
  const second = newSection([first]);
  expect(second.key).not.toBe(first.key);
  expect(newSection([second]).key).not.toBe(second.key);
});

test('a form has what is drawn, or what an adaptive section may show, and what is on trial', () => {
  const section = newSection([]);
  expect(itemsOf({ ...section, draws: [{ count: 4 }, { count: 3 }], trial_items: 2 })).toBe(9);
  expect(itemsOf({ ...section, adaptive: { target_error: 0.3, min_items: 5, max_items: 20 } })).toBe(20);
});

describe('how long it takes', () => {
  test('is the bound of the whole, or that of all sections if it is shorter', () => {
    const section = newSection([]);
    expect(minutesOf(plan)).toBe(10);
    expect(minutesOf({ ...plan, sections: [{ ...section, seconds: 240 }] })).toBe(4);
    expect(minutesOf({ ...plan, sections: [{ ...section, seconds: 240 }, newSection([section])] })).toBe(10);
  });

  test('is unknown without a bound', () => {
    const { seconds: _, ...open } = plan;
    expect(minutesOf(open)).toBeUndefined();
    expect(gapsOf(open)).toEqual(['no_time']);
  });
});

describe('what stands in the way of publishing', () => {
  test('is nothing in a short test', () => expect(gapsOf(plan)).toEqual([]));

  test('is the pay of a test above a quarter of an hour', () => {
    expect(gapsOf({ ...plan, seconds: 900 })).toEqual([]);
    expect(gapsOf({ ...plan, seconds: 960 })).toEqual(['pay']);
    expect(gapsOf({ ...plan, seconds: 960, pay: { amount: '4', currency: 'USD' } })).toEqual([]);
  });

  test('is a level that is named twice, or a higher one that takes less', () => {
    const level = (level: number, score: number) => ({ level, score });
    expect(gapsOf({ ...plan, passes: [level(1, 0.5), level(1, 0.7)] })).toEqual(['levels']);
    expect(gapsOf({ ...plan, passes: [level(2, 0.5), level(1, 0.7)] })).toEqual(['scores']);
  });

  test('is an adaptive section that may not stop', () => {
    const adaptive = { target_error: 0.3, min_items: 9, max_items: 5 };
    expect(gapsOf({ ...plan, sections: [{ ...newSection([]), adaptive }] })).toEqual(['adaptive']);
  });
});

test('a plan is sent without what is empty and without sections that are gone', () => {
  const section = newSection([], 'Reading');
  const tidy = tidyPlan({
    ...plan,
    honesty: '',
    prerequisites: [],
    sections: [{ ...section, instructions: '', draws: [{ count: 3, tags: [], domain: '' }] }],
    passes: [
      { level: 2, score: 0.9, sections: { [section.key]: 0.5, gone: 0.5 } },
      { level: 1, score: 0.6, sections: { [section.key]: 0 } },
    ],
  });
  expect(tidy.sections).toEqual([
    { key: section.key, title: 'Reading', draws: [{ count: 3 }], tolerance: 0.3, trial_items: 0 },
  ]);
  expect(tidy.passes).toEqual([
    { level: 1, score: 0.6 },
    { level: 2, score: 0.9, sections: { [section.key]: 0.5 } },
  ]);
  expect(tidy).not.toHaveProperty('honesty');
  expect(tidy).not.toHaveProperty('prerequisites');
});
