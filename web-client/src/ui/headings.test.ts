import { expect, test } from 'vitest';
import { headingLevels } from './headings';

test('a text that has a title of its own stays below the title of the page', () => {
  expect(headingLevels([1, 2, 2, 3, 1], 1)).toEqual([2, 3, 3, 4, 2]);
});

test('levels that the writer left out are not left out for the reader', () => {
  expect(headingLevels([2, 4, 4, 2], 1)).toEqual([2, 3, 3, 2]);
  expect(headingLevels([3, 1, 3], 2)).toEqual([3, 3, 4]);
});

test('the lowest level is the sixth', () => {
  expect(headingLevels([1, 2, 3, 4], 4)).toEqual([5, 6, 6, 6]);
});
