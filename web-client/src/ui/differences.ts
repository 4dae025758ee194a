import { diffArrays } from 'diff';

/** A stretch of a text; `only` when the other text does not have it. */
export interface Piece {
  text: string;
  only: boolean;
}

/** One line of a text that changed: kept, new or gone. */
export interface Line {
  kind: 'same' | 'new' | 'gone';
  text: string;
}

/** How long a comparison may take, in milliseconds. */
const PATIENCE = 500;

/** With a smaller share of common words, nearly everything would be marked and nothing be seen. */
const LEAST_COMMON = 0.2;

/** Fewer common words than this between two differences are noise to the eye. */
const ISLAND = 2;

/**
 * Both texts, cut into what they have in common and what only one of them has. `undefined` when that is too little to be
 * worth showing, or takes too long to find out.
 */
export function compareWords(a: string, b: string): { a: Piece[]; b: Piece[] } | undefined {
  const [one, other] = [words(a), words(b)];
  const changes = diffArrays(one, other, { timeout: PATIENCE });
  const same = changes?.flatMap(({ value, added, removed }) => (added || removed ? [] : value.filter(isWord))) ?? [];
  const most = Math.min(one.filter(isWord).length, other.filter(isWord).length);
  if (!changes || same.length < most * LEAST_COMMON) return undefined;
  const sides = { a: [] as Piece[], b: [] as Piece[] };
  changes.forEach(({ value, added, removed }, index) => {
    const between = index > 0 && index < changes.length - 1;
    const only = added || removed || (between && value.filter(isWord).length < ISLAND);
    if (!added) append(sides.a, value.join(''), only);
    if (!removed) append(sides.b, value.join(''), only);
  });
  return { a: sides.a.flatMap(unpadded), b: sides.b.flatMap(unpadded) };
}

/** A mark begins and ends with its words; the space around them is nobody's. */
function unpadded(piece: Piece): Piece[] {
  if (!piece.only) return [piece];
  const words = piece.text.trim();
  const start = piece.text.indexOf(words);
  return [
    { text: piece.text.slice(0, start), only: false },
    { text: words, only: true },
    { text: piece.text.slice(start + words.length), only: false },
  ].filter(({ text }) => text !== '');
}

function append(side: Piece[], text: string, only: boolean): void {
  const last = side.at(-1);
  if (last?.only === only) last.text += text;
  else side.push({ text, only });
}

/** Words, spaces and signs in order. Only for show, so that the browser's own dictionary may cut Chinese and Thai. */
function words(text: string): string[] {
  return Array.from(new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text), ({ segment }) => segment);
}

function isWord(segment: string): boolean {
  return /[\p{L}\p{N}]/u.test(segment);
}

/** The changed lines of a Markdown text with one line of context around them, as plain text. `undefined` when that takes too long. */
export function changedLines(before: string, after: string): Line[] | undefined {
  const changes = diffArrays(lines(before), lines(after), { timeout: PATIENCE });
  if (!changes) return undefined;
  const all = changes.flatMap(({ value, added, removed }) =>
    value.map(text => ({ kind: added ? ('new' as const) : removed ? ('gone' as const) : ('same' as const), text })),
  );
  const near = (index: number) => [index - 1, index, index + 1].some(other => (all[other]?.kind ?? 'same') !== 'same');
  return all.filter((_, index) => near(index));
}

function lines(markdown: string): string[] {
  return markdown
    .split('\n')
    .map(plain)
    .filter(line => line !== '');
}

/** A line of Markdown without its signs: a reader of changes wants the words. */
function plain(line: string): string {
  if (/^[\s|:-]+$/.test(line)) return '';
  return line
    .replace(/^\s*(?:#{1,6}|>|[-*+])\s+/, '')
    .replace(/^\s*\||\|\s*$/g, '')
    .replaceAll(/\s*\|\s*/g, ' · ')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/(?<![\p{L}\p{N}])(\*\*|__|[*_`~])(?=\S)(.+?)(?<=\S)\1(?![\p{L}\p{N}])/gu, '$2')
    .trim();
}
