import type { DuckDBConnection } from "@duckdb/node-api";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { name, oneRow, rows } from "../../lib/warehouse/sql.js";
import { BuildError } from "../errors.js";
import { hashText } from "../runner/contentHash.js";
import type { Step } from "../runner/steps.js";

/** A table made by one SELECT file: the folder is its schema, the file's name its own. */
export interface SelectFile {
  readonly schema: string;
  readonly table: string;
  readonly select: string;
  /** `schema.table` of everything it reads. */
  readonly reads: readonly string[];
}

/** The SELECT files of a folder, in the order of their names. */
export function readSelects(folder: string): SelectFile[] {
  const schema = basename(folder);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .sort()
    .map((file) => {
      const select = readFileSync(join(folder, file), "utf8").trim();
      const code = select.replace(/--.*$/gm, "");
      const reads = [...code.matchAll(/\b(?:FROM|JOIN)\s+(\w+)\."?(\w+)/gi)].map(
        (match) => `${match[1]}.${match[2]}`,
      );
      return { schema, table: basename(file, ".sql"), select, reads: [...new Set(reads)] };
    });
}

/**
 * Files in an order in which each comes after those it reads.
 *
 * @param wanted only these and what they need, all by default
 */
export function inOrder(files: readonly SelectFile[], wanted: readonly SelectFile[] = files): SelectFile[] {
  const ordered: SelectFile[] = [];
  const visit = (file: SelectFile, path: readonly string[]): void => {
    if (path.includes(file.table)) throw new Error(`${[...path, file.table].join(" reads ")}: a circle`);
    if (ordered.includes(file)) return;
    for (const other of files.filter((f) => file.reads.includes(`${f.schema}.${f.table}`))) {
      visit(other, [...path, file.table]);
    }
    ordered.push(file);
  };
  for (const file of wanted) visit(file, []);
  return ordered;
}

/**
 * Texts of which every row has another. DuckDB looks for a dictionary first and finds none; told beforehand, it writes
 * them in two thirds of the time and in as little space.
 */
const distinctTexts: Readonly<Record<string, string>> = {
  "marts.fct_transactions": "transaction_id",
  "marts.fct_events": "event_id",
};

async function makeTable(
  connection: DuckDBConnection,
  { schema, table, select }: SelectFile,
): Promise<number> {
  const target = `${name(schema)}.${name(table)}`;
  const distinct = distinctTexts[`${schema}.${table}`];
  if (distinct === undefined) {
    await connection.run(`CREATE OR REPLACE TABLE ${target} AS ${select}`);
  } else {
    const described = await rows<{ column_name: string; column_type: string }>(
      connection,
      `DESCRIBE (${select})`,
    );
    const columns = described.map(
      ({ column_name: column, column_type: type }) =>
        `${name(column)} ${type}${column === distinct ? " USING COMPRESSION zstd" : ""}`,
    );
    await connection.run(
      `CREATE OR REPLACE TABLE ${target} (${columns.join(", ")}); INSERT INTO ${target} ${select}`,
    );
  }
  return (await oneRow<{ n: number }>(connection, `SELECT count(*) AS n FROM ${target}`)).n;
}

/**
 * One step for each SELECT file of a folder, called `schema.table`.
 *
 * @param stepOf name of the step that makes a table of another schema
 * @param isBeside two of them may run at a time: for tables that leave enough of the memory
 */
export function tableSteps(
  folder: string,
  macrosHash: string,
  stepOf: (table: string) => string,
  isBeside: boolean,
): Step[] {
  return inOrder(readSelects(folder)).map((file) => ({
    name: `${file.schema}.${file.table}`,
    after: [...new Set(file.reads.map((read) => (read.startsWith(`${file.schema}.`) ? read : stepOf(read))))],
    needs: [...new Set(file.reads.filter((read) => read.startsWith("staging.")).map(stepOf))],
    parts: { [`${file.table}.sql`]: hashText(file.select), macros: macrosHash },
    isBeside,
    run: async ({ connection }) => {
      try {
        return { rows: await makeTable(connection, file) };
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw new BuildError("bad_select", `${join(folder, `${file.table}.sql`)}: ${message}`);
      }
    },
  }));
}
