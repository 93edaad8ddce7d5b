/** What a cell is sorted by; a missing value comes last, whichever way the column is sorted. */
export type SortValue = number | string | boolean | Date | null | undefined;

const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

/** Letters in alphabetical order, small and capital ones alike; `Intl` only where a letter needs it, since it is slow. */
function alphabetical(texts: readonly string[]): readonly string[] {
  if (!texts.every(isPlain)) return [...texts].sort(new Intl.Collator("en").compare);
  return texts
    .map((text) => ({ text, key: text.toLowerCase() }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.text > b.text ? -1 : 1))
    .map(({ text }) => text);
}

/**
 * Numbers that order rows as the values of one column do, so that sorting never compares texts.
 *
 * @param values one value for each row
 * @returns as many numbers; NaN where the value is missing; texts get their alphabetical rank
 */
export function sortKeys(values: readonly SortValue[]): Float64Array {
  const keys = new Float64Array(values.length);
  const texts = new Set<string>();
  for (const value of values) if (typeof value === "string") texts.add(value);
  const ranks = new Map(alphabetical([...texts]).map((text, rank) => [text, rank]));
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    keys[i] =
      value === null || value === undefined
        ? NaN
        : typeof value === "string"
          ? ranks.get(value)!
          : Number(value);
  }
  return keys;
}

/**
 * The order of rows by one column; rows that are equal there stay in the order in which they came.
 *
 * @param keys one number for each row, NaN where the value is missing
 * @param isDescending largest first
 * @returns indices of rows, those with a missing value last
 */
export function sortOrder(keys: Float64Array, isDescending: boolean): Uint32Array {
  const present = new Uint32Array(keys.length);
  const order = new Uint32Array(keys.length);
  let count = 0;
  let missing = keys.length;
  for (let i = 0; i < keys.length; i++) if (!Number.isNaN(keys[i])) present[count++] = i;
  for (let i = keys.length - 1; i >= 0; i--) if (Number.isNaN(keys[i])) order[--missing] = i;
  const sorted = present.subarray(0, count);
  if (isDescending) sorted.sort((a, b) => keys[b]! - keys[a]! || a - b);
  else sorted.sort((a, b) => keys[a]! - keys[b]! || a - b);
  order.set(sorted);
  return order;
}
