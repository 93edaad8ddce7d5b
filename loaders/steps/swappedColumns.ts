import type { DuckDBConnection } from "@duckdb/node-api";
import type { ContractColumn, Extract } from "../../lib/core/contract.js";
import { name, oneRow, text } from "../../lib/warehouse/sql.js";
import { keyNumber, landingSelect, type Currencies } from "../extracts/landingSelect.js";

/** Two required columns of an extract; a code is left out, since every text can be read as one. */
type Pair = readonly [ContractColumn, ContractColumn];

/**
 * Rows of `staging.<extract>_unfit` that exchanging two columns may cure: a fault of a third one would stay. A row without reasons
 * is too late or refers to nothing, which is looked at once the columns are exchanged.
 */
function mayCure(extract: Extract, [left, right]: Pair): string {
  const others = extract.columns.filter((column) => column !== left && column !== right);
  const faults = others.map(({ name: column }) => `CONTAINS(_reasons || ' ', ${text(`:${column} `)})`);
  return `_reasons IS NULL OR NOT (${faults.join(" OR ")})`;
}

function pairsOf(extract: Extract): Pair[] {
  const columns = extract.columns.filter(({ required, kind }) => required && kind !== "code");
  return columns.flatMap((left, at) => columns.slice(at + 1).map((right): Pair => [left, right]));
}

/**
 * Puts right the doubtful rows in which two required columns were exchanged: rows of `staging.<extract>_again` that
 * cannot be staged as they are, but can in exactly one way with two columns the other way round, and then have a key
 * that no other row has.
 *
 * @param isBad SQL condition on a row `a` of the typed rows that keeps it from being staged
 */
export async function undoSwappedColumns(
  connection: DuckDBConnection,
  extract: Extract,
  currencies: Currencies,
  isBad: string,
): Promise<void> {
  const own = (suffix: string): string => `staging.${name(extract.name + suffix)}`;
  const again = own("_again");
  const exchangedRows = own("_exchanged");
  const typedRows = own("_exchanged_again");
  const unswapped = own("_unswapped");
  const key = name(extract.key[0] ?? "");
  const pairs = pairsOf(extract);
  await connection.run(
    `CREATE OR REPLACE TABLE ${own("_unfit")} AS SELECT s.*, a._reasons FROM source.main.${name(extract.name)} AS s
     JOIN ${again} AS a USING (_row) WHERE a._reasons IS NOT NULL OR ${isBad}`,
  );
  const { unfit } = await oneRow<{ unfit: number }>(
    connection,
    `SELECT count(*) AS unfit FROM ${own("_unfit")}`,
  );
  if (unfit === 0 || pairs.length === 0) return;
  const columns = extract.columns.map((column) => name(column.name)).join(", ");
  const exchanged = pairs.map((pair, number) => {
    const [{ name: left }, { name: right }] = pair;
    const other = (column: string): string => (column === left ? right : column === right ? left : column);
    const texts = extract.columns.map(({ name: column }) => `${name(other(column))} AS ${name(column)}`);
    return `SELECT _row * ${pairs.length} + ${number} AS _row, ${texts.join(", ")} FROM ${own("_unfit")} WHERE ${mayCure(extract, pair)}`;
  });
  const told = pairs.map(
    ([left, right], number) =>
      `WHEN ${number} THEN 'swapped_columns:${left.name} swapped_columns:${right.name}'`,
  );
  await connection.run(`
CREATE OR REPLACE TABLE ${exchangedRows} AS ${exchanged.join("\nUNION ALL\n")};
CREATE OR REPLACE TABLE ${typedRows} AS ${landingSelect(extract, currencies, "reasons", exchangedRows)};
CREATE OR REPLACE TABLE ${unswapped} AS
WITH fit AS (
  SELECT * FROM ${typedRows} AS a WHERE _reasons IS NULL AND NOT COALESCE(${isBad}, FALSE)
), taken AS (
  SELECT l.${key} FROM landing.${name(extract.name)} AS l SEMI JOIN fit ON ${keyNumber(extract, "fit.")} = l._key
  ANTI JOIN ${own("_doubtful_keys")} AS d ON d._key = l._key
), free AS (
  SELECT _row // ${pairs.length} AS _row, ${columns}, CONCAT_WS(' ', _repairs, CASE _row % ${pairs.length} ${told.join(" ")} END) AS _repairs,
    count(*) OVER (PARTITION BY _row // ${pairs.length}) AS ways
  FROM fit WHERE ${key} NOT IN (FROM taken)
)
SELECT _row, ${columns}, _repairs, NULL::VARCHAR AS _reasons FROM free WHERE ways = 1;
DELETE FROM ${again} WHERE _row IN (SELECT _row FROM ${unswapped});
INSERT INTO ${again} BY NAME FROM ${unswapped}`);
}
