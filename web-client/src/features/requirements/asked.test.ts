import { expect, test } from 'vitest';
import type { Schema } from '~/api';
import { type Asked, askedOf, comparedBy, isUnfinished, NOTHING, type Qualification, requirementsOf } from './asked';

const row: Qualification = { id: 'qlf_1', compare: 'at_least', level: 4, levels: [], guards: 'accept' };

test('every requirement comes back out of the form as it went in', () => {
  const all: Schema<'Requirements'> = {
    languages: [{ language: 'de', level: 'native' }],
    countries: { none_of: ['CH', 'FR'] },
    identity: 'document',
    qualifications: [
      { qualification_id: 'qlf_1', compare: 'not_in', levels: [2, 5], guards: 'discover' },
      { qualification_id: 'qlf_2', compare: 'at_most', level: 2, guards: 'preview' },
      { qualification_id: 'qlf_3', compare: 'absent' },
    ],
    skills: [{ domain: 'law/contracts', at_least: 0.57 }],
    devices: ['computer', 'tablet'],
    vendors: { any_of: ['org_1'] },
    exclusion_groups: ['pilot'],
    invited_only: true,
  };

  expect(requirementsOf(askedOf(all))).toEqual(all);
});

test('what asks nothing is not sent, however it was written', () => {
  expect(requirementsOf(NOTHING)).toEqual({});
  expect(requirementsOf(askedOf({ languages: [], identity: 'email', invited_only: false }))).toEqual({});
  expect(
    requirementsOf(askedOf({ qualifications: [{ qualification_id: 'qlf_1', compare: 'exists', guards: 'accept' }] })),
  ).toEqual({ qualifications: [{ qualification_id: 'qlf_1', compare: 'exists' }] });
});

test('a level is sent only with a comparison that takes one, and levels only with one that takes several', () => {
  const sent = (one: Qualification) => requirementsOf({ ...NOTHING, qualifications: [one] }).qualifications?.[0];

  expect(sent({ ...row, levels: [1] })).toEqual({ qualification_id: 'qlf_1', compare: 'at_least', level: 4 });
  expect(sent({ ...row, levels: [1], compare: 'in' })).toEqual({
    qualification_id: 'qlf_1',
    compare: 'in',
    levels: [1],
  });
  expect(sent({ ...row, levels: [1], compare: 'exists' })).toEqual({ qualification_id: 'qlf_1', compare: 'exists' });
});

test('another comparison takes the level along', () => {
  expect(comparedBy(row, 'in')).toEqual({ compare: 'in', level: 4, levels: [4] });
  expect(comparedBy({ ...row, compare: 'in', levels: [2, 3] }, 'not_in').levels).toEqual([2, 3]);
  expect(comparedBy({ ...row, compare: 'in', levels: [2, 3] }, 'equal').level).toBe(2);
  expect(comparedBy({ ...row, compare: 'in', levels: [] }, 'equal').level).toBe(4);
});

test('a row that is begun and not complete is unfinished', () => {
  const unfinished = (patch: Partial<Asked>) => isUnfinished({ ...NOTHING, ...patch });

  expect(unfinished({})).toBe(false);
  expect(unfinished({ qualifications: [row] })).toBe(false);
  expect(unfinished({ qualifications: [row, { ...row, id: '' }] })).toBe(true);
  expect(unfinished({ qualifications: [{ ...row, compare: 'in' }] })).toBe(true);
  expect(unfinished({ skills: [{ domain: 'law/contracts', atLeast: '80' }] })).toBe(false);
  expect(unfinished({ skills: [{ domain: 'Law', atLeast: '80' }] })).toBe(true);
  expect(unfinished({ skills: [{ domain: 'law', atLeast: '' }] })).toBe(true);
  expect(unfinished({ skills: [{ domain: 'law', atLeast: '101' }] })).toBe(true);
  expect(unfinished({ countries: { which: 'any_of', named: [] } })).toBe(true);
  expect(unfinished({ vendors: { which: 'none_of', named: ['org_1'] } })).toBe(false);
});
