import type { IsolationForest } from "../../lib/core/models/isolationForest.js";
import { name } from "../../lib/warehouse/sql.js";
import { scoreSelect } from "./scoreSelect.js";

/**
 * A SELECT of every row's score: `anomaly_score` in (0, 1]; `percentile`, the share of all rows with a lower score; and
 * `one_in`, as in "1 in 214 movements of this client is as odd".
 *
 * Each distinct row is scored once, since most are the same: a thousandth of the work.
 *
 * @param model fitted on the table's features
 * @param table in the schema features
 * @param keys columns to take along, unique together; client_id among them
 */
export function anomalyScoresSelect(model: IsolationForest, table: string, keys: readonly string[]): string {
  const from = `features.${name(table)}`;
  const names = model.features.map((feature) => name(feature.name));
  const vectors = scoreSelect(model, {
    from: `(SELECT ${names.join(", ")}, COUNT(*) AS row_count FROM ${from} GROUP BY ${names.join(", ")}) AS d`,
    keys: [...model.features.map((feature) => feature.name), "row_count"],
    scores: { anomaly_score: "anomaly_score" },
  });
  const on = names.map((column) => `m.${column} = v.${column}`).join(" AND ");
  return `WITH vectors AS (${vectors}),
ranked AS (
  SELECT *, 1 - CAST(SUM(row_count) OVER (ORDER BY anomaly_score DESC) AS DOUBLE) / SUM(row_count) OVER () AS percentile
  FROM vectors)
SELECT ${keys.map((key) => `m.${name(key)}`).join(", ")}, v.anomaly_score, v.percentile,
  CAST(COUNT(*) OVER (PARTITION BY m.client_id) AS DOUBLE)
    / RANK() OVER (PARTITION BY m.client_id ORDER BY v.anomaly_score DESC) AS one_in
FROM ${from} AS m INNER JOIN ranked AS v ON ${on}`;
}
