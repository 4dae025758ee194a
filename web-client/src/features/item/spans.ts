export interface Span {
  start: number;
  end: number;
}

/** A piece of a text, with the numbers of the spans that cover it, in the order in which they were given. */
export interface Piece extends Span {
  text: string;
  of: number[];
}

/** Cuts `text` wherever a span begins or ends; put together the pieces are the text. Offsets are in UTF-16 units. */
export function pieces(text: string, spans: readonly Span[]): Piece[] {
  const inside = (at: number) => Math.min(Math.max(at, 0), text.length);
  const cuts = new Set([0, text.length, ...spans.flatMap(({ start, end }) => [inside(start), inside(end)])]);
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((start, index) => {
    const end = sorted[index + 1] ?? text.length;
    const of = spans.flatMap((span, number) => (span.start <= start && span.end >= end ? [number] : []));
    return { start, end, text: text.slice(start, end), of };
  });
}

/** The sentences of a text, without the space around them. */
export function sentences(text: string): Span[] {
  const found = 'Segmenter' in Intl ? segmented(text) : byStops(text);
  return found.map(span => trimmed(text, span)).filter(({ start, end }) => end > start);
}

function segmented(text: string): Span[] {
  const segments = new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(text);
  return Array.from(segments, ({ index, segment }) => ({ start: index, end: index + segment.length }));
}

function byStops(text: string): Span[] {
  return Array.from(text.matchAll(/[^.!?。！？\n]+[.!?。！？]*\s*|\n+/g), found => ({
    start: found.index,
    end: found.index + found[0].length,
  }));
}

/** `span` without the space at its ends, and never through the middle of a character. */
export function trimmed(text: string, { start, end }: Span): Span {
  const isLow = (at: number) => /[\udc00-\udfff]/.test(text.charAt(at));
  let [from, to] = [isLow(start) ? start - 1 : start, isLow(end) ? end + 1 : end];
  while (from < to && /\s/.test(text.charAt(from))) from++;
  while (to > from && /\s/.test(text.charAt(to - 1))) to--;
  return { start: from, end: to };
}
