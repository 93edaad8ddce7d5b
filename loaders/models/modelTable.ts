import type { DuckDBConnection } from "@duckdb/node-api";
import { name, rows, text } from "../../lib/warehouse/sql.js";

export const modelNames = ["default", "churn", "anomaly", "anomaly_days"] as const;

export type ModelName = (typeof modelNames)[number];

/** What a run made of a model: its document and validation, or why there is none. */
export type ModelResult =
  { readonly document: object; readonly report: object } | { readonly reason: string };

/** Keeps what a run made of a model, as the one row of `models.<name>`. */
export async function writeModelRow(
  connection: DuckDBConnection,
  model: ModelName,
  result: ModelResult,
): Promise<void> {
  const [document, report, reason] =
    "reason" in result
      ? ["NULL", "NULL", text(result.reason)]
      : [text(JSON.stringify(result.document)), text(JSON.stringify(result.report)), "NULL"];
  await connection.run(
    `CREATE OR REPLACE TABLE models.${name(model)} AS
     SELECT ${text(model)} AS model, CAST(${document} AS VARCHAR) AS document, CAST(${report} AS VARCHAR) AS report,
       CAST(${reason} AS VARCHAR) AS reason`,
  );
}

/** Document and report as JSON texts. */
export interface StoredModel {
  readonly document: string | null;
  readonly report: string | null;
  readonly reason: string | null;
}

/** Reads what `writeModelRow` kept. */
export async function readModelRow(connection: DuckDBConnection, model: ModelName): Promise<StoredModel> {
  const [row] = await rows<StoredModel>(
    connection,
    `SELECT document, report, reason FROM models.${name(model)}`,
  );
  if (!row) throw new Error(`models.${model} has no row`);
  return row;
}
