/**
 * Where a key leads among the rows of a table.
 *
 * @param key as `KeyboardEvent.key` names it
 * @param at the place of the row that is active now, -1 for none
 * @param count how many rows there are
 * @param pageSize how many rows fit into the view
 * @returns a place in [0, count), or null for a key that leads nowhere
 */
export function placeAfterKey(key: string, at: number, count: number, pageSize: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: Math.max(at, 0) + pageSize,
    PageUp: at - pageSize,
    Home: 0,
    End: count - 1,
  };
  const place = steps[key];
  return place === undefined || count === 0 ? null : Math.max(0, Math.min(count - 1, place));
}
