import type { DuckDBConnection } from "@duckdb/node-api";
import { distance } from "fastest-levenshtein";
import { basename } from "node:path";
import type { Extract } from "../../lib/core/contract.js";
import { name, rows } from "../../lib/warehouse/sql.js";
import { BuildError } from "../errors.js";
import type { RawTable } from "./rawViews.js";

/**
 * Makes `source.<extract>`: `_row` and the contract's columns as the profile's SELECT gives them; those it does not
 * give are NULL, and what it gives beyond the contract is kept out.
 *
 * @throws BuildError missing_column or bad_source, naming the file and the nearest column
 */
export async function createSourceView(
  connection: DuckDBConnection,
  extract: Extract,
  select: string,
  selectPath: string,
  tables: readonly RawTable[],
): Promise<void> {
  const given = await describe(connection, select, selectPath, tables);
  if (!given.includes("_row")) {
    throw new BuildError(
      "bad_source",
      `${selectPath}: the SELECT does not give _row; take it over from the raw table that has one row per ${extract.name} row`,
    );
  }
  const wanted = extract.columns.map((column) => column.name);
  const missing = extract.columns.filter((column) => column.required && !given.includes(column.name));
  if (missing[0]) {
    throw new BuildError(
      "missing_column",
      `${selectPath}: the SELECT gives no column '${missing[0].name}' (${missing[0].about}), which ${extract.name} must have${nearest(missing[0].name, given)}`,
    );
  }
  const columns = wanted.map((column) =>
    given.includes(column) ? name(column) : `NULL::VARCHAR AS ${name(column)}`,
  );
  await connection.run(
    `CREATE OR REPLACE VIEW source.main.${name(extract.name)} AS SELECT _row, ${columns.join(", ")} FROM (\n${select}\n)`,
  );
}

async function describe(
  connection: DuckDBConnection,
  select: string,
  selectPath: string,
  tables: readonly RawTable[],
): Promise<string[]> {
  try {
    const described = await rows<{ column_name: string }>(connection, `DESCRIBE (\n${select}\n)`);
    // DuckDB gives a column the capitals of the file's header, and finds it by any.
    return described.map((column) => column.column_name.toLowerCase());
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const missing =
      /Referenced column "([^"]+)"|does not have a column named "([^"]+)"|column "([^"]+)" (?:not found|does not exist)/i.exec(
        message,
      );
    const column = missing?.[1] ?? missing?.[2] ?? missing?.[3];
    if (column === undefined) throw new BuildError("bad_source", `${selectPath}: ${message}`);
    const file = tables[0]?.files[0];
    const headers = tables.flatMap((table) => table.files[0]?.columns ?? []);
    const where = file ? `${basename(file.path)}, line 1` : selectPath;
    const hint =
      file?.columns.length === 1
        ? "; the header is one column: the separator should be , ; tab or |"
        : nearest(column, headers);
    throw new BuildError(
      "missing_column",
      `${where}: no column '${column}', which ${selectPath} reads; the header has ${headers.join(", ")}${hint}`,
    );
  }
}

function nearest(wanted: string, present: readonly string[]): string {
  // What is only put before or behind a name, such as a unit, does not make it another name.
  const far = (column: string): number => {
    const [short = "", long = ""] = [wanted, column.toLowerCase()].sort((a, b) => a.length - b.length);
    return short.length > 2 && long.includes(short) ? 1 : distance(wanted, column.toLowerCase());
  };
  const [best] = [...present].sort((a, b) => far(a) - far(b));
  return best !== undefined && far(best) <= Math.max(3, wanted.length / 2)
    ? `; the nearest is '${best}'`
    : "";
}
