import { describe, expect, test } from 'vitest';
import { gradeOf, gradesOf, lackOf, lacksOf, quoted, type RubricLine } from './grades';

const line: RubricLine = { key: 'clarity', title: 'Clarity', max: 4, pass: 2, anchors: {} };
const opinion = (lines: Parameters<typeof gradesOf>[0]['lines']) => ({ lines, comment: '', flag: '' });

describe('what a line lacks', () => {
  test('is its grade first', () => {
    expect(lackOf(line, undefined, 'text')).toBe('grade');
    expect(lackOf(line, { reason: 'thin' }, 'text')).toBe('grade');
  });

  test('is nothing once it passes', () => {
    expect(lackOf(line, { grade: 2 }, 'text')).toBeUndefined();
    expect(lackOf({ ...line, pass: 0 }, { grade: 0 }, 'text')).toBeUndefined();
  });

  test('is a reason and then a quote below the pass mark', () => {
    expect(lackOf(line, { grade: 1 }, 'text')).toBe('reason');
    expect(lackOf(line, { grade: 1, reason: '  ' }, 'text')).toBe('reason');
    expect(lackOf(line, { grade: 1, reason: 'thin', evidence: [] }, 'text')).toBe('evidence');
    expect(lackOf(line, { grade: 1, reason: 'thin', evidence: [{ start: 0, end: 4 }] }, 'text')).toBeUndefined();
  });

  test('is no quote of an answer without words', () => {
    expect(lackOf(line, { grade: 0, reason: 'empty' }, '')).toBeUndefined();
  });

  test('is told line by line in the order of the rubric', () => {
    const rubric = { lines: [line, { ...line, key: 'facts' }, { ...line, key: 'tone' }] };
    const found = lacksOf(rubric, opinion({ tone: { grade: 1 }, clarity: { grade: 3 } }), 'text');
    expect(found).toEqual([
      ['facts', 'grade'],
      ['tone', 'reason'],
    ]);
  });
});

test('grades are sent of lines that have one, without empty words', () => {
  expect(
    gradesOf(
      opinion({
        a: { grade: 0, reason: ' thin ', evidence: [{ start: 1, end: 2 }] },
        b: { grade: 3, reason: ' ', evidence: [] },
        c: { reason: 'half a thought' },
      }),
    ),
  ).toEqual({ a: { grade: 0, reason: 'thin', evidence: [{ start: 1, end: 2 }] }, b: { grade: 3 } });
});

describe('quotes', () => {
  test('stand in the order of the text', () => {
    expect(quoted([{ start: 10, end: 12 }], { start: 2, end: 5 })).toEqual([
      { start: 2, end: 5 },
      { start: 10, end: 12 },
    ]);
  });

  test('go when they are quoted again', () => {
    expect(quoted([{ start: 2, end: 5 }], { start: 2, end: 5 })).toEqual([]);
  });

  test('are ten at most', () => {
    const many = Array.from({ length: 10 }, (_, at) => ({ start: at, end: at + 1 }));
    expect(quoted(many, { start: 50, end: 60 })).toHaveLength(10);
  });
});

describe('a digit', () => {
  const press = (digit: number, at = 0) => ({ line: 'clarity', digit, at });

  test('is a grade as far as the line goes', () => {
    expect(gradeOf(line, press(4), undefined)).toBe(4);
    expect(gradeOf(line, press(5), undefined)).toBeUndefined();
  });

  test('after a one makes ten, on the same line and soon', () => {
    const long = { ...line, max: 10 };
    expect(gradeOf(long, press(0, 500), press(1, 0))).toBe(10);
    expect(gradeOf(long, press(0, 5_000), press(1, 0))).toBe(0);
    expect(gradeOf(long, press(0, 500), { ...press(1, 0), line: 'facts' })).toBe(0);
    expect(gradeOf(line, press(0, 500), press(1, 0))).toBe(0);
  });
});
