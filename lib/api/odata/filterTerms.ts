import type { Bound } from "../release/readers.js";
import { refuse } from "./filterTokens.js";
import type { Edm } from "./tables.js";

export type Kind = "text" | "number" | "boolean" | "date" | "instant" | "null";

/** A part of a condition: SQL with its values, which are bound, and what it gives. */
export interface Term extends Bound {
  readonly kind: Kind;
}

export const kindOf: Readonly<Record<Edm, Kind>> = {
  "Edm.String": "text",
  "Edm.Boolean": "boolean",
  "Edm.Int64": "number",
  "Edm.Double": "number",
  "Edm.Decimal": "number",
  "Edm.Date": "date",
  "Edm.DateTimeOffset": "instant",
};

/** Comparisons by their OData name. */
export const comparisons: Readonly<Record<string, string>> = {
  eq: "=",
  ne: "<>",
  gt: ">",
  ge: ">=",
  lt: "<",
  le: "<=",
};

/** Functions by name: what they take, what they give, and how they are written. */
export const functions: Readonly<
  Record<
    string,
    {
      readonly takes: readonly (readonly Kind[])[];
      readonly gives: Kind;
      readonly sql: (...args: string[]) => string;
    }
  >
> = {
  contains: { takes: [["text"], ["text"]], gives: "boolean", sql: (a, b) => `contains(${a}, ${b})` },
  startswith: { takes: [["text"], ["text"]], gives: "boolean", sql: (a, b) => `starts_with(${a}, ${b})` },
  endswith: { takes: [["text"], ["text"]], gives: "boolean", sql: (a, b) => `ends_with(${a}, ${b})` },
  tolower: { takes: [["text"]], gives: "text", sql: (a) => `lower(${a})` },
  toupper: { takes: [["text"]], gives: "text", sql: (a) => `upper(${a})` },
  length: { takes: [["text"]], gives: "number", sql: (a) => `length(${a})` },
  year: { takes: [["date", "instant"]], gives: "number", sql: (a) => `year(${a})` },
  month: { takes: [["date", "instant"]], gives: "number", sql: (a) => `month(${a})` },
  day: { takes: [["date", "instant"]], gives: "number", sql: (a) => `day(${a})` },
  date: { takes: [["instant", "date"]], gives: "date", sql: (a) => `CAST(${a} AS DATE)` },
};

/** Two terms compared; null is a value of its own, as OData has it. */
export function compare(left: Term, sign: string, right: Term): Term {
  const values = [...left.values, ...right.values];
  if (left.kind === "null" || right.kind === "null") {
    const word = sign === "=" ? "IS NOT DISTINCT FROM" : sign === "<>" ? "IS DISTINCT FROM" : null;
    return {
      kind: "boolean",
      sql: word === null ? "FALSE" : `(${left.sql} ${word} ${right.sql})`,
      values: word === null ? [] : values,
    };
  }
  return { kind: "boolean", sql: `(${left.sql} ${sign} ${right.sql})`, values };
}

/** An instant with an offset as one in UTC without. */
export function utc(value: string): string {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) throw refuse(`${JSON.stringify(value)} is no instant`);
  return date.toISOString().slice(0, -1);
}
