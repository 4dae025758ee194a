import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { countWords } from './words';

/** The table that the server's count is tried on, so that nobody sees enough words and is refused. */
const table = new URL('../../../src/test/resources/dev/guildhall/platform/text/words.json', import.meta.url);
const examples: { text: string; words: number }[] = JSON.parse(readFileSync(table, 'utf8'));

test.each(examples)('"$text" has $words words, as the server counts', ({ text, words }) => {
  expect(countWords(text)).toBe(words);
});

test('a text of any length is counted at once', () => {
  expect(countWords('a'.repeat(200_000))).toBe(1);
  expect(countWords('no. '.repeat(50_000))).toBe(50_000);
});
