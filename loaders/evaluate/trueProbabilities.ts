import type { DuckDBConnection } from "@duckdb/node-api";
import { rows, text } from "../../lib/warehouse/sql.js";

/**
 * The true probabilities of clients at snapshots, to judge a model by.
 *
 * @param path of truth/snapshots.csv
 * @param clientIds n ids
 * @param snapshotDates n ISO days
 * @returns n numbers; NaN where the truth does not list the client at that snapshot
 */
export async function trueProbabilities(
  connection: DuckDBConnection,
  path: string,
  outcome: "default" | "churn",
  clientIds: readonly string[],
  snapshotDates: readonly string[],
): Promise<Float64Array> {
  const found = await rows<{ key: string; probability: number }>(
    connection,
    `SELECT client_id || ' ' || snapshot_date AS key, CAST(${outcome}_probability AS DOUBLE) AS probability
     FROM read_csv(${text(path)}, all_varchar = true, header = true) WHERE ${outcome}_probability <> ''`,
  );
  const probabilityOf = new Map(found.map(({ key, probability }) => [key, probability]));
  return Float64Array.from(
    clientIds,
    (id, row) => probabilityOf.get(`${id} ${snapshotDates[row]!}`) ?? Number.NaN,
  );
}
