import type { DuckDBConnection } from "@duckdb/node-api";
import { name, oneRow } from "../../lib/warehouse/sql.js";

/** Hash of what some feature tables hold, 16 hexadecimal digits; the order of their rows does not matter. */
export async function contentHash(connection: DuckDBConnection, tables: readonly string[]): Promise<string> {
  const parts = tables.map(
    (table) =>
      `(SELECT concat_ws('|', count(*), sum(CAST(hash(t) AS HUGEINT)), bit_xor(hash(t))) FROM features.${name(table)} AS t)`,
  );
  const { hash } = await oneRow<{ hash: string }>(
    connection,
    `SELECT md5(concat_ws('|', ${parts.join(", ")})) AS hash`,
  );
  return hash.slice(0, 16);
}
