import { expect, test } from 'vitest';
import { BLANK, changeOf, draftOf, type Form, formOf, keyOf, machineValue, payPerHour, templateOf } from './form';

const form: Form = {
  ...BLANK,
  kind: 'classification',
  name: ' Moods ',
  question: 'Which mood?',
  labels: [
    { value: '', title: 'Very good', description: '' },
    { value: 'bad', title: 'Bad', description: 'Complaints' },
  ],
  summary: 'Choose the mood.',
  markdown: '# Moods',
  price: '0.25',
  gold: '12.5',
};

test('a rule for overlap is asked for in the words of the contract, where answers can be counted', () => {
  const posterior: Form = { ...form, rule: 'posterior', sure: '97.5', overlapMax: '9' };

  expect(draftOf(posterior, 'org_1').overlap_rule).toEqual({ rule: 'majority_margin', max: 9, permille: 975 });
  expect(draftOf({ ...posterior, rule: 'votes' }, 'org_1').overlap_rule).toEqual({
    rule: 'majority_margin',
    max: 9,
    margin: 3,
  });
  expect(draftOf({ ...posterior, kind: 'writing' }, 'org_1').overlap_rule).toBeUndefined();
  expect(changeOf({ ...posterior, rule: 'none' }, 'draft').overlap_rule).toBeNull();
});

test('a label without a value gets one that a machine can read, whatever its script', () => {
  expect(templateOf(form)).toEqual({
    question: 'Which mood?',
    labels: [
      { value: 'very_good', title: 'Very good' },
      { value: 'bad', title: 'Bad', description: 'Complaints' },
    ],
    comment: 'optional',
  });
  expect(machineValue('很好')).toMatch(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/);
  expect(machineValue('很好')).not.toBe(machineValue('很差'));
  expect(keyOf('Wahrheit & Güte', 0)).toBe('wahrheit_gute');
  expect(keyOf('真实', 2)).toBe('line_3');
});

test('shares are sent in thousandths and money as it was typed', () => {
  const draft = draftOf({ ...form, mode: 'sample', sample: '2.5', budget: '40' }, 'org_1');

  expect(draft.gold_permille).toBe(125);
  expect(draft.review).toEqual({ mode: 'sample', sample_permille: 25, auto_accept_hours: 72 });
  expect(draft.price).toEqual({ amount: '0.25', currency: 'USD' });
  expect(draft.budget).toEqual({ amount: '40', currency: 'USD' });
  expect(draft.name).toBe('Moods');
});

test('after the launch only what workers did not agree to is sent', () => {
  expect(Object.keys(changeOf(form, 'live')).sort()).toEqual(['max_per_worker', 'name', 'requirements', 'review']);
  expect(Object.keys(changeOf(form, 'draft'))).toContain('price');
});

test('a project comes back into the form as it was', () => {
  const sent = draftOf(form, 'org_1');
  const { organisation_id, guideline, ...rest } = sent;
  const project = { ...rest, id: 'prj', state: 'draft', tasks: 0, guideline_version: 1 } as never;

  const again = formOf(project, { ...guideline, version: 1, published_at: '' } as never);

  expect(draftOf(again, organisation_id ?? '')).toEqual(sent);
});

test('an hour of work is worth what the price and the time make it', () => {
  expect(payPerHour('0.25', '90')).toBe(10);
  expect(payPerHour('', '90')).toBeUndefined();
  expect(payPerHour('1', '0')).toBeUndefined();
});
