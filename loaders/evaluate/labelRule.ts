import { BuildError } from "../errors.js";
import { namesToChooseFrom } from "./nearestName.js";

/** Which rows count, and as what. */
export interface LabelledRows {
  /** Rows that have a label, ascending. */
  readonly rows: Int32Array;
  /** 0 or 1 for each of them. */
  readonly labels: Uint8Array;
  readonly positives: number;
  /** What counts as 1, and as 0, in words. */
  readonly meaning: string;
}

/** A label of more values than this is more likely a number to predict, unless one value is named. */
const mostValues = 10;

/**
 * Turns a column into 0 and 1: the value named is 1 and all others 0; without one, the most frequent value is 0 (the
 * first in order, of two that are as frequent) and all others are 1. Rows without a label are left out.
 *
 * @param values as text, null where missing
 * @param positive text or number that counts as 1
 * @throws BuildError bad_label
 */
export function labelledRows(
  column: string,
  values: readonly (string | null)[],
  positive?: string,
): LabelledRows {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const names = [...counts.keys()].sort((a, b) =>
    isNumber(a) && isNumber(b) ? Number(a) - Number(b) : a < b ? -1 : 1,
  );
  if (names.length === 0) throw new BuildError("bad_label", `${column}: no row has a value`);
  if (names.length === 1) {
    throw new BuildError(
      "bad_label",
      `${column}: every row that has a value has ${quoted(names[0]!)}; two classes are needed`,
    );
  }
  const isOne =
    positive === undefined ? unlessMostFrequent(column, names, counts) : whenNamed(column, names, positive);
  const rows: number[] = [];
  const labels: number[] = [];
  values.forEach((value, row) => {
    if (value === null) return;
    rows.push(row);
    labels.push(isOne(value) ? 1 : 0);
  });
  const inWords = (wanted: boolean): string => {
    const some = names.filter((name) => isOne(name) === wanted);
    return some.length > 3 ? `any of ${some.length} other values` : some.map(quoted).join(" or ");
  };
  return {
    rows: Int32Array.from(rows),
    labels: Uint8Array.from(labels),
    positives: labels.reduce((sum, label) => sum + label, 0),
    meaning: `1 is ${inWords(true)}, 0 is ${inWords(false)}`,
  };
}

const isNumber = (value: string): boolean => value.trim() !== "" && !Number.isNaN(Number(value));
const quoted = (value: string): string => `"${value}"`;

function unlessMostFrequent(
  column: string,
  names: readonly string[],
  counts: ReadonlyMap<string, number>,
): (value: string) => boolean {
  if (names.length > mostValues) {
    throw new BuildError(
      "bad_label",
      `${column}: it has ${names.length} different values (${names.slice(0, 3).map(quoted).join(", ")}, …); name the one that counts as 1`,
    );
  }
  const zero = names.reduce((best, name) => (counts.get(name)! > counts.get(best)! ? name : best));
  return (value) => value !== zero;
}

function whenNamed(column: string, names: readonly string[], positive: string): (value: string) => boolean {
  // 1 and 1.0 are the same number.
  const one =
    names.find((name) => name === positive) ??
    names.find((name) => isNumber(name) && isNumber(positive) && Number(name) === Number(positive));
  if (one === undefined) {
    throw new BuildError(
      "bad_label",
      `--positive ${positive}: ${column} has no such value; ${namesToChooseFrom(positive, names)}`,
    );
  }
  return (value) => value === one;
}
