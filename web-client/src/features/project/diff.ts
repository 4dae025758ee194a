/** One line of a text that changed: kept, new or gone. */
export interface DiffLine {
  kind: 'same' | 'new' | 'gone';
  text: string;
}

/** Beyond this many lines a comparison would take longer than reading the text. */
const LIMIT = 600;

/** What changed between two texts, line by line, by their longest common subsequence. `undefined` when too long. */
export function diffLines(before: string, after: string): DiffLine[] | undefined {
  const [a, b] = [before.trimEnd().split('\n'), after.trimEnd().split('\n')];
  if (a.length > LIMIT || b.length > LIMIT) return undefined;
  const common = commonLengths(a, b);
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [gone, fresh] = [a[i], b[j]];
    if (gone !== undefined && gone === fresh) {
      lines.push({ kind: 'same', text: gone });
      i++;
      j++;
    } else if (gone !== undefined && (fresh === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: 'gone', text: gone });
      i++;
    } else {
      lines.push({ kind: 'new', text: fresh ?? '' });
      j++;
    }
  }
  return lines;
}

/** `table[i][j]`: how many lines `a` from `i` and `b` from `j` have in common, in order. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const table: number[][] = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    const [row, below] = [table[i] ?? [], table[i + 1] ?? []];
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}

/** The changed lines with one line of context around them, empty lines left out. */
export function changesOnly(lines: readonly DiffLine[]): DiffLine[] {
  const near = (index: number) =>
    [index - 1, index, index + 1].some(other => (lines[other]?.kind ?? 'same') !== 'same');
  return lines.filter(({ text }, index) => near(index) && text.trim() !== '');
}
