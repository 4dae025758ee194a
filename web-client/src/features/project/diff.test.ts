import { expect, test } from 'vitest';
import { changesOnly, diffLines } from './diff';

test('a changed line is told as gone and new, in place', () => {
  expect(diffLines('# Rule\nFive words.\nBe fair.', '# Rule\nEight words.\nBe fair.')).toEqual([
    { kind: 'same', text: '# Rule' },
    { kind: 'gone', text: 'Five words.' },
    { kind: 'new', text: 'Eight words.' },
    { kind: 'same', text: 'Be fair.' },
  ]);
});

test('only what is near a change is shown', () => {
  const lines = diffLines('a\nb\nc\nd', 'a\nb\nc\nd\ne') ?? [];

  expect(changesOnly(lines).map(({ text }) => text)).toEqual(['d', 'e']);
});

test('equal texts have no changes, and endless ones are not compared', () => {
  expect(changesOnly(diffLines('a\nb', 'a\nb\n') ?? [])).toEqual([]);
  expect(diffLines('x\n'.repeat(700), 'x')).toBeUndefined();
});
