import { expect, test } from 'vitest';
import { changedLines, compareWords } from './differences';

const marked = (pieces: { text: string; only: boolean }[] | undefined) =>
  pieces?.map(({ text, only }) => (only ? `[${text}]` : text)).join('');

test('words that only one text has are marked in it', () => {
  const { a, b } = compareWords('The town has two mills.', 'The town has four old mills.') ?? {};

  expect(marked(a)).toBe('The town has [two] mills.');
  expect(marked(b)).toBe('The town has [four old] mills.');
});

test('texts with next to nothing in common are not compared', () => {
  expect(compareWords('The cost is real, and both can be arranged.', 'Cars are bad; everybody knows that.')).toBe(
    undefined,
  );
});

test('both texts are shown whole', () => {
  const [one, other] = ['Better not. Use citric acid.\n\nThen rinse.', 'Yes, you can.\n\nThen rinse twice.'];
  const { a, b } = compareWords(one, other) ?? {};

  expect(a?.map(({ text }) => text).join('')).toBe(one);
  expect(b?.map(({ text }) => text).join('')).toBe(other);
});

test('a lone common word between differences does not break them up', () => {
  const { a } = compareWords('red the green, and so on', 'blue the yellow, and so on') ?? {};

  expect(marked(a)).toBe('[red the green], and so on');
});

test('Chinese is compared by its words', () => {
  const { a, b } = compareWords('我喜欢这本书', '我喜欢这座城市') ?? {};

  expect(a?.[0]).toEqual({ text: '我喜欢这', only: false });
  expect(marked(b)).toMatch(/^我喜欢这\[/);
});

test('equal texts have no marks', () => {
  expect(compareWords('same words', 'same words')?.a).toEqual([{ text: 'same words', only: false }]);
});

test('a changed line is told as gone and new, in place', () => {
  expect(changedLines('# Rule\nFive words.\nBe fair.', '# Rule\nEight words.\nBe fair.')).toEqual([
    { kind: 'same', text: 'Rule' },
    { kind: 'gone', text: 'Five words.' },
    { kind: 'new', text: 'Eight words.' },
    { kind: 'same', text: 'Be fair.' },
  ]);
});

test('only what is near a change is shown', () => {
  expect(changedLines('a\nb\nc\nd', 'a\nb\nc\nd\ne')?.map(({ text }) => text)).toEqual(['d', 'e']);
  expect(changedLines('a\nb', 'a\nb\n')).toEqual([]);
});

test('lines are told without the signs of Markdown', () => {
  const text =
    '- A **named** cost\n| Both are weak | Vote |\n|---|---|\n[See](https://a.example) `this`\nuse snake_case_here, 2 * 3 * 4';

  expect(changedLines('', text)?.map(line => line.text)).toEqual([
    'A named cost',
    'Both are weak · Vote',
    'See this',
    'use snake_case_here, 2 * 3 * 4',
  ]);
});
