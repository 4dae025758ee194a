import type { Schema } from '~/api';
import { countWords } from '~/i18n/words';

/** The four kinds of task, with what is shown, what is asked and what is answered. */
export type Kind = Schema<'ProjectKind'>;
export type Messages = Schema<'Message'>[];
export type Prompt = string | Messages;

export interface Inputs {
  classification: { text: string; title?: string; context?: string };
  preference: { prompt: Prompt; a: string; b: string; title?: string };
  writing: { prompt: Prompt; title?: string };
  rubric: { prompt: Prompt; response: string; title?: string };
}

export interface Templates {
  classification: Schema<'ClassificationTemplate'>;
  preference: Schema<'PreferenceTemplate'>;
  writing: Schema<'WritingTemplate'>;
  rubric: Schema<'RubricTemplate'>;
}

export interface Outputs {
  classification: { label?: string; comment?: string };
  preference: { choice?: 'a' | 'b' | 'equal'; reason?: string };
  writing: { response?: string };
  rubric: { scores?: Record<string, number>; comment?: string };
}

/** One thing that is still missing from an answer, or too much of it. `place` is the id of the control to go to. */
export type Fault =
  | { place: 'label' | 'choice' | 'comment' | 'response'; need: 'given' }
  | { place: 'reason' | 'response'; need: 'more-words'; have: number; want: number }
  | { place: 'response'; need: 'fewer-words'; have: number; want: number }
  | { place: 'scores'; need: 'all-scored'; left: string[] };

/** What keeps an answer from being sent; nothing when it is complete. */
export function faultsOf<K extends Kind>(kind: K, template: Templates[K], output: Outputs[K]): Fault[] {
  return FAULTS[kind](template as never, output as never);
}

const FAULTS: { [K in Kind]: (template: Templates[K], output: Outputs[K]) => Fault[] } = {
  classification: (template, { label, comment }) => [
    ...missing('label', !label),
    ...missing('comment', template.comment === 'required' && !comment?.trim()),
  ],
  preference: (template, { choice, reason = '' }) => [
    ...missing('choice', !choice),
    ...tooFew('reason', reason, template.reason_min_words ?? 5),
  ],
  writing: (template, { response = '' }) => [
    ...missing('response', !response.trim()),
    ...(response.trim() ? tooFew('response', response, template.min_words ?? 0) : []),
    ...tooMany(response, template.max_words),
  ],
  rubric: (template, { scores = {}, comment }) => [
    ...unscored(template, scores),
    ...missing('comment', template.comment === 'required' && !comment?.trim()),
  ],
};

function missing(place: 'label' | 'choice' | 'comment' | 'response', is: boolean): Fault[] {
  return is ? [{ place, need: 'given' }] : [];
}

function tooFew(place: 'reason' | 'response', text: string, want: number): Fault[] {
  const have = countWords(text);
  return have < want ? [{ place, need: 'more-words', have, want }] : [];
}

function tooMany(text: string, want: number | undefined): Fault[] {
  const have = want === undefined ? 0 : countWords(text);
  return want !== undefined && have > want ? [{ place: 'response', need: 'fewer-words', have, want }] : [];
}

function unscored({ lines }: Templates['rubric'], scores: Record<string, number>): Fault[] {
  const left = lines.filter(({ key }) => scores[key] === undefined).map(({ title }) => title);
  return left.length > 0 ? [{ place: 'scores', need: 'all-scored', left }] : [];
}

/** The answer as it is sent: no empty comment, no spaces around it. */
export function tidy(output: object): object {
  return Object.fromEntries(
    Object.entries(output)
      .map(([key, value]) => [key, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([key, value]) => !(key === 'comment' && value === '')),
  );
}
