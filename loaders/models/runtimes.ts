import type { DuckDBConnection } from "@duckdb/node-api";
import { readModelDocument } from "../../lib/core/models/modelDocument.js";
import type { Runtime } from "../../lib/core/validation/evidence.js";
import { name, oneRow } from "../../lib/warehouse/sql.js";
import { coreScores, tableOf, type Scores } from "./coreScores.js";
import {
  browserScores,
  readRecords,
  referenceScores,
  sqlScores,
  type RuntimeSource,
} from "./runtimeScores.js";

export const runtimes = ["duckdb", "node", "browser", "reference"] as const satisfies readonly Runtime[];

/** The same rows scored four times, in one order. */
export interface ScoredEverywhere {
  readonly model: string;
  readonly rows: number;
  readonly scores: Readonly<Record<Runtime, Scores>>;
}

/**
 * A part of a table that depends on the keys only, and not on the order of the rows or on chance.
 *
 * @param atMost about how many rows
 * @returns what stands after FROM
 */
export async function sampleOf(
  connection: DuckDBConnection,
  { from, keys }: RuntimeSource,
  atMost: number,
): Promise<string> {
  const { rows } = await oneRow<{ rows: number }>(connection, `SELECT COUNT(*) AS rows FROM ${from} AS t`);
  if (rows <= atMost) return from;
  const hash = `hash(${keys.map((key) => `CAST(${name(key)} AS VARCHAR)`).join(", ")})`;
  return `(SELECT * FROM ${from} AS t WHERE ${hash} % ${Math.ceil(rows / atMost)} = 0)`;
}

/**
 * Scores rows in all four runtimes: by SQL in DuckDB, in Node as the batch does, in what a page runs, and with a second
 * implementation that shares no code with the first.
 *
 * @param document JSON text of a model document, as published
 * @param source rows with the model's features as columns; at least one
 */
export async function scoreEverywhere(
  connection: DuckDBConnection,
  document: string,
  source: RuntimeSource,
): Promise<ScoredEverywhere> {
  const { name: title, model } = readModelDocument(JSON.parse(document));
  const records = await readRecords(connection, model, source);
  return {
    model: title,
    rows: records.length,
    scores: {
      duckdb: await sqlScores(connection, model, source),
      node: coreScores(model, tableOf(model, records)),
      browser: await browserScores(document, records),
      reference: referenceScores(document, records),
    },
  };
}
