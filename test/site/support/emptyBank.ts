import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { openWarehouse, warehouseFile } from "../../../lib/warehouse/open.js";
import { name as quoted, rows, text } from "../../../lib/warehouse/sql.js";
import { dists } from "./dists.js";

/** A warehouse that was built, whose reports have the columns that pages read. */
const built = [...dists.map((dist) => dirname(dist)), "data"]
  .map((folder) => join(folder, warehouseFile))
  .find((path) => existsSync(path));

/** Reports with a row even where nothing is known, as SELECTs over the built one's. */
const rowsOfNothing = (name: string): Readonly<Record<string, string>> => ({
  rpt_about: `SELECT * REPLACE (${text(name)} AS bank, 'empty' AS profile, NULL AS note, DATE '2026-06-30' AS as_of,
    DATE '2026-06-30' AS first_date, 0 AS movements, 0 AS accounts, 0 AS clients, 0 AS checks_passed, 0 AS checks_total,
    '000000000000' AS run) FROM built.reports.rpt_about`,
  rpt_assumptions: "FROM built.reports.rpt_assumptions",
  ...Object.fromEntries(
    [
      "model_default",
      "model_churn",
      "model_anomaly",
      "validation_default",
      "validation_churn",
      "validation_anomaly",
      "model_cards",
    ].map((report) => [
      `rpt_${report}`,
      `SELECT * REPLACE (NULL AS ${report === "model_cards" ? "card" : report.startsWith("model") ? "document" : "report"}, 'There is nothing to learn from.' AS reason)
         FROM built.reports.rpt_${report}`,
    ]),
  ),
});

/**
 * Writes the data folder of a bank of which nothing is known yet: every report is there, and empty or of one row that
 * says so.
 *
 * @param name the bank's, which reaches the pages
 */
export async function writeEmptyBank(data: string, name: string): Promise<void> {
  if (built === undefined) throw new Error("Build a bank first: its reports say which columns there are.");
  await mkdir(join(data, "warehouse"), { recursive: true });
  await mkdir(join(data, "reports"), { recursive: true });
  const warehouse = await openWarehouse(join(data, warehouseFile));
  const { connection } = warehouse;
  await connection.run(`CREATE SCHEMA reports; ATTACH ${text(built)} AS built (READ_ONLY)`);
  const tables = await rows<{ table_name: string }>(
    connection,
    "SELECT table_name FROM duckdb_tables() WHERE database_name = 'built' AND schema_name = 'reports' ORDER BY ALL",
  );
  for (const { table_name: table } of tables) {
    const one = rowsOfNothing(name)[table];
    await connection.run(
      `CREATE TABLE reports.${quoted(table)} AS FROM built.reports.${quoted(table)} LIMIT 0`,
    );
    if (one !== undefined) await connection.run(`INSERT INTO reports.${quoted(table)} ${one}`);
  }
  await connection.run("DETACH built");
  warehouse.close();
  const hashes = Object.fromEntries(
    tables.map(({ table_name: table }) => [table.replace(/^rpt_/, ""), `${name} ${table}`]),
  );
  await writeFile(join(data, "reports/reports.json"), JSON.stringify(hashes));
}
