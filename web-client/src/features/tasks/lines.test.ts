import { expect, test } from 'vitest';
import { byLine, lineFaults, mended, rowsOf } from './lines';
import { formatOf } from './upload';

test('only faults that name a line belong to the file', () => {
  const errors = [
    { pointer: '?partial', code: 'type', detail: 'Not a boolean' },
    { pointer: '/input/text', code: 'required', detail: 'Missing', line: 2 },
  ];
  expect(lineFaults(errors)).toEqual([{ pointer: '/input/text', code: 'required', detail: 'Missing', line: 2 }]);
});

test('faults stand together by line, in the order of the file', () => {
  const fault = (line: number, code: string) => ({ line, code, pointer: '', detail: '' });
  expect(byLine([fault(7, 'a'), fault(2, 'b'), fault(7, 'c')]).map(([line, all]) => [line, all.length])).toEqual([
    [2, 1],
    [7, 2],
  ]);
});

test('a CSV with rows over several lines is not mended line by line', () => {
  expect(rowsOf('key,text\n1,"one\ntwo"\n', 'csv')).toBeUndefined();
  expect(rowsOf('\uFEFFkey,text\r\n1,"one"\r\n', 'csv')).toEqual(['key,text', '1,"one"', '']);
});

test('mended lines take the place of the old, and emptied ones go', () => {
  const rows = ['{"a":1}', '{bad', '{worse'];
  expect(
    mended(
      rows,
      new Map([
        [2, '{"a":2}'],
        [3, ' '],
      ]),
    ),
  ).toBe('{"a":1}\n{"a":2}');
});

test('a file without a telling name is known by its first character', () => {
  expect(formatOf('tasks.CSV', '{')).toBe('csv');
  expect(formatOf('tasks.jsonl', '')).toBe('ndjson');
  expect(formatOf('tasks', ' {"input"')).toBe('ndjson');
  expect(formatOf('tasks', 'key,text')).toBe('csv');
});
