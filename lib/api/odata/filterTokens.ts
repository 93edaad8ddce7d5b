import { Problem } from "../problems.js";

const longest = 4000;

const tokenPattern =
  /\s*(?:(?<text>'(?:[^']|'')*')|(?<instant>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))|(?<date>\d{4}-\d{2}-\d{2})|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<word>[A-Za-z_]\w*)|(?<sign>[(),]))/y;

/** A word, value or sign of a $filter. */
export interface Token {
  readonly type: "text" | "instant" | "date" | "number" | "word" | "sign";
  readonly value: string;
  /** Letters before it. */
  readonly at: number;
}

/** A query that cannot be read, and why. */
export const refuse = (detail: string): Problem => new Problem("invalid_query", detail);

/**
 * Splits a $filter.
 *
 * @throws Problem invalid_query saying at which letter it cannot be read
 */
export function tokensOf(filter: string): Token[] {
  if (filter.length > longest) throw refuse(`$filter is longer than ${longest} letters`);
  const tokens: Token[] = [];
  const pattern = new RegExp(tokenPattern);
  const end = filter.trimEnd().length;
  while (pattern.lastIndex < end) {
    const at = pattern.lastIndex;
    const groups = pattern.exec(filter)?.groups;
    if (!groups)
      throw refuse(`$filter, letter ${at + 1}: ${JSON.stringify(filter.slice(at, at + 20))} cannot be read`);
    const [type, value] = Object.entries(groups).find(([, found]) => Boolean(found))!;
    tokens.push({ type: type as Token["type"], value, at });
  }
  return tokens;
}
