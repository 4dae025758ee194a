import type { Schema } from '~/api';

export type Grading = Schema<'Grading'>;
export type Rubric = Schema<'GradingRubric'>;
export type RubricLine = Rubric['lines'][number];
export type LineGrades = Schema<'LineGrades'>;
export type Evidence = NonNullable<LineGrades[string]['evidence']>[number];

/** What is written about one line, before it is whole. */
export interface LineOpinion {
  grade?: number;
  reason?: string;
  evidence?: readonly Evidence[];
}

/** A grading while it is being made. */
export interface Opinion {
  lines: Readonly<Record<string, LineOpinion>>;
  comment: string;
  flag: string;
}

/** What a line still needs before the grading can be sent. */
export type Lack = 'grade' | 'reason' | 'evidence';

/** How many quotes a line may have. */
const MOST_QUOTES = 10;
/** How soon the second digit of a ten has to follow the first, in milliseconds. */
const TEN = 800;

export function opinionOf({ grades = {}, comment = '', flag = '' }: Grading): Opinion {
  return { lines: grades, comment, flag };
}

/** Whether the grade fails its line, and so needs a reason and a quoted span. */
export function fails(line: RubricLine, { grade }: LineOpinion): boolean {
  return grade !== undefined && grade < line.pass;
}

/** The first thing that a line lacks. An answer without text has nothing to quote. */
export function lackOf(line: RubricLine, opinion: LineOpinion = {}, text = ''): Lack | undefined {
  if (opinion.grade === undefined) return 'grade';
  if (!fails(line, opinion)) return undefined;
  if (!opinion.reason?.trim()) return 'reason';
  return text && !opinion.evidence?.length ? 'evidence' : undefined;
}

/** What each line that is not whole yet lacks, in the rubric's order. */
export function lacksOf({ lines }: Rubric, opinion: Opinion, text = ''): [key: string, lack: Lack][] {
  return lines.flatMap(line => {
    const lack = lackOf(line, opinion.lines[line.key], text);
    return lack ? [[line.key, lack] as [string, Lack]] : [];
  });
}

/** The grades as they are sent: of lines that have one, without empty words. */
export function gradesOf(opinion: Opinion): LineGrades {
  return Object.fromEntries(
    Object.entries(opinion.lines).flatMap(([key, { grade, reason = '', evidence = [] }]) =>
      grade === undefined
        ? []
        : [
            [
              key,
              {
                grade,
                ...(reason.trim() && { reason: reason.trim() }),
                ...(evidence.length > 0 && { evidence: [...evidence] }),
              },
            ],
          ],
    ),
  );
}

/** `evidence` with `span` in it, in the order of the text; a span that is in it already goes out of it. */
export function quoted(evidence: readonly Evidence[] = [], { start, end }: Evidence): Evidence[] {
  const rest = evidence.filter(one => one.start !== start || one.end !== end);
  if (rest.length < evidence.length) return rest;
  return [...rest, { start, end }].slice(-MOST_QUOTES).sort((a, b) => a.start - b.start || a.end - b.end);
}

/** A digit that was pressed on a line, and when. */
export interface Pressed {
  line: string;
  digit: number;
  at: number;
}

/** The grade that a digit means; 1 and then 0 is ten where the line goes so far. */
export function gradeOf(line: RubricLine, pressed: Pressed, before: Pressed | undefined): number | undefined {
  const ten =
    line.max === 10 &&
    pressed.digit === 0 &&
    before?.digit === 1 &&
    before.line === line.key &&
    pressed.at - before.at <= TEN;
  if (ten) return 10;
  return pressed.digit <= line.max ? pressed.digit : undefined;
}
