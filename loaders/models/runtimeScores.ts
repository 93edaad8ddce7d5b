import type { DuckDBConnection } from "@duckdb/node-api";
import { build } from "esbuild";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import type { Model } from "../../lib/core/models/modelDocument.js";
import { name } from "../../lib/warehouse/sql.js";
import type { AttributeRecord, Scores } from "./coreScores.js";
import { referenceScorer } from "./referenceScores.js";
import { scoreSelect } from "./scoreSelect.js";

/** Rows to score: a table, and columns that are unique in it together. */
export interface RuntimeSource {
  /** What stands after FROM. */
  readonly from: string;
  readonly keys: readonly string[];
}

/** Rows in the order of their keys, by feature. */
export async function readRecords(
  connection: DuckDBConnection,
  model: Model,
  { from, keys }: RuntimeSource,
): Promise<AttributeRecord[]> {
  const columns = model.features.map(
    (feature) =>
      `CAST(${name(feature.name)} AS ${feature.kind === "numeric" ? "DOUBLE" : "VARCHAR"}) AS ${name(feature.name)}`,
  );
  const list = [...columns, "1 AS one_row"].join(", ");
  const reader = await connection.runAndReadAll(
    `SELECT ${list} FROM ${from} AS t ORDER BY ${keys.map(name).join(", ")}`,
  );
  return reader.getRowObjectsJS() as unknown as AttributeRecord[];
}

/** By SQL, in the order of the keys. */
export async function sqlScores(
  connection: DuckDBConnection,
  model: Model,
  source: RuntimeSource,
): Promise<Scores> {
  const order = source.keys.map(name).join(", ");
  const select = scoreSelect(model, { ...source, from: `${source.from} AS t` });
  const reader = await connection.runAndReadAll(`SELECT * FROM (${select}) AS scored ORDER BY ${order}`);
  return reader.getColumnsObjectJS() as unknown as Scores;
}

/** JSON has no infinity, but reads a number that is too large as one. */
const toJson = (records: readonly AttributeRecord[]): string =>
  JSON.stringify(records, (_, value: unknown) =>
    value === Infinity ? "∞" : value === -Infinity ? "-∞" : value,
  ).replaceAll(/"(-?)∞"/g, "$11e999");

/** lib/core as a page has it: bundled for browsers, in a context with nothing but JavaScript itself. */
export async function browserScores(document: string, records: readonly AttributeRecord[]): Promise<Scores> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "coreScores.ts")],
    ...{ bundle: true, write: false, platform: "browser", format: "iife", globalName: "page" },
    ...{ target: "es2022", logLevel: "silent" },
  });
  const context = createContext({ document, records: toJson(records) });
  const script = `${outputFiles[0]!.text}; page.scoreJson(document, records)`;
  return JSON.parse(runInContext(script, context) as string) as Scores;
}

/** By the second implementation. */
export function referenceScores(document: string, records: readonly AttributeRecord[]): Scores {
  const score = referenceScorer(document);
  const columns: Record<string, number[]> = {};
  for (const record of records) {
    for (const [key, value] of Object.entries(score(record))) (columns[key] ??= []).push(value);
  }
  return columns;
}
