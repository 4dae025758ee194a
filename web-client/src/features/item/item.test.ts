import { expect, test } from 'vitest';
import { atGaps, filled, isNumber, moved, tidy } from './item';

const p = { prompt: 'What?' };

test('an item is whole when nothing that it asks for is missing', () => {
  expect(filled('single_choice', p, {})).toBe('none');
  expect(filled('single_choice', p, { choice: 'a' })).toBe('whole');
  expect(filled('multiple_choice', { ...p, select_min: 2 }, { choices: ['a'] })).toBe('part');
  expect(filled('multiple_choice', { ...p, select_min: 2 }, { choices: ['a', 'b'] })).toBe('whole');
  expect(filled('numeric', p, { value: '12.5' })).toBe('whole');
  expect(filled('numeric', p, { value: 'twelve' })).toBe('part');
  expect(filled('numeric', { ...p, units: ['m', 'km'] }, { value: '12' })).toBe('part');
  expect(filled('numeric', { ...p, units: ['m', 'km'] }, { value: '12', unit: 'm' })).toBe('whole');
  expect(filled('ordering', p, {})).toBe('none');
  expect(filled('ordering', p, { order: ['a', 'b'] })).toBe('whole');
  expect(filled('short_text', p, { text: '  ' })).toBe('none');
  expect(filled('short_text', p, { text: 'π' })).toBe('whole');
});

test('every gap has to be filled', () => {
  const body = { ...p, gaps: [{ id: 'a' }, { id: 'b' }] };
  expect(filled('cloze', body, {})).toBe('none');
  expect(filled('cloze', body, { gaps: { a: 'is' } })).toBe('part');
  expect(filled('cloze', body, { gaps: { a: 'is', b: 'not' } })).toBe('whole');
});

test('texts stay between their bounds', () => {
  const body = { ...p, min_words: 2, max_words: 3 };
  expect(filled('essay', body, { text: 'one' })).toBe('part');
  expect(filled('essay', body, { text: 'one two' })).toBe('whole');
  expect(filled('essay', body, { text: 'one two three four' })).toBe('part');
});

test('a program that is only what the field began with is no answer', () => {
  expect(filled('code', { ...p, starter: 'f() {}\n' }, { source: 'f() {}' })).toBe('none');
  expect(filled('code', { ...p, starter: 'f() {}\n' }, { source: 'f() { return 1 }' })).toBe('whole');
});

test('a comparison needs the vote and the reason', () => {
  const body = { ...p, min_words: 2 };
  expect(filled('comparison', body, { reason: 'well put' })).toBe('part');
  expect(filled('comparison', body, { preferred: 'a', reason: 'well' })).toBe('part');
  expect(filled('comparison', body, { preferred: 'a', reason: 'well put' })).toBe('whole');
});

test('each mark of a critique needs a name and a reason', () => {
  const body = { ...p, failures: [{ id: 'x', text: 'X' }], min_words: 1 };
  const mark = { start: 0, end: 3 };
  expect(filled('critique', body, {})).toBe('none');
  expect(filled('critique', body, { marks: [mark] })).toBe('part');
  expect(filled('critique', body, { marks: [{ ...mark, failure: 'x' }] })).toBe('part');
  expect(filled('critique', body, { marks: [{ ...mark, failure: 'x', reason: 'false' }] })).toBe('whole');
});

test('numbers are read as the server reads them', () => {
  expect(['1', '-3', '12.50', '.5'].every(isNumber)).toBe(true);
  expect(['1,5', '1e3', 'ten', '', '1 000'].some(isNumber)).toBe(false);
});

test('what is empty is not sent, so that nothing at all is no answer', () => {
  expect(tidy({ text: '' })).toEqual({});
  expect(tidy({ choices: [] })).toEqual({});
  expect(tidy({ gaps: { a: ' ', b: 'x ' } })).toEqual({ gaps: { b: 'x ' } });
  expect(tidy({ gaps: { a: '' } })).toEqual({});
  expect(tidy({ value: '0', unit: 'm' })).toEqual({ value: '0', unit: 'm' });
});

test('a text is cut at its gaps and nowhere else', () => {
  expect(atGaps('She {{verb}} and {{x y}}, {{last}}')).toEqual([
    { text: 'She ' },
    { gap: 'verb' },
    { text: ' and {{x y}}, ' },
    { gap: 'last' },
  ]);
});

test('a member moves to its new place and the others keep theirs', () => {
  expect(moved(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd']);
  expect(moved(['a', 'b', 'c', 'd'], 3, 0)).toEqual(['d', 'a', 'b', 'c']);
});
