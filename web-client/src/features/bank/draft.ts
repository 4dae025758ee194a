import type { Schema } from '~/api';
import type { ItemBody, ItemKind } from '~/features/item';

export type Item = Schema<'Item'>;
export type ItemDetail = Schema<'ItemDetail'>;
export type ItemKey = Schema<'ItemKey'>;
export type Rubric = Schema<'GradingRubric'>;
type Option = Schema<'ItemOption'>;

/** What the editor holds. */
export interface Draft {
  kind: ItemKind;
  title: string;
  domain: string;
  tags: string;
  difficulty: number | undefined;
  cap: number | undefined;
  externalKey: string;
  note: string;
  body: ItemBody;
  key: ItemKey;
}

/** The members of bodies and keys that belong to each kind, beyond those that every kind has. */
const BODY: Record<ItemKind, readonly (keyof ItemBody)[]> = {
  single_choice: ['options', 'shuffle'],
  multiple_choice: ['options', 'shuffle', 'select_min', 'select_max'],
  numeric: ['unit', 'units'],
  ordering: ['options'],
  short_text: [],
  cloze: ['gaps'],
  essay: ['min_words', 'max_words'],
  code: ['language', 'starter', 'function', 'examples'],
  comparison: ['a', 'b', 'allow_equal', 'min_words'],
  critique: ['response', 'failures', 'min_words'],
};
const KEY: Record<ItemKind, readonly (keyof ItemKey)[]> = {
  single_choice: ['correct', 'partial'],
  multiple_choice: ['correct', 'scoring'],
  numeric: ['value', 'tolerance', 'relative', 'unit', 'wrong_unit_credit'],
  ordering: ['order', 'scoring'],
  short_text: ['accepted', 'exact'],
  cloze: ['gaps', 'exact', 'scoring'],
  essay: [],
  code: ['tests'],
  comparison: ['preferred'],
  critique: ['marks'],
};
const OF_ALL: readonly (keyof ItemKey)[] = ['rubric', 'closed_share', 'explanation', 'reference'];

type Patch<T> = { [Name in keyof T]?: T[Name] | undefined };

/** `of` with what `patch` has; what is undefined or empty there goes. */
export function put<T extends object>(of: T, patch: Patch<T>): T {
  const gone = Object.entries(patch).flatMap(([name, value]) => (value === undefined || value === '' ? [name] : []));
  return Object.fromEntries(Object.entries({ ...of, ...patch }).filter(([name]) => !gone.includes(name))) as T;
}

/** The gaps that a prompt names as `{{id}}`, in order, each once. */
export function gapsIn(prompt: string): string[] {
  return [...new Set(Array.from(prompt.matchAll(/\{\{([a-z0-9][a-z0-9_]{0,19})\}\}/g), ([, id = '']) => id))];
}

/** The first letter, or letter and number, that no option has. */
export function freeId(options: readonly Option[]): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const taken = new Set(options.map(({ id }) => id));
  for (const letter of letters) if (!taken.has(letter)) return letter;
  let number = 2;
  while (taken.has(`a${number}`)) number++;
  return `a${number}`;
}

/** An id that does not tell where its option belongs. */
export function secretId(): string {
  return `o${Array.from(crypto.getRandomValues(new Uint8Array(6)), byte => (byte % 36).toString(36)).join('')}`;
}

/** A key for a rubric line from its title. */
export function lineKey(title: string, index: number): string {
  const key = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[^a-z]+|_+$/g, '')
    .slice(0, 40);
  return key || `line_${index + 1}`;
}

export function newLine(index: number): Rubric['lines'][number] {
  return { key: `line_${index + 1}`, title: '', max: 4, pass: 2, anchors: {} };
}

/** A new item of a kind, as far as the kind decides it. */
export function blankItem(kind: ItemKind): Pick<Draft, 'body' | 'key'> {
  const options = ['a', 'b', 'c', 'd'].map(id => ({ id, text: '' }));
  switch (kind) {
    case 'single_choice':
      return { body: { prompt: '', options }, key: { correct: ['a'] } };
    case 'multiple_choice':
      return { body: { prompt: '', options }, key: { correct: ['a'], scoring: 'partial' } };
    case 'numeric':
      return { body: { prompt: '' }, key: { value: '' } };
    case 'ordering': {
      const ordered = [1, 2, 3].map(() => ({ id: secretId(), text: '' }));
      return { body: { prompt: '', options: ordered }, key: { order: ordered.map(({ id }) => id) } };
    }
    case 'short_text':
      return { body: { prompt: '' }, key: { accepted: [] } };
    case 'cloze':
      return { body: { prompt: '' }, key: { gaps: {} } };
    case 'essay':
      return { body: { prompt: '', min_words: 50, max_words: 300 }, key: { rubric: { lines: [newLine(0)] } } };
    case 'code':
      return { body: { prompt: '', language: 'javascript', function: 'solve', starter: '' }, key: { tests: [] } };
    case 'comparison':
      return { body: { prompt: '', a: '', b: '', allow_equal: false, min_words: 20 }, key: { preferred: 'a' } };
    case 'critique':
      return { body: { prompt: '', response: '', failures: options.slice(0, 2) }, key: { marks: [] } };
  }
}

