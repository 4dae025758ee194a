import type { FieldError } from '~/api';
import type { Format, LineFault } from './upload';

/** Above this size a file is not opened for mending on the page, in bytes. */
export const MENDABLE = 4_000_000;

/** The faults of single lines among the faults of a request. */
export function lineFaults(errors: readonly FieldError[] | undefined): LineFault[] {
  return (errors ?? []).flatMap(({ line, ...rest }) => (line === undefined ? [] : [{ line, ...rest }]));
}

/** Faults by their line, in the file's order. */
export function byLine(faults: readonly LineFault[]): [line: number, faults: LineFault[]][] {
  const found = new Map<number, LineFault[]>();
  for (const fault of faults) found.set(fault.line, [...(found.get(fault.line) ?? []), fault]);
  return [...found].sort(([a], [b]) => a - b);
}

/**
 * The lines of a file whose every row is one line, so that a line's number finds its row; nothing for a CSV with rows
 * over several lines.
 */
export function rowsOf(text: string, format: Format): string[] | undefined {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const torn = format === 'csv' && lines.some(line => (line.match(/"/g)?.length ?? 0) % 2 === 1);
  return torn ? undefined : lines;
}

/** The file with mended lines in place of the old ones; a line mended to nothing is left out. */
export function mended(rows: readonly string[], mends: ReadonlyMap<number, string>): string {
  return rows
    .map((row, index) => mends.get(index + 1) ?? row)
    .filter(row => row.trim() !== '')
    .join('\n');
}
