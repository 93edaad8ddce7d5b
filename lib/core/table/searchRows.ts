/**
 * Text as it is searched: small letters, no accents, any space a plain one.
 *
 * @param text what a reader sees or types
 * @returns the same for “Příbram” and “pribram”
 */
export function searchable(text: string): string {
  const lower = text.toLowerCase();
  if (/^[\x20-\x7e]*$/.test(lower)) return lower;
  return lower
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .replace(/\s/g, " ");
}

/**
 * Which rows contain every word of a query, in any order and any column.
 *
 * @param texts searchable text of each row
 * @param query what the reader typed; nothing finds everything
 * @returns a one for each row that is found, or null when every row is
 */
export function searchRows(texts: readonly string[], query: string): Uint8Array | null {
  const words = searchable(query).split(" ").filter(Boolean);
  if (!words.length) return null;
  const found = new Uint8Array(texts.length);
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i]!;
    found[i] = words.every((word) => text.includes(word)) ? 1 : 0;
  }
  return found;
}

/**
 * The rows to show: those that were found, in the order they are sorted.
 *
 * @param count how many rows there are
 * @param order indices of rows as sorted, or null for the order in which they came
 * @param found a one for each row that was found, or null when every row was
 * @returns indices of rows
 */
export function pickRows(count: number, order: Uint32Array | null, found: Uint8Array | null): Uint32Array {
  if (order && !found) return order;
  const picked = new Uint32Array(count);
  let size = 0;
  for (let i = 0; i < count; i++) {
    const row = order ? order[i]! : i;
    if (!found || found[row]) picked[size++] = row;
  }
  return picked.subarray(0, size);
}
