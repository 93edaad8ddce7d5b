/** Process: DuckDB's own typed read of a bank's CSV files into tables on disk. */
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { extractNames, type ContractColumn, type ExtractName } from "../../lib/core/contract.js";
import { columnsOf } from "../../lib/simulate/rows.js";
import { openWarehouse } from "../../lib/warehouse/open.js";
import { oneRow, text } from "../../lib/warehouse/sql.js";
import { answer, job, peakMemory } from "./freshProcess.js";

export interface TypedReadTask {
  /** Folder of the files; of a clean twin that has only transactions, only those are read. */
  readonly raw: string;
  /** given: the contract's types, lines that do not fit are left out; detected: plain `read_csv`. */
  readonly types: "given" | "detected";
  /** Scratch folder, made and removed. */
  readonly folder: string;
  readonly memoryLimit: string;
}

export interface TypedReadAnswer {
  /** All files. */
  readonly seconds: number;
  /** The movements alone. */
  readonly transactionsSeconds: number;
  /** Movements. */
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
const optionsFor = (extract: ExtractName): string => {
  if (task.types === "detected") return "";
  const columns = columnsOf(extract).map((column) => `${text(column.name)}: '${typeOf(column)}'`);
  return `, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', ignore_errors = true,
    columns = {${columns.join(", ")}}`;
};
const present = readdirSync(task.raw).filter((name) => name.endsWith(".csv"));
const filesOf = (extract: ExtractName): string[] =>
  present.filter((name) => name.startsWith(extract)).map((name) => text(join(task.raw, name)));

rmSync(task.folder, { recursive: true, force: true });
mkdirSync(task.folder, { recursive: true });
// The memory of our own warehouse, and otherwise what DuckDB takes for itself.
const warehouse = await openWarehouse(join(task.folder, "typed.duckdb"), {
  settings: {
    memory_limit: task.memoryLimit,
    temp_directory: join(task.folder, "spill"),
    preserve_insertion_order: "false",
  },
});
let [seconds, transactionsSeconds] = [0, 0];
for (const extract of extractNames.filter((name) => filesOf(name).length > 0)) {
  const started = performance.now();
  await warehouse.connection.run(
    `CREATE TABLE ${extract} AS FROM read_csv([${filesOf(extract).join(", ")}]${optionsFor(extract)})`,
  );
  const took = (performance.now() - started) / 1000;
  seconds += took;
  if (extract === "transactions") transactionsSeconds = took;
}
const { n } = await oneRow<{ n: number }>(warehouse.connection, "SELECT count(*) AS n FROM transactions");
warehouse.close();
rmSync(task.folder, { recursive: true, force: true });
answer({ seconds, transactionsSeconds, rows: n, peakBytes: peakMemory() } satisfies TypedReadAnswer);
