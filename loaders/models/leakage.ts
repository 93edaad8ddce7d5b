import type { DuckDBConnection } from "@duckdb/node-api";
import { name, oneRow, rows, text } from "../../lib/warehouse/sql.js";
import { BuildError } from "../errors.js";
import { readSelects, inOrder, type SelectFile } from "../steps/tables.js";

/** Clients on whom the gate is tried: enough for every rule of a feature to be met, few enough to take seconds. */
const sampledClients = 400;

/** Snapshots at which later data is deleted, as shares of the way from the first to the last. */
const cutShares = [0.5, 0.9];

/** What is left of a table that staging made, when a day is over and nothing later has been heard. */
const asOfDay: Readonly<Record<string, string>> = {
  dim_bank: "SELECT * REPLACE (least(as_of, $cut) AS as_of) FROM $from",
  dim_time: "SELECT * FROM $from WHERE date_day <= $cut",
  dim_clients:
    "SELECT * REPLACE (CASE WHEN valid_to < $cut THEN valid_to END AS valid_to, (valid_to IS NULL OR valid_to >= $cut) AS is_current) FROM $from WHERE valid_from <= $cut AND $sampled",
  dim_accounts:
    "SELECT * REPLACE (CASE WHEN closed_date <= $cut THEN closed_date END AS closed_date, (closed_date IS NULL OR closed_date > $cut) AS is_open) FROM $from WHERE opened_date <= $cut AND $sampled",
  fct_transactions: "SELECT * FROM $from WHERE posted_date <= $cut AND $sampled",
  fct_events: "SELECT * FROM $from WHERE event_date <= $cut AND $sampled",
  fct_loans:
    "SELECT * REPLACE ('unknown' AS outcome, due_date <= $cut AS is_finished, CASE WHEN defaulted_date <= $cut THEN defaulted_date END AS defaulted_date, NULL AS outstanding_amount) FROM $from WHERE granted_date <= $cut AND $sampled",
};

/** A feature row's own columns; who and when it is about. */
const keyNames = ["client_id", "account_id", "loan_id", "transaction_id", "snapshot_date", "posted_date"];
const dayNames = ["snapshot_date", "posted_date"];

/**
 * Deletes what came after a day, makes every feature table again, and demands that no row of before has changed.
 *
 * It is done in memory, for some clients, and against the same clients with nothing deleted, so that a feature which
 * compares clients with each other is no false alarm.
 *
 * @param folders of the SELECTs of the marts and of the features
 * @returns number of rows compared
 * @throws BuildError leaking_feature naming the table, the column, a client and the two values
 */
export async function checkLeakage(
  connection: DuckDBConnection,
  folders: { readonly marts: string; readonly features: string },
): Promise<number> {
  const files = [...readSelects(folders.marts), ...readSelects(folders.features)];
  // What is not a feature is a helper, and shows in the features made of it.
  const features = files.filter(({ schema, table }) => schema === "features" && table.startsWith("ftr_"));
  const tables = inOrder(files, features);
  const { catalog } = await oneRow<{ catalog: string }>(connection, "SELECT current_database() AS catalog");
  const days = await rows<{ day: string }>(
    connection,
    "SELECT strftime(snapshot_date, '%Y-%m-%d') AS day FROM features.ftr_clients GROUP BY 1 ORDER BY 1",
  );
  const cuts = [...new Set(cutShares.map((share) => days[Math.floor(share * (days.length - 1))]?.day))];
  let compared = 0;
  try {
    await build(connection, catalog, "whole", tables, null);
    for (const cut of cuts) {
      if (cut === undefined) continue;
      await build(connection, catalog, "earlier", tables, cut);
      for (const { table } of features) compared += await compare(connection, table, cut);
    }
  } finally {
    await connection.run(
      `USE ${name(catalog)}; DETACH DATABASE IF EXISTS whole; DETACH DATABASE IF EXISTS earlier`,
    );
  }
  return compared;
}

