import { describe, expect, test } from 'vitest';
import { blankItem, changeOf, draftOf, freeId, gapsIn, type Item, lineKey, put, tagsOf, tidyItem } from './draft';
import { KINDS } from './names';

const item: Item = {
  id: 'itm_1',
  organisation_id: 'org_1',
  kind: 'single_choice',
  title: 'Capital',
  domain: 'geography',
  tags: ['easy', 'capitals'],
  state: 'active',
  version: 2,
  key_revision: 1,
  exposures: 0,
  flags: [],
  created_at: '2026-11-01T00:00:00Z',
  body: {
    options: [
      { text: 'Bern', id: 'a' },
      { text: 'Zürich', id: 'b' },
    ],
    prompt: 'Which is the capital?',
  },
  key: { correct: ['a'], explanation: 'It is.' },
};

test('members that are empty go, and so what was chosen wrongly is not sent', () => {
  expect(put({ prompt: 'x', unit: 'kg' }, { unit: '' })).toEqual({ prompt: 'x' });
  expect(put({ prompt: 'x', unit: 'kg' }, { unit: undefined })).toEqual({ prompt: 'x' });
});

test('gaps are found in the order of the text, each once', () => {
  expect(gapsIn('A {{two}} and {{one}}, again {{two}}; not {{Three}} nor { {four} }')).toEqual(['two', 'one']);
});

test('an option gets a letter that is free', () => {
  expect(
    freeId([
      { id: 'a', text: '' },
      { id: 'c', text: '' },
    ]),
  ).toBe('b');
  const all = Array.from('abcdefghijklmnopqrstuvwxyz', id => ({ id, text: '' }));
  expect(freeId(all)).toBe('a2');
});

test('tags are words, each once', () => {
  expect(tagsOf(' Easy, capitals  easy\nfoo')).toEqual(['easy', 'capitals', 'foo']);
});

describe('the key of a rubric line', () => {
  test('is made of its title', () => {
    expect(lineKey('Keeps the meaning!', 0)).toBe('keeps_the_meaning');
    expect(lineKey('2. Schärfe', 0)).toBe('scha_rfe');
  });

  test('is a number where the title has no letters of the alphabet', () => {
    expect(lineKey('语法', 2)).toBe('line_3');
  });
});

describe('an item as it is sent', () => {
  test('has the members of its kind only', () => {
    const { body, key } = tidyItem('essay', { ...item.body, min_words: 5 }, { ...item.key, rubric: { lines: [] } });
    expect(body).toEqual({ prompt: 'Which is the capital?', min_words: 5 });
    expect(key).toEqual({ explanation: 'It is.', rubric: { lines: [] } });
  });

  test('knows nothing of options that are gone', () => {
    const { key } = tidyItem('single_choice', item.body, { correct: ['a', 'z'], partial: { a: 0.5, b: 0.5, z: 1 } });
    expect(key).toEqual({ correct: ['a'], partial: { b: 0.5 } });
  });

  test('does not tell by the place of its options how an ordering goes', () => {
    const options = ['oz', 'oa', 'om'].map(id => ({ id, text: id }));
    const { body, key } = tidyItem('ordering', { prompt: 'x', options }, { order: ['oz', 'oa', 'om'] });
    expect(body.options?.map(({ id }) => id)).toEqual(['oa', 'om', 'oz']);
    expect(key.order).toEqual(['oz', 'oa', 'om']);
  });

  test('has the gaps that its text names', () => {
    const { body, key } = tidyItem(
      'cloze',
      { prompt: 'A {{one}} {{two}}', gaps: [{ id: 'gone' }, { id: 'one', options: ['x', 'y'] }] },
      { gaps: { gone: ['q'], one: ['x'] } },
    );
    expect(body.gaps).toEqual([{ id: 'one', options: ['x', 'y'] }, { id: 'two' }]);
    expect(key.gaps).toEqual({ one: ['x'] });
  });

  test('names its rubric lines, no two alike, and keeps names that it has', () => {
    const line = (key: string, title: string) => ({
      key,
      title,
      max: 2,
      pass: 1,
      anchors: { '0': ' ', '2': 'all', '3': 'x' },
    });
    const { key } = tidyItem(
      'essay',
      { prompt: 'x' },
      { rubric: { lines: [line('line_1', 'Facts'), line('line_2', 'Facts'), line('tone', 'Voice')] } },
    );
    expect(key.rubric?.lines.map(one => one.key)).toEqual(['facts', 'facts_2', 'tone']);
    expect(key.rubric?.lines[0]?.anchors).toEqual({ '2': 'all' });
  });

  test('has reasons of marks nowhere', () => {
    const { key } = tidyItem(
      'critique',
      { prompt: 'x', response: 'y' },
      { marks: [{ start: 0, end: 1, failure: 'a', reason: 'z' } as never] },
    );
    expect(key.marks).toEqual([{ start: 0, end: 1, failure: 'a' }]);
  });
});

describe('what has changed', () => {
  test('is nothing in an item as it was read, however its members are ordered', () => {
    expect(changeOf(draftOf(item), item)).toEqual({});
  });

  test('is told member by member', () => {
    const draft = draftOf(item);
    expect(changeOf({ ...draft, title: 'Capitals', cap: 40, tags: 'capitals', note: 'wider' }, item)).toEqual({
      title: 'Capitals',
      exposure_cap: 40,
      tags: ['capitals'],
      note: 'wider',
    });
    expect(changeOf({ ...draft, key: { ...draft.key, correct: ['b'] } }, item)).toEqual({
      key: { correct: ['b'], explanation: 'It is.' },
    });
  });

  test('is told where something was taken away', () => {
    const capped = { ...item, exposure_cap: 40, difficulty: 1 };
    expect(changeOf({ ...draftOf(capped), cap: undefined, difficulty: undefined }, capped)).toEqual({
      exposure_cap: null,
      difficulty: null,
    });
  });
});

test.each(KINDS)('a new item of kind %s has what its kind needs and nothing else', kind => {
  const { body, key } = blankItem(kind);
  const filled = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, value === '' ? 'x' : value]));
  const tidy = tidyItem(kind, { ...body, ...filled, prompt: '{{one}}' }, key);
  expect(Object.keys(tidy.body)).toEqual(expect.arrayContaining(Object.keys(body)));
});
