/**
 * `node --import tsx/esm test/tools/minimalFiles.ts FROM TO`: the three files of the `minimal` profile, made from those of a
 * simulated bank without dirt. What a bank delivers that has no events, no loans and no more columns than it must.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { text } from "../../lib/warehouse/sql.js";

const selects: Readonly<Record<string, string>> = {
  accounts: "SELECT account_id, client_id, account_type, opened_date FROM accounts",
  transactions:
    "SELECT transaction_id, account_id, amount, transaction_date, transaction_type FROM transactions",
  // The newest record of a client; its history would need a column that says since when.
  kyc: `SELECT client_id, name, birth_date AS birthdate, country FROM kyc
        QUALIFY row_number() OVER (PARTITION BY client_id ORDER BY valid_from DESC) = 1`,
};

const [from = "", to = ""] = process.argv.slice(2);
if (from === "" || to === "") throw new RangeError("two folders were expected: FROM and TO");
rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
for (const [table, select] of Object.entries(selects)) {
  const files = text(join(from, `${table}*.csv`));
  await connection.run(`
    CREATE VIEW ${table} AS SELECT * FROM read_csv(${files}, header = true, all_varchar = true, union_by_name = true);
    COPY (${select} ORDER BY 1) TO ${text(join(to, `${table}.csv`))} (HEADER)`);
}
connection.closeSync();
instance.closeSync();
