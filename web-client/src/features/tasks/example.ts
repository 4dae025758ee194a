import type { Kind } from '~/features/answer';
import type { Format } from './upload';

/** A small file that loads as it stands: two rows, the second with a known answer where the kind has right answers. */
export function exampleFile(input: Record<string, string>, gold: object | undefined, format: Format): string {
  const rows = [
    { key: 'example-1', input },
    { key: 'example-2', input, ...(gold && { gold }) },
  ];
  if (format === 'ndjson') return rows.map(row => `${JSON.stringify(row)}\n`).join('');
  const fields = Object.keys(input);
  const head = ['key', ...fields, ...(gold ? ['gold'] : [])];
  const answer = gold && Object.values(gold)[0];
  const body = rows.map(row => [
    row.key,
    ...fields.map(field => row.input[field] ?? ''),
    ...(gold ? ['gold' in row ? (typeof answer === 'string' ? answer : JSON.stringify(gold)) : ''] : []),
  ]);
  return [head, ...body].map(row => `${row.map(quoted).join(',')}\n`).join('');
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A right answer for an example: the first label, side B; open work has none. */
export function exampleGold(kind: Kind, template: object): object | undefined {
  switch (kind) {
    case 'classification':
      return { label: (template as { labels?: { value: string }[] }).labels?.[0]?.value };
    case 'preference':
      return { choice: 'b' };
    case 'writing':
    case 'rubric':
      return undefined;
  }
}

/** Hands a text to the browser's downloads. */
export function saveText(text: string, name: string, type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
