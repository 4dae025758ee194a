import type { Schema } from '~/api';
import type { Kind, Templates } from '~/features/answer';
import { type Asked, askedOf, NOTHING, requirementsOf } from '~/features/requirements';

/** What the form for a project holds: numbers as they were typed, so that half a number is not lost. */
export interface Form {
  kind: Kind;
  name: string;
  question: string;
  labels: { value: string; title: string; description: string }[];
  comment: 'none' | 'optional' | 'required';
  allowEqual: boolean;
  reasonMin: string;
  minWords: string;
  maxWords: string;
  format: 'markdown' | 'plain';
  lines: {
    key: string;
    title: string;
    description: string;
    min: number;
    max: number;
    anchors: Record<string, string>;
  }[];
  summary: string;
  markdown: string;
  price: string;
  currency: string;
  seconds: string;
  overlap: string;
  /** Whether each task gets as many answers as it needs, by which measure, and how many at most. */
  rule: 'none' | 'posterior' | 'votes';
  overlapMax: string;
  /** How sure the leading answer has to be, in percent. */
  sure: string;
  /** By how many votes it has to lead. */
  votes: string;
  /** What is asked of workers. */
  asked: Asked;
  /** How many tasks one worker may do; empty: as many as there are. */
  perWorker: string;
  /** Of a hundred claims, how many get a gold task. */
  gold: string;
  mode: Schema<'ReviewPlan'>['mode'];
  /** Of a hundred submissions, how many a person looks at. */
  sample: string;
  autoHours: string;
  budget: string;
}

export const BLANK: Omit<Form, 'kind'> = {
  name: '',
  question: '',
  labels: [],
  comment: 'optional',
  allowEqual: true,
  reasonMin: '5',
  minWords: '0',
  maxWords: '',
  format: 'markdown',
  lines: [],
  summary: '',
  markdown: '',
  price: '',
  currency: 'USD',
  seconds: '60',
  overlap: '1',
  rule: 'none',
  overlapMax: '7',
  sure: '95',
  votes: '3',
  asked: NOTHING,
  perWorker: '',
  gold: '10',
  mode: 'manual',
  sample: '10',
  autoHours: '72',
  budget: '',
};

const whole = (text: string) => Math.round(Number(text));

/** What is asked of a worker, as the contract writes it. */
export function templateOf(form: Form): Schema<'Template'> {
  return TEMPLATE[form.kind](form);
}

const TEMPLATE: { [K in Kind]: (form: Form) => Templates[K] } = {
  classification: ({ question, labels, comment }) => ({
    question,
    labels: labels.map(({ value, title, description }) => ({
      value: value || machineValue(title),
      title,
      ...(description && { description }),
    })),
    comment,
  }),
  preference: ({ question, allowEqual, reasonMin }) => ({
    question,
    allow_equal: allowEqual,
    reason_min_words: whole(reasonMin),
  }),
  writing: ({ question, minWords, maxWords, format }) => ({
    question,
    min_words: whole(minWords),
    ...(maxWords && { max_words: whole(maxWords) }),
    format,
  }),
  rubric: ({ question, lines, comment }) => ({
    question,
    lines: lines.map(({ key, title, description, min, max, anchors }, index) => ({
      key: key || keyOf(title, index),
      title,
      ...(description && { description }),
      min,
      max,
      ...(Object.values(anchors).some(Boolean) && { anchors: filled(anchors) }),
    })),
    comment,
  }),
};

function filled(anchors: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(anchors).filter(([, words]) => words.trim()));
}

/** A label's value for machines, made from its title: "Very good" becomes `very_good`. */
export function machineValue(title: string): string {
  const made = plain(title)
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 64);
  return (
    made ||
    `label_${[...title]
      .map(char => char.codePointAt(0)?.toString(36))
      .join('')
      .slice(0, 40)}`
  );
}

/** A rubric line's key for machines. */
export function keyOf(title: string, index: number): string {
  return (
    plain(title)
      .replace(/^[^a-z]+/, '')
      .slice(0, 40) || `line_${index + 1}`
  );
}

function plain(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
}

function planOf({ mode, sample, autoHours }: Form): Schema<'ReviewPlan'> {
  return {
    mode,
    ...(mode === 'sample' && { sample_permille: whole(String(Number(sample) * 10)) }),
    ...(mode !== 'automatic' && { auto_accept_hours: whole(autoHours) }),
  } as Schema<'ReviewPlan'>;
}

