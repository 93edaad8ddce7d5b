import type { DuckDBConnection } from "@duckdb/node-api";
import type { Feature } from "../../lib/core/features/feature.js";
import type { FeatureTable } from "../../lib/core/models/table.js";
import { name, oneRow, text } from "../../lib/warehouse/sql.js";
import { readFeatures } from "./panels.js";

/** Days before the as-of date that are judged and not fitted on. */
export const alertDays = 90;

/** What a detector is fitted on: the distinct rows of a feature table, of which there are few, and how often each comes. */
export interface AnomalyVectors {
  readonly table: FeatureTable;
  /** Rows like it in all. */
  readonly counts: Float64Array;
  /** Of them, those before the last `alertDays` days. */
  readonly earlierCounts: Float64Array;
  /** Days that are judged: `alertDays`, or as many as there are. */
  readonly recentDays: number;
}

const counted = (column: string): Feature => ({
  kind: "numeric",
  unit: "count",
  name: column,
  title: column,
  about: column,
  reason: String,
});

/**
 * Reads a feature table of movements or of client days as distinct rows, in their own order.
 *
 * @param table in the schema features; has the features and `posted_date`
 * @returns null if the table has no rows
 */
export async function readAnomalyVectors(
  connection: DuckDBConnection,
  table: string,
  features: readonly Feature[],
): Promise<AnomalyVectors | null> {
  const from = `features.${name(table)}`;
  const range = await oneRow<{ cut: string | null; days: number | null }>(
    connection,
    `SELECT CAST(add_days(max(posted_date), -${alertDays}) AS VARCHAR) AS cut,
       LEAST(${alertDays}, days_between(min(posted_date), max(posted_date)) + 1) AS days FROM ${from}`,
  );
  if (range.cut === null || range.days === null) return null;
  const names = features.map((feature) => name(feature.name)).join(", ");
  const read = await readFeatures(
    connection,
    `(SELECT ${names}, count(*) AS row_count,
        count(*) FILTER (WHERE posted_date <= DATE ${text(range.cut)}) AS earlier_count
      FROM ${from} GROUP BY ${names}) AS f ORDER BY ${names}`,
    [...features, counted("row_count"), counted("earlier_count")],
  );
  const [counts, earlier] = read.columns.slice(-2);
  if (counts?.kind !== "numeric" || earlier?.kind !== "numeric") throw new TypeError("counts are numbers");
  return {
    table: { rows: read.rows, columns: read.columns.slice(0, -2) },
    counts: counts.values,
    earlierCounts: earlier.values,
    recentDays: range.days,
  };
}
