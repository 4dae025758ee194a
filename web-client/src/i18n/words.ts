/**
 * Words as a person would count them, by rules that need no dictionary, so that every browser counts as the server does
 * (`platform/text/Words.java`). `Intl.Segmenter` would not: its dictionaries differ from browser to browser.
 *
 * Letters, digits and what extends them make one word; a dot, apostrophe, colon or comma between two of them may keep
 * them in one. Each Han or Hiragana character is a word, and so are every three letters of a run of Thai, Lao, Khmer or
 * Burmese, which have no spaces either.
 */
export function countWords(text: string): number {
  let words = 0;
  WORD.lastIndex = 0;
  while (WORD.test(text)) words++;
  return words;
}

const EXTENSION = String.raw`[\p{M}\p{Cf}\p{Pc}\p{No}]*`;
const ALONE = String.raw`\p{Script=Han}\p{Script=Hiragana}`;
const PARTS = String.raw`\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const JOINS_BOTH = String.raw`.'’‘\u2024\ufe52\uff07\uff0e`;
const JOINS_LETTERS = String.raw`:\u00b7\u0387\u2027\ufe13\ufe55\uff1a`;
const JOINS_DIGITS = String.raw`,;\uff1b\uff0c`;

const LETTER = String.raw`(?![${ALONE}${PARTS}])\p{L}${EXTENSION}(?:[${JOINS_BOTH}${JOINS_LETTERS}](?=\p{L}))?`;
const DIGIT = String.raw`\p{Nd}${EXTENSION}(?:[${JOINS_BOTH}${JOINS_DIGITS}](?=\p{Nd}))?`;
const PART = String.raw`(?=\p{L})[${PARTS}]${EXTENSION}`;

const WORD = new RegExp(String.raw`(?:${LETTER}|${DIGIT})+|(?:${PART}){1,3}|(?=\p{L})[${ALONE}]`, 'gu');
