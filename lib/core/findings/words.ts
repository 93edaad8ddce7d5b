const smallNumbers = [
  "none",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
  "thirteen",
];

/**
 * A count in a sentence: in letters up to thirteen.
 *
 * @param count a whole number, not negative
 */
export function countWord(count: number): string {
  return smallNumbers[count] ?? String(count);
}

/**
 * `ten of eleven`, `10 of 14`: both in letters, or both in figures.
 *
 * @param part how many of them
 * @param whole of how many
 */
export const outOf = (part: number, whole: number): string =>
  whole < smallNumbers.length ? `${countWord(part)} of ${countWord(whole)}` : `${part} of ${whole}`;

/**
 * `a`, `a and b`, `a, b and c`.
 *
 * @param items in the order they are to be read
 */
export function listWords(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1] ?? ""}`;
}

/**
 * The first letter as a capital.
 *
 * @param text a sentence or a label
 */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * The word for one, or for several.
 *
 * @param count how many
 * @param one for exactly one
 * @param many otherwise; by default with an s
 */
export function plural(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? one : many;
}

/**
 * A code such as `card_purchase` as words.
 *
 * @param code lower snake case
 */
export function codeWords(code: string): string {
  return code.replaceAll("_", " ").replace(/\batm\b/, "ATM");
}
