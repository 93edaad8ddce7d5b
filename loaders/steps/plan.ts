import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { version as duckdbVersion } from "@duckdb/node-api";
import type { DuckDBConnection } from "@duckdb/node-api";
import { extracts, type Extract } from "../../lib/core/contract.js";
import { oneRow, text } from "../../lib/warehouse/sql.js";
import { BuildError } from "../errors.js";
import { hashCode, hashFile, hashText } from "../runner/contentHash.js";
import type { Settings } from "../runner/settings.js";
import type { Step } from "../runner/steps.js";
import { macrosPath } from "../warehouse.js";
import { chooseAsOf, firstDayOf, lastDayOf } from "./asOf.js";
import { runChecks } from "./checks.js";
import type { Delivery } from "./deliveries.js";
import { currenciesOf, landExtract, landNothing, prepareExtract, type Landed } from "./land.js";
import { accountFor, createQualityTables } from "./quality.js";
import { settleExtract } from "./settle.js";
import { tableSteps } from "./tables.js";

const sqlFolder = join(import.meta.dirname, "../sql");
const codeOf = (module: string): string => hashCode(join(import.meta.dirname, module));

/**
 * Every step from the raw files to the report tables, in order, with the content hashes of what each depends on.
 *
 * @param workFolder scratch space of the run
 */
export function planPipeline(
  settings: Settings,
  deliveries: readonly Delivery[],
  workFolder: string,
): Step[] {
  const { config } = settings;
  const macros = hashText(readFileSync(macrosPath, "utf8") + duckdbVersion());
  const landed = new Map<string, Landed>();
  const prepare = async (connection: DuckDBConnection, delivery: Delivery): Promise<Landed> => {
    const { name: extract } = delivery.extract;
    const found =
      landed.get(extract) ?? (await prepareExtract(connection, delivery, join(workFolder, extract)));
    landed.set(extract, found);
    return found;
  };
  const currencies = currenciesOf(settings);
  const landCode = codeOf("land.ts");

  const settingsStep: Step = {
    name: "settings",
    after: [],
    parts: {
      "datahub.config.ts": hashText(
        JSON.stringify([
          settings.bank,
          settings.profile,
          settings.currency,
          config.locale,
          config.kpi,
          settings.freshnessDays,
          settings.balanceTolerance,
          settings.note,
        ]),
      ),
      code: hashText(writeSettings.toString()),
    },
    run: ({ connection }) => writeSettings(connection, settings),
  };

  const landSteps = extracts.map((extract): Step => {
    const delivery = deliveries.find((each) => each.extract === extract);
    const paths = [...new Set(delivery?.tables.flatMap((table) => table.paths) ?? [])];
    return {
      name: `landing.${extract.name}`,
      after: [],
      parts: {
        ...Object.fromEntries(paths.map((path) => [basename(path), hashFile(path)])),
        ...(delivery ? { [`${settings.profile}/${extract.name}.sql`]: hashText(delivery.select) } : {}),
        currencies: hashText(JSON.stringify(currencies)),
        macros,
        code: landCode,
      },
      run: async ({ connection }) => {
        if (!delivery) {
          await landNothing(connection, extract, currencies);
          return { rows: 0 };
        }
        return { rows: await landExtract(connection, await prepare(connection, delivery), currencies) };
      },
    };
  });

  const settleStep: Step = {
    name: "staging",
    after: landSteps.map((step) => step.name),
    parts: {
      "as-of date": settings.asOf ?? "last full day",
      "currency rates": hashText(JSON.stringify(config.currencyRates)),
      "quarantine limit": String(config.quality.maximumQuarantineShare),
      macros,
      code: hashText(codeOf("settle.ts") + codeOf("quality.ts") + codeOf("asOf.ts")),
    },
    run: async ({ connection, report }) => {
      await createQualityTables(connection);
      const movements = extractOf("transactions");
      const lastMovementDay = await lastDayOf(connection, movements);
      const firstDay = await firstDayOf(connection, movements);
      const asOf = chooseAsOf(settings, { firstDay, lastDay: lastMovementDay });
      let rowCount = 0;
      for (const extract of extracts) {
        const delivery = deliveries.find((each) => each.extract === extract);
        if (!delivery) continue;
        report(extract.name);
        const prepared = await prepare(connection, delivery);
        // What comes after an as-of date that was asked for is left out of the marts, but is no mistake.
        const lastDay = Math.max(
          asOf,
          lastMovementDay ?? asOf,
          (await lastDayOf(connection, extract)) ?? asOf,
        );
        await settleExtract(connection, prepared, currencies, lastDay, workFolder);
        await accountFor(connection, prepared, settings);
      }
      if (lastMovementDay === null) {
        throw new BuildError("too_much_quarantined", "transactions: not one row could be read");
      }
      await writeCalendar(connection, settings, asOf);
      rowCount = (
        await oneRow<{ n: number }>(connection, "SELECT sum(staged_rows) AS n FROM quality.extracts")
      ).n;
      return { rows: rowCount };
    },
  };

  const stepOf = (table: string): string => {
    if (table.startsWith("marts.")) return table;
    if (table.startsWith("staging.")) return "staging";
    if (table === "meta.run") return "run";
    if (table.startsWith("meta.")) return "settings";
    return table === "quality.checks" ? "checks" : "staging";
  };
  const marts = tableSteps(join(sqlFolder, "marts"), macros, stepOf);
  const checksStep: Step = {
    name: "checks",
    after: ["staging", ...marts.map((step) => step.name)],
    parts: { code: codeOf("checks.ts") },
    run: async ({ connection }) => ({ rows: await runChecks(connection) }),
  };
  const before = [settingsStep, ...landSteps, settleStep, ...marts, checksStep];
  const run = hashText(JSON.stringify(before.map((step) => [step.name, step.parts]))).slice(0, 12);
  const runStep: Step = {
    name: "run",
    after: [],
    parts: { run },
    run: async ({ connection }) => {
      await connection.run(`CREATE OR REPLACE TABLE meta.run AS SELECT ${text(run)} AS run`);
      return { rows: 1 };
    },
  };
  return [...before, runStep, ...tableSteps(join(sqlFolder, "reports"), macros, stepOf)];
}