export function draftOf(item: Item): Draft {
  return {
    kind: item.kind,
    title: item.title,
    domain: item.domain,
    tags: item.tags.join(' '),
    difficulty: item.difficulty,
    cap: item.exposure_cap,
    externalKey: item.external_key ?? '',
    note: '',
    body: item.body,
    key: item.key,
  };
}

export function tagsOf(text: string): string[] {
  return [
    ...new Set(
      text
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    ),
  ];
}

/**
 * Body and key as they are sent: the members of the kind only, without options that are gone, with the order of an
 * ordering hidden and its rubric lines named.
 */
export function tidyItem(kind: ItemKind, body: ItemBody, key: ItemKey): { body: ItemBody; key: ItemKey } {
  const known = new Set(body.options?.map(({ id }) => id));
  const neat = neatBody(kind, pick(body, ['prompt', ...BODY[kind]]), key.order);
  const lines = key.rubric?.lines;
  const right = pick(key, [...KEY[kind], ...OF_ALL]);
  return {
    body: neat,
    key: put(right, {
      correct: right.correct?.filter(id => known.has(id)),
      order: right.order?.filter(id => known.has(id)),
      partial: some(right.partial, id => known.has(id) && !right.correct?.includes(id)),
      gaps: some(right.gaps, id => neat.gaps?.some(gap => gap.id === id) ?? false),
      marks: right.marks?.map(({ start, end, failure }) => ({ start, end, ...(failure && { failure }) })),
      closed_share: right.rubric ? right.closed_share : undefined,
      rubric: right.rubric &&
        lines && { ...right.rubric, lines: lines.map((line, index) => neatLine(line, index, lines)) },
    }),
  };
}

function neatBody(kind: ItemKind, body: ItemBody, order: ItemKey['order']): ItemBody {
  if (kind === 'cloze') {
    const gaps = gapsIn(body.prompt).map(id => body.gaps?.find(gap => gap.id === id) ?? { id });
    return { ...body, gaps };
  }
  // Options that stand in the right order would tell it.
  if (kind === 'ordering' && body.options?.every(({ id }, index) => id === order?.[index])) {
    return { ...body, options: [...body.options].sort((one, other) => (one.id < other.id ? -1 : 1)) };
  }
  return put(body, { unit: body.units ? undefined : body.unit });
}

function neatLine(line: Rubric['lines'][number], index: number, all: Rubric['lines']): Rubric['lines'][number] {
  const own = /^line_\d+$/.test(line.key) ? lineKey(line.title, index) : line.key;
  const taken =
    all.some((other, at) => at !== index && other.key === own) ||
    (index > 0 && all.slice(0, index).some(({ title }) => lineKey(title, 0) === own));
  const anchors = Object.fromEntries(
    Object.entries(line.anchors).filter(([grade, text]) => text.trim() !== '' && Number(grade) <= line.max),
  );
  return { ...line, key: taken ? `${own.slice(0, 36)}_${index + 1}` : own, anchors };
}

/** The members of `of` with these names; an empty text is as good as none, but for the prompt. */
function pick<T extends object>(of: T, names: readonly (keyof T)[]): T {
  const kept = Object.entries(of).filter(
    ([name, value]) => names.includes(name as keyof T) && (name === 'prompt' || (value !== undefined && value !== '')),
  );
  return Object.fromEntries(kept) as T;
}

function some<V>(of: Record<string, V> | undefined, keep: (id: string) => boolean): Record<string, V> | undefined {
  const kept = Object.entries(of ?? {}).filter(([id]) => keep(id));
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** What has changed, as the server is told of it. */
export function changeOf(draft: Draft, item: Item): Schema<'ItemChange'> {
  const now = tidyItem(draft.kind, draft.body, draft.key);
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  const tags = tagsOf(draft.tags);
  return {
    ...(draft.title !== item.title && { title: draft.title.trim() }),
    ...(draft.domain !== item.domain && { domain: draft.domain.trim() }),
    ...(!same(tags, item.tags) && { tags }),
    ...(draft.difficulty !== item.difficulty && { difficulty: draft.difficulty ?? null }),
    ...(draft.cap !== item.exposure_cap && { exposure_cap: draft.cap ?? null }),
    ...(!same(now.body, sorted(item.body, now.body)) && { body: now.body }),
    ...(!same(now.key, sorted(item.key, now.key)) && { key: now.key }),
    ...(draft.note.trim() && { note: draft.note.trim() }),
  };
}

/** `of` with its members in the order of `like`, so that the two can be compared as text. */
function sorted(of: unknown, like: unknown): unknown {
  if (Array.isArray(of)) return of.map((one, index) => sorted(one, Array.isArray(like) ? like[index] : undefined));
  if (typeof of !== 'object' || of === null) return of;
  const names = [...Object.keys((like as object | undefined) ?? {}), ...Object.keys(of)];
  return Object.fromEntries(
    [...new Set(names)]
      .filter(name => name in of)
      .map(name => [
        name,
        sorted((of as Record<string, unknown>)[name], (like as Record<string, unknown> | undefined)?.[name]),
      ]),
  );
}