/** Answers are counted where there is a label or a choice. */
export function isCounted(kind: Kind): boolean {
  return kind === 'classification' || kind === 'preference';
}

/** By which rule a task gets more answers than it starts with, or fewer; none when it gets just so many. */
function ruleOf({ kind, rule, overlapMax, sure, votes }: Form): Schema<'OverlapRule'> | undefined {
  if (rule === 'none' || !isCounted(kind)) return undefined;
  return {
    rule: 'majority_margin',
    max: whole(overlapMax),
    ...(rule === 'posterior' ? { permille: whole(String(Number(sure) * 10)) } : { margin: whole(votes) }),
  };
}

function agreedTerms(form: Form) {
  return {
    template: templateOf(form),
    price: { amount: form.price, currency: form.currency },
    estimate_seconds: whole(form.seconds),
    overlap: whole(form.overlap),
    gold_permille: whole(String(Number(form.gold) * 10)),
  };
}

function laterTerms(form: Form) {
  return {
    name: form.name.trim(),
    requirements: requirementsOf(form.asked),
    max_per_worker: whole(form.perWorker),
    review: planOf(form),
    ...(form.budget && { budget: { amount: form.budget, currency: form.currency } }),
  };
}

/** The body that makes a new project. */
export function draftOf(form: Form, organisation: string): Schema<'ProjectDraft'> {
  const rule = ruleOf(form);
  return {
    organisation_id: organisation,
    kind: form.kind,
    guideline: { markdown: form.markdown, summary: form.summary.trim() },
    ...agreedTerms(form),
    ...(rule && { overlap_rule: rule }),
    ...laterTerms(form),
  };
}

/** The body that changes a project: once launched, only what workers did not agree to. */
export function changeOf(form: Form, state: Schema<'ProjectState'>): Schema<'ProjectChange'> {
  return state === 'draft'
    ? { ...agreedTerms(form), overlap_rule: ruleOf(form) ?? null, ...laterTerms(form) }
    : laterTerms(form);
}

/** The form filled in with what a project is now. */
export function formOf(project: Schema<'Project'>, guideline?: Schema<'Guideline'>): Form {
  const template = project.template as Partial<
    Templates['classification'] & Templates['preference'] & Templates['writing'] & Templates['rubric']
  >;
  return {
    ...BLANK,
    kind: project.kind,
    name: project.name,
    question: template.question ?? '',
    labels: (template.labels ?? []).map(({ value, title, description = '' }) => ({ value, title, description })),
    comment: template.comment ?? 'optional',
    allowEqual: template.allow_equal ?? true,
    reasonMin: String(template.reason_min_words ?? 5),
    minWords: String(template.min_words ?? 0),
    maxWords: String(template.max_words ?? ''),
    format: template.format ?? 'markdown',
    lines: (template.lines ?? []).map(({ description = '', anchors = {}, ...line }) => ({
      ...line,
      description,
      anchors: anchors as Record<string, string>,
    })),
    summary: guideline?.summary ?? '',
    markdown: guideline?.markdown ?? '',
    price: project.price.amount,
    currency: project.price.currency,
    seconds: String(project.estimate_seconds),
    overlap: String(project.overlap),
    rule: !project.overlap_rule ? 'none' : project.overlap_rule.margin ? 'votes' : 'posterior',
    overlapMax: String(project.overlap_rule?.max ?? BLANK.overlapMax),
    sure: String((project.overlap_rule?.permille ?? 950) / 10),
    votes: String(project.overlap_rule?.margin ?? BLANK.votes),
    asked: askedOf(project.requirements),
    perWorker: String(project.max_per_worker ?? ''),
    gold: String(project.gold_permille / 10),
    mode: project.review.mode,
    sample: String((project.review.sample_permille ?? 100) / 10),
    autoHours: String(project.review.auto_accept_hours ?? 72),
    budget: project.budget?.amount ?? '',
  };
}

/** What an able worker earns in an hour, or nothing while price or time are no numbers. */
export function payPerHour(price: string, seconds: string): number | undefined {
  const [pay, time] = [Number(price), Number(seconds)];
  return pay > 0 && time > 0 ? (pay * 3600) / time : undefined;
}
