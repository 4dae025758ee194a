import { expect, test } from 'vitest';
import { faultsOf, tidy } from './answer';

const labels = [
  { value: 'yes', title: 'Yes' },
  { value: 'no', title: 'No' },
];

test('a classification needs a label, and a comment only when the project asks for one', () => {
  expect(faultsOf('classification', { question: 'q', labels, comment: 'optional' }, {})).toEqual([
    { place: 'label', need: 'given' },
  ]);
  expect(faultsOf('classification', { question: 'q', labels, comment: 'optional' }, { label: 'yes' })).toEqual([]);
  expect(
    faultsOf('classification', { question: 'q', labels, comment: 'required' }, { label: 'yes', comment: ' ' }),
  ).toEqual([{ place: 'comment', need: 'given' }]);
});

test('a preference needs a reason of enough words, five when the project does not say', () => {
  const template = { question: 'q', allow_equal: true, reason_min_words: 5 };
  expect(faultsOf('preference', template, { choice: 'a', reason: 'Names the cost' })).toEqual([
    { place: 'reason', need: 'more-words', have: 3, want: 5 },
  ]);
  expect(faultsOf('preference', template, { choice: 'equal', reason: 'Names the cost that matters' })).toEqual([]);
  expect(faultsOf('preference', { ...template, reason_min_words: 0 }, { choice: 'b' })).toEqual([]);
});

test('written work stays between its bounds', () => {
  const template = { question: 'q', min_words: 2, max_words: 3, format: 'plain' as const };
  expect(faultsOf('writing', template, {})).toEqual([{ place: 'response', need: 'given' }]);
  expect(faultsOf('writing', template, { response: 'One' })).toEqual([
    { place: 'response', need: 'more-words', have: 1, want: 2 },
  ]);
  expect(faultsOf('writing', template, { response: 'one two three four' })).toEqual([
    { place: 'response', need: 'fewer-words', have: 4, want: 3 },
  ]);
});

test('every line of a rubric needs a score, and nought is one', () => {
  const lines = [
    { key: 'truth', title: 'Truth', min: 0, max: 4 },
    { key: 'style', title: 'Style', min: 1, max: 5 },
  ];
  expect(faultsOf('rubric', { question: 'q', lines, comment: 'none' }, { scores: { truth: 0 } })).toEqual([
    { place: 'scores', need: 'all-scored', left: ['Style'] },
  ]);
});

test('an empty comment is not sent', () => {
  expect(tidy({ label: 'yes', comment: '  ' })).toEqual({ label: 'yes' });
  expect(tidy({ choice: 'a', reason: ' clear ' })).toEqual({ choice: 'a', reason: 'clear' });
});