const extractOf = (wanted: string): Extract => {
  const found = extracts.find((extract) => extract.name === wanted);
  if (!found) throw new RangeError(`no extract ${wanted}`);
  return found;
};

/** What SQL may know of the configuration. */
async function writeSettings(connection: DuckDBConnection, settings: Settings): Promise<{ rows: number }> {
  const { config } = settings;
  const limits = Object.entries(settings.freshnessDays).map(
    ([extract, days]) => `(${text(extract)}, ${days ?? "NULL"})`,
  );
  const targets = Object.entries(config.kpi.targets).map(([kpi, target]) => `(${text(kpi)}, ${target})`);
  await connection.run(`
CREATE OR REPLACE TABLE meta.settings AS SELECT ${text(settings.bank)} AS bank, ${text(settings.profile)} AS profile,
  ${text(settings.currency)} AS currency, ${text(config.locale)} AS locale,
  ${settings.note === null ? "CAST(NULL AS VARCHAR)" : text(settings.note)} AS note,
  CAST(${config.kpi.loanMargin} AS DOUBLE) AS loan_margin, CAST(${config.kpi.depositMargin} AS DOUBLE) AS deposit_margin,
  CAST(${settings.balanceTolerance} AS DECIMAL(18, 2)) AS balance_tolerance;
CREATE OR REPLACE TABLE meta.targets (kpi VARCHAR, target DOUBLE);
CREATE OR REPLACE TABLE meta.freshness_limits (extract VARCHAR, limit_days INTEGER);
${targets.length > 0 ? `INSERT INTO meta.targets VALUES ${targets.join(", ")};` : ""}
INSERT INTO meta.freshness_limits VALUES ${limits.join(", ")}`);
  return { rows: 1 };
}

/** The as-of date, the days up to it, and the rates of exchange. */
async function writeCalendar(connection: DuckDBConnection, settings: Settings, asOf: number): Promise<void> {
  const rates = [[settings.currency, 1] as const, ...Object.entries(settings.config.currencyRates)];
  await connection.run(`
CREATE OR REPLACE TABLE staging.exchange_rates AS SELECT * FROM (VALUES ${rates.map(([code, rate]) => `(${text(code)}, CAST(${rate} AS DECIMAL(18, 6)))`).join(", ")}) AS v (currency, rate);
CREATE OR REPLACE TABLE staging.as_of AS
  SELECT DATE '1970-01-01' + ${asOf} AS as_of, oldest_date AS first_date FROM quality.extracts WHERE extract = 'transactions';
CREATE OR REPLACE TABLE staging.days AS
SELECT CAST(unnest(generate_series(least(min(oldest_date), (SELECT as_of FROM staging.as_of)), (SELECT as_of FROM staging.as_of), INTERVAL 1 DAY)) AS DATE) AS date_day
FROM quality.extracts WHERE extract IN ('transactions', 'events', 'loans')`);
}
