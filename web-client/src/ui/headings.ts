/**
 * The levels that headings of somebody else's text get inside a page: below the page's own heading of level `under`, and
 * never more than one step down at a time, however the writer chose them. `depths` are the writer's levels, in order.
 */
export function headingLevels(depths: readonly number[], under: number): number[] {
  const open: number[] = [];
  return depths.map(depth => {
    while (open.length > 0 && (open.at(-1) ?? 0) >= depth) open.pop();
    open.push(depth);
    return Math.min(6, under + open.length);
  });
}
