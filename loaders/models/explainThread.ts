/** Thread: says of each row of a table why a forest takes as many splits for it as it does. */
import { parentPort, workerData } from "node:worker_threads";
import { explainIsolationForestRows } from "../../lib/core/models/explainIsolationForest.js";
import type { IsolationForest } from "../../lib/core/models/isolationForest.js";
import type { FeatureTable } from "../../lib/core/models/table.js";

export interface ExplainJob {
  readonly model: IsolationForest;
  readonly table: FeatureTable;
}

const { model, table } = workerData as ExplainJob;
parentPort?.postMessage(explainIsolationForestRows(model, table, Array(table.rows).keys()));
