import { expect, test } from 'vitest';
import { pieces, sentences, trimmed } from './spans';

const TEXT = 'One is false. Two is true!\n\nThree? 是的。好。';

test('the pieces of a marked text are the text', () => {
  const cut = pieces(TEXT, [
    { start: 0, end: 13 },
    { start: 4, end: 20 },
  ]);
  expect(cut.map(({ text }) => text).join('')).toBe(TEXT);
  expect(cut.map(({ of }) => of)).toEqual([[0], [0, 1], [1], []]);
});

test('a mark that the text has no place for harms nothing', () => {
  expect(pieces('abc', [{ start: 1, end: 90 }]).map(({ text }) => text)).toEqual(['a', 'bc']);
  expect(pieces('', []).map(({ text }) => text)).toEqual([]);
});

test('sentences are found in English and Chinese, without the space around them', () => {
  expect(sentences(TEXT).map(({ start, end }) => TEXT.slice(start, end))).toEqual([
    'One is false.',
    'Two is true!',
    'Three?',
    '是的。',
    '好。',
  ]);
});

test('a selection loses the space at its ends and never cuts a character', () => {
  expect(trimmed('a  b  c', { start: 1, end: 6 })).toEqual({ start: 3, end: 4 });
  expect(trimmed('x😀y', { start: 2, end: 4 })).toEqual({ start: 1, end: 4 });
});
