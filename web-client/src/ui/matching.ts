/** Something that is found by its name, or by its code. */
export interface Named {
  code: string;
  name: string;
}

/** Those of `all` whose name holds `typed` without regard to case and accents, best first: the ones that begin with it. */
export function matching<T extends Named>(all: readonly T[], typed: string): T[] {
  const sought = bare(typed);
  if (!sought) return [...all];
  const ranked = all.map(one => ({ one, rank: rank(one, sought) }));
  return [1, 2, 3].flatMap(best => ranked.filter(({ rank }) => rank === best).map(({ one }) => one));
}

/** 1: the name begins with it, or it is the code; 2: a word does; 3: it stands anywhere; 0: nowhere. */
function rank({ code, name }: Named, sought: string): number {
  const text = bare(name);
  if (text.startsWith(sought) || code.toLowerCase() === sought) return 1;
  const at = text.indexOf(sought);
  if (at < 0) return 0;
  return text.split(/[\s(‘’'&-]+/).some(word => word.startsWith(sought)) ? 2 : 3;
}

function bare(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').trim().toLowerCase();
}
