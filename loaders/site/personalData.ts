import { tableFromIPC } from "@uwdata/flechette";

/** A text, a pattern, or a function that returns what it found. */
export type Forbidden = string | RegExp | ((text: string) => string | null);

const longestPhrase = 4;
const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}@.+_'’-]+/gu) ?? [];

/** The check digits of an IBAN: moved to the end and read as a number, it leaves 1 when divided by 97. */
function isIban(text: string): boolean {
  const compact = text.replace(/ /g, "");
  if (compact.length < 15) return false;
  const digits = (compact.slice(4) + compact.slice(0, 4)).replace(/[A-Z]/g, (c) =>
    parseInt(c, 36).toString(),
  );
  let rest = 0;
  for (let index = 0; index < digits.length; index++) rest = (rest * 10 + Number(digits[index])) % 97;
  return rest === 1;
}

function findIban(text: string): string | null {
  for (const [found] of text.matchAll(/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g)) {
    if (isIban(found)) return found;
  }
  return null;
}

/** What is personal whoever the bank is: e-mail addresses and account numbers. */
export const personalPatterns: readonly Forbidden[] = [
  /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/u,
  findIban,
];

/** The texts inside a published data file; Arrow is read, so that two values are not taken for one. */
export function textsOf(file: string, bytes: Uint8Array): string {
  if (!file.endsWith(".arrow")) return new TextDecoder().decode(bytes);
  const table = tableFromIPC(bytes);
  const texts = new Set<string>();
  for (let index = 0; index < table.numCols; index++) {
    for (const value of table.getChildAt(index).cache() as Iterable<unknown>) {
      if (typeof value === "string") texts.add(value);
      else break;
    }
  }
  return [...texts].join("\n");
}

/**
 * A search for personal data that stays quick with thousands of names.
 *
 * @param forbidden texts are found as whole words, whatever the case
 * @returns a function from a text to what was found in it, shortened so that a log does not spread it
 */
export function findPersonal(forbidden: Iterable<Forbidden>): (text: string) => string[] {
  const phrases = new Set<string>();
  const others: Exclude<Forbidden, string>[] = [];
  for (const item of forbidden) {
    if (typeof item === "string") phrases.add(words(item).slice(0, longestPhrase).join(" "));
    else others.push(item);
  }
  phrases.delete("");
  return (text) => {
    const found = new Set<string>();
    for (const other of others) {
      const hit = typeof other === "function" ? other(text) : (other.exec(text)?.[0] ?? null);
      if (hit !== null) found.add(hit);
    }
    if (phrases.size > 0) {
      const tokens = words(text);
      for (let start = 0; start < tokens.length; start++) {
        for (let length = 1; length <= longestPhrase; length++) {
          const phrase = tokens.slice(start, start + length).join(" ");
          if (phrases.has(phrase)) found.add(phrase);
        }
      }
    }
    return [...found].map((hit) => `${hit.slice(0, 3)}… (${hit.length} characters)`);
  };
}
