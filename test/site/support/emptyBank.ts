import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openWarehouse, warehouseFile } from "../../../lib/warehouse/open.js";

/** The columns of every report table that pages read. */
const tables: Readonly<Record<string, string>> = {
  kpi_monthly: "kpi VARCHAR, month DATE, value DOUBLE, target DOUBLE, is_complete BOOLEAN",
  activity_monthly:
    "month DATE, product VARCHAR, segment VARCHAR, channel VARCHAR, movements BIGINT, volume DOUBLE, net_flow DOUBLE, active_clients BIGINT, income DOUBLE",
  activity_daily:
    "date DATE, product VARCHAR, segment VARCHAR, channel VARCHAR, movements BIGINT, volume DOUBLE, net_flow DOUBLE, active_clients BIGINT",
  flow_daily: "date DATE, net_flow DOUBLE, credits DOUBLE, debits DOUBLE, movements BIGINT",
  balances_monthly:
    "month DATE, product VARCHAR, segment VARCHAR, accounts BIGINT, clients BIGINT, balance DOUBLE",
  types_monthly: "month DATE, transaction_type VARCHAR, movements BIGINT, volume DOUBLE",
  freshness:
    "extract VARCHAR, newest_date DATE, age_days INTEGER, limit_days INTEGER, raw_rows BIGINT, staged_rows BIGINT, quarantined_rows BIGINT, duplicate_rows BIGINT, unaccounted_rows BIGINT",
  quality_files:
    "extract VARCHAR, file VARCHAR, role VARCHAR, encoding VARCHAR, delimiter VARCHAR, bytes BIGINT, raw_rows BIGINT, staged_rows BIGINT, quarantined_rows BIGINT, duplicate_rows BIGINT",
  quality_findings: "extract VARCHAR, file VARCHAR, finding VARCHAR, detail VARCHAR",
  quality_reasons: "extract VARCHAR, reason VARCHAR, column_name VARCHAR, row_count BIGINT",
  quality_repairs: "extract VARCHAR, column_name VARCHAR, repair VARCHAR, row_count BIGINT",
  quality_samples:
    "extract VARCHAR, file VARCHAR, line BIGINT, reason VARCHAR, column_name VARCHAR, value VARCHAR",
  quality_score:
    "kind VARCHAR, extract VARCHAR, fate VARCHAR, defect_count BIGINT, repaired_count BIGINT, set_aside_count BIGINT, missed_count BIGINT",
  quality_score_clean: "extract VARCHAR, clean_rows BIGINT, harmed_rows BIGINT",
  quality_score_misses:
    "kind VARCHAR, extract VARCHAR, file VARCHAR, line BIGINT, column_name VARCHAR, written VARCHAR, expected VARCHAR, got VARCHAR",
  reconciliation:
    "account_type VARCHAR, accounts BIGINT, reconciled_accounts BIGINT, days BIGINT, reconciled_days BIGINT, largest_difference DOUBLE",
  checks: "check_name VARCHAR, table_name VARCHAR, kind VARCHAR, failures BIGINT, is_passed BOOLEAN",
};

/**
 * Writes the data folder of a bank of which nothing is known yet: every report is there and empty.
 *
 * @param name the bank's, which reaches the pages
 */
export async function writeEmptyBank(data: string, name: string): Promise<void> {
  await mkdir(join(data, "warehouse"), { recursive: true });
  await mkdir(join(data, "reports"), { recursive: true });
  const warehouse = await openWarehouse(join(data, warehouseFile));
  await warehouse.connection.run(`CREATE SCHEMA reports;
    CREATE TABLE reports.rpt_about AS SELECT '${name}' AS bank, 'empty' AS profile, 'EUR' AS currency,
      'en-GB' AS locale, CAST(NULL AS VARCHAR) AS note, DATE '2026-06-30' AS as_of, DATE '2026-06-30' AS first_date,
      0::BIGINT AS movements, 0::BIGINT AS accounts, 0::BIGINT AS clients, 0 AS checks_passed, 0 AS checks_total,
      '000000000000' AS run;`);
  for (const [table, columns] of Object.entries(tables)) {
    await warehouse.connection.run(`CREATE TABLE reports.rpt_${table}(${columns})`);
  }
  warehouse.close();
  const hashes = Object.fromEntries(
    ["about", ...Object.keys(tables)].map((table) => [table, `${name} ${table}`]),
  );
  await writeFile(join(data, "reports/reports.json"), JSON.stringify(hashes));
}
