import type { Schema } from '~/api';
import { countWords } from '~/i18n/words';

export type ItemKind = Schema<'ItemKind'>;
export type ItemBody = Schema<'ItemBody'>;
export type Answer = Schema<'Answer'>;
export type Mark = NonNullable<Answer['marks']>[number];

/** How much of an answer is there. `part` would be sent as it is, and loses what is missing. */
export type Filled = 'none' | 'part' | 'whole';

export function filled(kind: ItemKind, body: ItemBody, answer: Answer): Filled {
  const { has, lacks } = CHECKS[kind](body, answer);
  if (!has) return 'none';
  return lacks ? 'part' : 'whole';
}

type Check = (body: ItemBody, answer: Answer) => { has: boolean; lacks: boolean };

const given = (has: boolean) => ({ has, lacks: false });
const words = (text: string | undefined) => countWords(text ?? '');

const CHECKS: Record<ItemKind, Check> = {
  single_choice: (_, { choice }) => given(choice !== undefined),
  multiple_choice: ({ select_min = 0 }, { choices = [] }) => ({
    has: choices.length > 0,
    lacks: choices.length < select_min,
  }),
  numeric: ({ units }, { value, unit }) => ({
    has: value !== undefined,
    lacks: !isNumber(value ?? '') || (units !== undefined && unit === undefined),
  }),
  ordering: (_, { order }) => given(order !== undefined),
  short_text: (_, { text }) => given(Boolean(text?.trim())),
  cloze: ({ gaps = [] }, { gaps: filledIn = {} }) => ({
    has: gaps.some(({ id }) => filledIn[id]?.trim()),
    lacks: gaps.some(({ id }) => !filledIn[id]?.trim()),
  }),
  essay: ({ min_words = 0, max_words = Number.POSITIVE_INFINITY }, { text }) => ({
    has: Boolean(text?.trim()),
    lacks: words(text) < min_words || words(text) > max_words,
  }),
  code: ({ starter = '' }, { source }) => given(source !== undefined && source.trim() !== starter.trim()),
  comparison: ({ min_words = 0 }, { preferred, reason }) => ({
    has: preferred !== undefined || Boolean(reason?.trim()),
    lacks: preferred === undefined || words(reason) < min_words,
  }),
  critique: ({ min_words = 0, failures }, { marks = [] }) => ({
    has: marks.length > 0,
    lacks: marks.some(({ failure, reason }) => (failures && !failure) || words(reason) < min_words),
  }),
};

/** Whether it is a number as the server reads one. */
export function isNumber(value: string): boolean {
  return /^[-+]?(\d{1,15}([.]\d{0,15})?|[.]\d{1,15})$/.test(value.trim());
}

/** The answer as it is sent: without what is empty, so that nothing at all is no answer. */
export function tidy(answer: Answer): Answer {
  const gaps = Object.entries(answer.gaps ?? {}).filter(([, text]) => text.trim() !== '');
  const kept = Object.entries(answer).filter(
    ([key, value]) => key !== 'gaps' && value !== undefined && value !== '' && !(Array.isArray(value) && !value.length),
  );
  return { ...Object.fromEntries(kept), ...(gaps.length > 0 && { gaps: Object.fromEntries(gaps) }) };
}

/** A text cut at its gaps, which stand in it as `{{id}}`. */
export function atGaps(text: string): ({ text: string } | { gap: string })[] {
  return text
    .split(/(\{\{[a-z0-9][a-z0-9_]{0,19}\}\})/)
    .filter(piece => piece !== '')
    .map(piece => (/^\{\{.+\}\}$/.test(piece) ? { gap: piece.slice(2, -2) } : { text: piece }));
}

/** `list` with the member at `from` standing at `to`. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, index) => index !== from);
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)];
}
