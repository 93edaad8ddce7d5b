import type { Model } from "../../lib/core/models/modelDocument.js";
import { fitBoostedTrees } from "../../lib/fit/boostedTrees.js";
import { fitIsolationForest } from "../../lib/fit/isolationForest.js";
import { fitScorecard } from "../../lib/fit/scorecard.js";
import { openWarehouse } from "../../lib/warehouse/open.js";
import { scoreSelect } from "../../loaders/models/scoreSelect.js";
import { drawModelData } from "./modelData.js";

export interface SqlRate {
  readonly title: string;
  readonly seconds: readonly number[];
  readonly rate: number;
}

const width = 12;
const fitRows = 20_000;

/** How fast DuckDB scores rows by the SQL of each model: a table of 12 random columns, read and written within DuckDB. */
export async function sqlRates(rows: number, threads: number, repetitions: number): Promise<SqlRate[]> {
  const { table, labels } = drawModelData(fitRows, width, 0.03);
  const models: readonly (readonly [string, Model])[] = [
    ["scorecard", fitScorecard(table, labels)],
    ["boosted trees, 100 of depth 4", fitBoostedTrees(table, labels, { seed: 1, trees: 100 })],
    ["isolation forest, 100 trees of 256 rows", fitIsolationForest(table, { seed: 1 })],
  ];
  const warehouse = await openWarehouse(":memory:", { settings: { threads: String(threads) } });
  const { connection } = warehouse;
  try {
    const normal = "SQRT(-2 * LN(1 - RANDOM())) * COS(2 * PI() * RANDOM())";
    const columns = Array.from({ length: width }, (_, j) => `${normal} AS x${j}`);
    await connection.run(
      `CREATE TABLE clients AS SELECT i AS client_id, ${columns.join(", ")} FROM RANGE(${rows}) AS r (i)`,
    );
    const found: SqlRate[] = [];
    for (const [title, model] of models) {
      const select = scoreSelect(model, { from: "clients", keys: ["client_id"], forest: "sorted" });
      const seconds: number[] = [];
      for (let round = 0; round < repetitions; round++) {
        const start = performance.now();
        await connection.run(`CREATE OR REPLACE TABLE scores AS ${select}`);
        seconds.push((performance.now() - start) / 1000);
      }
      found.push({ title, seconds, rate: rows / Math.min(...seconds) });
    }
    return found;
  } finally {
    warehouse.close();
  }
}