/** Makes the tables of the sampled clients in a catalog of their own; without a cut, of all that is known. */
async function build(
  connection: DuckDBConnection,
  source: string,
  target: string,
  tables: readonly SelectFile[],
  cut: string | null,
): Promise<void> {
  await connection.run(
    `USE ${name(source)}; DETACH DATABASE IF EXISTS ${target}; ATTACH ':memory:' AS ${target};
     CREATE SCHEMA ${target}.marts; CREATE SCHEMA ${target}.features; USE ${target}`,
  );
  const sampled = `client_id IN (SELECT client_id FROM ${name(source)}.marts.dim_clients WHERE is_current ORDER BY hash(client_id) LIMIT ${sampledClients})`;
  for (const { schema, table, select, reads } of tables) {
    const isDerived = schema === "features" || reads.every((read) => read.startsWith("marts."));
    const rule = asOfDay[table];
    if (!isDerived && rule === undefined) {
      throw new Error(`marts.${table} reads staging, and loaders/models/leakage.ts has no rule for it`);
    }
    const all = `SELECT * FROM $from${rule?.includes("$sampled") === true ? " WHERE $sampled" : ""}`;
    const made = isDerived
      ? select
      : (cut === null ? all : rule!)
          .replaceAll("$from", `${name(source)}.marts.${name(table)}`)
          .replaceAll("$cut", cut === null ? "" : `DATE ${text(cut)}`)
          .replaceAll("$sampled", sampled);
    await connection.run(`CREATE TABLE ${target}.${name(schema)}.${name(table)} AS ${made}`);
  }
}

/** Rows of up to the cut, compared by key; sums may differ in their last digits. */
async function compare(connection: DuckDBConnection, table: string, cut: string): Promise<number> {
  const columns = await rows<{ column_name: string; column_type: string }>(
    connection,
    `DESCRIBE whole.features.${name(table)}`,
  );
  const names = columns.map((column) => column.column_name);
  const keys = keyNames.filter((key) => names.includes(key));
  const day = dayNames.find((each) => names.includes(each));
  if (day === undefined || keys.length < 2) {
    throw new Error(`features.${table} needs a key and a column snapshot_date or posted_date`);
  }
  const from = (catalog: string): string =>
    `(SELECT * FROM ${catalog}.features.${name(table)} WHERE ${name(day)} <= DATE ${text(cut)})`;
  const on = keys.map((key) => `w.${name(key)} = e.${name(key)}`).join(" AND ");
  const differs = columns
    .filter(({ column_name: column }) => !keys.includes(column))
    .map(({ column_name: column, column_type: type }) => {
      const [w, e] = [`w.${name(column)}`, `e.${name(column)}`];
      const isNumber = /^(DOUBLE|FLOAT|DECIMAL|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?)/.test(type);
      const isSame = isNumber
        ? `${w} IS NOT DISTINCT FROM ${e} OR coalesce(abs(CAST(${w} AS DOUBLE) - CAST(${e} AS DOUBLE)) <= 1e-9 * (1 + abs(CAST(${w} AS DOUBLE))), FALSE)`
        : `${w} IS NOT DISTINCT FROM ${e}`;
      return { column, sql: `NOT (${isSame})`, w, e };
    });
  const found = await oneRow<Record<string, number | string | null>>(
    connection,
    `SELECT count(*) AS compared,
       count(*) FILTER (w.${name(keys[0]!)} IS NULL OR e.${name(keys[0]!)} IS NULL) AS unmatched,
       ${differs.map(({ sql }, index) => `count(*) FILTER (w.${name(keys[0]!)} IS NOT NULL AND e.${name(keys[0]!)} IS NOT NULL AND ${sql}) AS d${index}`).join(", ") || "0 AS none"}
     FROM ${from("whole")} AS w FULL JOIN ${from("earlier")} AS e ON ${on}`,
  );
  const guilty = differs.filter((_, index) => Number(found[`d${index}`]) > 0);
  const unmatched = Number(found.unmatched);
  if (guilty.length === 0 && unmatched === 0) return Number(found.compared);
  const [first] = guilty;
  const example =
    first === undefined
      ? ""
      : await oneRow<{ key: string; w: string; e: string }>(
          connection,
          `SELECT concat_ws(', ', ${keys.map((key) => `w.${name(key)}`).join(", ")}) AS key,
             coalesce(CAST(${first.w} AS VARCHAR), 'nothing') AS w, coalesce(CAST(${first.e} AS VARCHAR), 'nothing') AS e
           FROM ${from("whole")} AS w INNER JOIN ${from("earlier")} AS e ON ${on} WHERE ${first.sql} ORDER BY 1 LIMIT 1`,
        ).then(
          ({ key, w, e }) =>
            `; ${first.column} of ${key} is ${w}, and ${e} when what came after ${cut} is deleted`,
        );
  throw new BuildError(
    "leaking_feature",
    `features.${table} knows what comes later: ${[
      ...guilty.map(
        ({ column }) =>
          `${column} in ${Number(found[`d${differs.findIndex((each) => each.column === column)}`])} rows`,
      ),
      ...(unmatched > 0 ? [`${unmatched} rows are there or not depending on later data`] : []),
    ].join(", ")}${example}`,
  );
}
