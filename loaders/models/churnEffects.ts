import type { DuckDBConnection } from "@duckdb/node-api";
import { churnFeatures } from "../../lib/core/features/churnFeatures.js";
import type { BoostedTrees } from "../../lib/core/models/boostedTreesDocument.js";
import { explainBoostedTrees } from "../../lib/core/models/explainBoostedTrees.js";
import type { FeatureColumn } from "../../lib/core/models/table.js";
import { Random } from "../../lib/core/random.js";
import type { DatahubConfig } from "../config.js";
import { churnDesign } from "./churnDesign.js";
import { latestOf, readClients } from "./panels.js";

/** Enough to see how effects lie, and few enough to be drawn. */
const sampleSize = 500;

/** A stream of its own, so that no other draw moves the sample. */
const stream = 71;

/** How a feature's values lie over all clients of the latest snapshot; NaN where none is known. */
interface Usual {
  readonly typical: number;
  /** A quarter of the clients lies below, and a quarter above. */
  readonly low: number;
  readonly high: number;
}

/**
 * Writes `scores.scr_churn_effects`: for a sample of the clients of the latest snapshot, drawn by the seed, the effect of
 * every feature of the model on the log-odds (SHAP) with the feature's value, and how that value lies among all clients.
 * Who a client is, is not kept.
 *
 * @param model null where the bank has none: the table is there, without rows
 * @returns rows written
 */
export async function writeChurnEffects(
  connection: DuckDBConnection,
  config: DatahubConfig,
  model: BoostedTrees | null,
): Promise<number> {
  await connection.run(
    `CREATE OR REPLACE TABLE scores.scr_churn_effects (sample_number INTEGER, feature VARCHAR, effect DOUBLE,
       value DOUBLE, typical DOUBLE, usual_low DOUBLE, usual_high DOUBLE)`,
  );
  if (model === null) return 0;
  const { source } = churnDesign(config);
  const used = churnFeatures.filter(({ name }) => model.features.some((other) => other.name === name));
  const { table } = await readClients(connection, source, used, latestOf(source));
  const rows = new Random(config.models.seed, stream).sample(table.rows, Math.min(sampleSize, table.rows));
  const columnOf = new Map(table.columns.map((column) => [column.name, column]));
  const described = model.features.map(({ name }) => {
    const column = columnOf.get(name)!;
    return { name, column, usual: usualOf(column) };
  });
  const appender = await connection.createAppender("scr_churn_effects", "scores");
  const append = (value: number): void => {
    if (Number.isNaN(value)) appender.appendNull();
    else appender.appendDouble(value);
  };
  for (const [index, { contributions }] of explainBoostedTrees(model, table, rows).entries()) {
    for (const [at, { name, column, usual }] of described.entries()) {
      appender.appendInteger(index + 1);
      appender.appendVarchar(name);
      appender.appendDouble(contributions[at]!);
      append(column.kind === "numeric" ? column.values[rows[index]!]! : Number.NaN);
      append(usual.typical);
      append(usual.low);
      append(usual.high);
      appender.endRow();
    }
  }
  appender.closeSync();
  return rows.length * described.length;
}

function usualOf(column: FeatureColumn): Usual {
  const known =
    column.kind === "numeric"
      ? column.values.filter((value) => !Number.isNaN(value)).sort()
      : new Float64Array();
  const at = (share: number): number => known[Math.floor(share * (known.length - 1))] ?? Number.NaN;
  return { typical: at(0.5), low: at(0.25), high: at(0.75) };
}
