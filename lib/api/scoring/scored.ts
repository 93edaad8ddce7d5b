import { hash } from "node:crypto";
import type { Feature } from "../../core/features/feature.js";
import { reasonWords } from "../../core/features/reasonWords.js";
import { valueAt, type FeatureTable } from "../../core/models/table.js";
import type { Reading } from "./modelReader.js";

/** An answer as it is sent and as the audit log keeps it, in JSON that is put together once. */
export interface Scored {
  /** The answer's fields, without braces. */
  readonly json: string;
  readonly score: number;
  /** Of the log's line: SHA-256 of the attributes, score and features of the reasons, the strongest first. No braces. */
  readonly decision: string;
}

/** JSON knows no infinities. */
const jsonOf = (value: number | string | null): string =>
  typeof value === "string" ? JSON.stringify(value) : Number.isFinite(value) ? String(value) : "null";

/** A row's attributes in the order of the columns, as JSON. */
export function inputsOf({ columns }: FeatureTable, row: number): string {
  let list = "";
  for (const column of columns) list += `${list === "" ? "[" : ","}${jsonOf(valueAt(column, row))}`;
  return list === "" ? "[]" : `${list}]`;
}

/**
 * Words of a reason as JSON. About a number they are ours alone, with nothing in them that JSON would mask; about a text
 * they may repeat it.
 */
function wordsOf(feature: Feature, value: number | string | null): string {
  const words = reasonWords(feature, value);
  return feature.kind === "numeric" ? `"${words}"` : JSON.stringify(words);
}

/**
 * Puts readings of a model into words.
 *
 * @param features of the model, in its order
 * @returns for a reading and the row of the table that it is of, what is sent and what is kept
 */
export function teller(
  features: readonly Feature[],
): (reading: Reading, table: FeatureTable, row: number) => Scored {
  const named = features.map((feature) => {
    const name = JSON.stringify(feature.name);
    return { feature, name, start: `{"feature":${name},"words":` };
  });
  return ({ score, fields, effects }, table, row) => {
    let reasons = "";
    let names = "";
    for (const { at, effect } of effects) {
      const { feature, name, start } = named[at]!;
      const comma = names === "" ? "" : ",";
      reasons += `${comma}${start}${wordsOf(feature, valueAt(table.columns[at]!, row))},"effect":${effect}}`;
      names += comma + name;
    }
    const inputs = hash("sha256", inputsOf(table, row), "hex");
    return {
      json: `${fields},"reasons":[${reasons}]`,
      score,
      decision: `"inputs":"${inputs}","score":${score},"reasons":[${names}]`,
    };
  };
}
