import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import config from "../../../datahub.config.js";
import { ceilingFile, truthFolder } from "../../../lib/simulate/truth.js";
import { openWarehouse, type Warehouse, warehouseFile } from "../../../lib/warehouse/open.js";
import { text } from "../../../lib/warehouse/sql.js";
import { resolveSettings } from "../../../loaders/runner/settings.js";
import { type Progress, runPipeline } from "../../../loaders/runPipeline.js";
import { simulateBank, simulationRecord } from "../../../loaders/steps/simulate.js";
import type { SimulatedBank } from "./chapter.js";
import { number } from "./say.js";

const quiet: Progress = {
  async task(_title, _reason, work) {
    await work(() => undefined);
  },
  note: () => undefined,
};

/** One thread, so that sums of fractions are the same in every run. */
const settings = { threads: "1" };

/**
 * Simulates the bank of `datahub.config.ts`, brings its warehouse up to date and opens it.
 *
 * @param folder where extracts and warehouse lie
 * @param keep true takes the extracts that are there
 */
export async function simulatedBank(folder: string, keep: boolean): Promise<SimulatedBank & Warehouse> {
  const options = simulationRecord(config.simulate);
  const raw = join(folder, "raw");
  if (!keep || !existsSync(raw)) await simulateBank({ ...config.simulate, out: raw });
  const data = join(folder, "simulated");
  await runPipeline(resolveSettings(config, { profile: "simulated", raw, data }), quiet);
  const warehouse = await openWarehouse(join(data, warehouseFile), { readOnly: true, settings });
  const truth = (name: string): string => text(join(raw, truthFolder, `${name}.csv`));
  const columns = (types: Readonly<Record<string, string>>): string =>
    `columns = {${Object.entries(types)
      .map(([name, type]) => `${name}: '${type}'`)
      .join(", ")}}`;
  // Opening balances were there before the first day: no movements that anybody made.
  await warehouse.connection.run(`
    CREATE TEMP TABLE movements AS
    SELECT t.*, a.account_type, abs(t.amount) AS size
    FROM marts.fct_transactions AS t JOIN marts.dim_accounts AS a USING (account_id)
    WHERE t.category IS DISTINCT FROM 'opening_balance';
    CREATE TEMP TABLE snapshots AS SELECT * FROM read_csv(${truth("snapshots")}, header = true, ${columns({
      client_id: "VARCHAR",
      snapshot_date: "DATE",
      default_probability: "DECIMAL(9, 6)",
      defaulted: "BOOLEAN",
      churn_probability: "DECIMAL(9, 6)",
      churned: "BOOLEAN",
    })});
    CREATE TEMP TABLE labels AS SELECT * FROM read_csv(${truth("anomalies")}, header = true, ${columns({
      transaction_id: "VARCHAR",
      client_id: "VARCHAR",
      kind: "VARCHAR",
      episode: "INTEGER",
      is_anomaly: "BOOLEAN",
    })});
    CREATE TEMP TABLE defects AS SELECT * FROM read_csv(${truth("defects")}, header = true, all_varchar = true, quote = '"', escape = '"');
  `);
  const { clients, months, seed, generator } = options;
  return {
    ...warehouse,
    options,
    ceiling: JSON.parse(
      readFileSync(join(raw, truthFolder, ceilingFile), "utf8"),
    ) as SimulatedBank["ceiling"],
    source: `Source: npm run docs:simulator · simulated bank, generator ${generator}, seed ${seed}, ${number(clients)} clients, ${months} months from ${options.firstMonth}`,
  };
}

/** Brings the warehouse of the Berka bank up to date and opens it. */
export async function berkaBank(folder: string, raw: string): Promise<Warehouse> {
  const data = join(folder, "berka");
  await runPipeline(resolveSettings(config, { profile: "berka", raw, data }), quiet);
  return openWarehouse(join(data, warehouseFile), { readOnly: true, settings });
}
