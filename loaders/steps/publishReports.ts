import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { name, oneRow, rows, text } from "../../lib/warehouse/sql.js";
import { BuildError } from "../errors.js";
import { writeWhole } from "../runner/writeWhole.js";

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * Writes `quality.json` (what came in and what became of it) and `reports.json` (a content hash per report table,
 * by which the site knows what changed) into `<data>/reports`.
 */
export async function publishReports(connection: DuckDBConnection, dataFolder: string): Promise<void> {
  const folder = join(dataFolder, "reports");
  const about = await oneRow<{ as_of: string; run: string }>(
    connection,
    "SELECT strftime(as_of, '%Y-%m-%d') AS as_of, run FROM reports.rpt_about",
  );
  const select = (table: string): Promise<object[]> =>
    rows(connection, `SELECT * FROM reports.${table} ORDER BY ALL`);
  writeWhole(
    join(folder, "quality.json"),
    json({
      asOf: about.as_of,
      run: about.run,
      files: await select("rpt_quality_files"),
      quarantined: await select("rpt_quality_reasons"),
      repaired: await select("rpt_quality_repairs"),
      findings: await select("rpt_quality_findings"),
      checks: await select("rpt_checks"),
    }),
  );
  const tables = await rows<{ table_name: string }>(
    connection,
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'reports' AND table_catalog = current_database() ORDER BY table_name",
  );
  await refuseKeys(connection);
  const hashes: Record<string, string> = {};
  for (const { table_name: table } of tables) {
    const columns = await rows<{ column_name: string; column_type: string }>(
      connection,
      `DESCRIBE reports.${name(table)}`,
    );
    const shape = columns.map((column) => `${column.column_name} ${column.column_type}`).join(", ");
    const { hash } = await oneRow<{ hash: string }>(
      connection,
      `SELECT md5(concat_ws('|', ${text(shape)}, count(*), sum(CAST(hash(t) AS HUGEINT)), bit_xor(hash(t)))) AS hash FROM reports.${name(table)} AS t`,
    );
    hashes[table.replace(/^rpt_/, "")] = hash.slice(0, 16);
  }
  writeWhole(join(folder, "reports.json"), json(hashes));
}

/** Keys of the bank, which are published as pseudonyms or not at all. */
export const unpublishedKeys = ["client_id", "account_id", "loan_id", "transaction_id", "event_id"];

async function refuseKeys(connection: DuckDBConnection): Promise<void> {
  const found = await rows<{ table_name: string; column_name: string }>(
    connection,
    `SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'reports'
       AND database_name = current_database() AND column_name IN (${unpublishedKeys.map(text).join(", ")}) ORDER BY ALL`,
  );
  if (found.length === 0) return;
  const list = found.map((column) => `${column.table_name}.${column.column_name}`).join(", ");
  throw new BuildError("published_key", `${list}: a key of the bank would be published`);
}
