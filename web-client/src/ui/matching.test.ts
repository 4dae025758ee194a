import { expect, test } from 'vitest';
import { matching } from './matching';

const all = [
  { code: 'CF', name: 'Central African Republic' },
  { code: 'CI', name: 'Côte d’Ivoire' },
  { code: 'FR', name: 'France' },
  { code: 'ZA', name: 'South Africa' },
  { code: 'CH', name: '瑞士' },
];
const found = (typed: string) => matching(all, typed).map(({ code }) => code);

test('case and accents make no difference', () => {
  expect(found('COTE')).toEqual(['CI']);
  expect(found(' france ')).toEqual(['FR']);
});

test('what begins with the words comes before what only holds them', () => {
  expect(found('c')).toEqual(['CF', 'CI', 'FR', 'ZA']);
  expect(found('africa')).toEqual(['CF', 'ZA']);
  expect(found('ivoire')).toEqual(['CI']);
});

test('a code and other scripts are found too', () => {
  expect(found('za')).toEqual(['ZA']);
  expect(found('瑞')).toEqual(['CH']);
});

test('nothing typed finds everything, and nonsense nothing', () => {
  expect(found('')).toHaveLength(all.length);
  expect(found('xyz')).toEqual([]);
});
