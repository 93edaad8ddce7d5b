/** Process: DuckDB's own typed read of a CSV file into a table on disk. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { ContractColumn } from "../../lib/core/contract.js";
import { columnsOf } from "../../lib/simulate/rows.js";
import { openWarehouse } from "../../lib/warehouse/open.js";
import { oneRow, text } from "../../lib/warehouse/sql.js";
import { answer, job, peakMemory } from "./freshProcess.js";

export interface TypedReadTask {
  readonly path: string;
  /** given: the contract's types, lines that do not fit are left out; detected: plain `read_csv`. */
  readonly types: "given" | "detected";
  /** Scratch folder, made and removed. */
  readonly folder: string;
  readonly memoryLimit: string;
}

export interface TypedReadAnswer {
  readonly seconds: number;
  readonly rows: number;
  readonly peakBytes: number;
}

const typeOf = ({ kind }: ContractColumn): string =>
  kind === "timestamp"
    ? "TIMESTAMP"
    : kind === "date"
      ? "DATE"
      : kind === "amount"
        ? "DECIMAL(18, 2)"
        : "VARCHAR";

const task = job() as TypedReadTask;
const columns = columnsOf("transactions").map((column) => `${text(column.name)}: '${typeOf(column)}'`);
const options =
  task.types === "detected"
    ? ""
    : `, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', ignore_errors = true,
       columns = {${columns.join(", ")}}`;

rmSync(task.folder, { recursive: true, force: true });
mkdirSync(task.folder, { recursive: true });
// The settings of our own warehouse: only the work may differ.
const warehouse = await openWarehouse(join(task.folder, "typed.duckdb"), {
  settings: {
    memory_limit: task.memoryLimit,
    temp_directory: join(task.folder, "spill"),
    preserve_insertion_order: "false",
  },
});
const started = performance.now();
await warehouse.connection.run(`CREATE TABLE typed AS FROM read_csv(${text(task.path)}${options})`);
const seconds = (performance.now() - started) / 1000;
const { n } = await oneRow<{ n: number }>(warehouse.connection, "SELECT count(*) AS n FROM typed");
warehouse.close();
rmSync(task.folder, { recursive: true, force: true });
answer({ seconds, rows: n, peakBytes: peakMemory() } satisfies TypedReadAnswer);
