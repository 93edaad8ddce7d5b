import { basename } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { ContractColumn, Extract } from "../../lib/core/contract.js";
import { name, rows, text } from "../../lib/warehouse/sql.js";
import { cleanText, stagedText } from "./cleanNotation.js";
import { fieldsOf, readLines } from "./rawLines.js";

/** A clean row that is not staged, or not as it is in its file. */
export interface HarmedRow {
  readonly file: string;
  readonly line: number | null;
  readonly column: string | null;
  readonly written: string | null;
  readonly expected: string | null;
  readonly got: string | null;
  readonly isStaged: boolean;
}

const mostExamples = 20;
const written = (column: ContractColumn): string => name(`w_${column.name}`);

/**
 * The first rows of the temporary table `harmed_rows`: where they are in their file, and the first column in which what
 * is staged differs.
 */
export async function showHarm(
  connection: DuckDBConnection,
  extract: Extract,
  reportingCurrency: string,
): Promise<HarmedRow[]> {
  const { columns, key } = extract;
  const keys = columns.filter((column) => key.includes(column.name));
  const expected = columns.map(
    (c) => `${cleanText(c, written(c), reportingCurrency)} AS ${name(`e_${c.name}`)}`,
  );
  const staged = columns.map((c) => `${stagedText(c, name(c.name))} AS ${name(`s_${c.name}`)}`);
  const pick = (value: (column: ContractColumn) => string): string =>
    `CASE ${columns.map((c) => `WHEN ${name(`e_${c.name}`)} IS DISTINCT FROM ${name(`s_${c.name}`)} THEN ${value(c)}`).join(" ")} END`;
  const found = await rows<HarmedRow & { filename: string; key: string; keys: string }>(
    connection,
    `WITH harmed AS (
  SELECT *, ${expected.join(", ")} FROM harmed_rows ORDER BY filename, ${keys.map(written).join(", ")} LIMIT ${mostExamples}
), staged AS (
  SELECT ${staged.join(", ")} FROM staging.${name(`stg_${extract.name}`)}
  WHERE ${name(key[0] ?? "")} IN (SELECT ${name(`w_${key[0] ?? ""}`)} FROM harmed)
), paired AS (
  SELECT h.*, s.*, s.${name(`s_${key[0] ?? ""}`)} IS NOT NULL AS is_staged FROM harmed AS h LEFT JOIN staged AS s
  ON ${keys.map((c) => `s.${name(`s_${c.name}`)} IS NOT DISTINCT FROM h.${name(`e_${c.name}`)}`).join(" AND ")}
)
SELECT filename, ${name(`w_${key[0] ?? ""}`)} AS key, concat_ws(',', ${keys.map(written).join(", ")}) AS keys, is_staged AS "isStaged",
  CASE WHEN is_staged THEN ${pick((c) => text(c.name))} END AS "column", CASE WHEN is_staged THEN ${pick(written)} END AS written,
  CASE WHEN is_staged THEN ${pick((c) => name(`e_${c.name}`))} END AS expected, CASE WHEN is_staged THEN ${pick((c) => name(`s_${c.name}`))} END AS got
FROM paired ORDER BY filename, keys`,
  );
  const lines = new Map<string, number>();
  for (const path of new Set(found.map((row) => row.filename))) {
    const wanted = new Set(found.filter((row) => row.filename === path).map((row) => row.key));
    let columns: (string | null)[] = [];
    readLines(
      path,
      (line, buffer, start, end) =>
        line === 1 || wanted.has(buffer.toString("utf8", start, comma(buffer, start, end))),
      (line, text) => {
        const fields = fieldsOf(text);
        if (line === 1) columns = fields;
        const values = keys.map((column) => fields[columns.indexOf(column.name)]);
        lines.set(`${path}\n${values.filter(Boolean).join(",")}`, line);
      },
    );
  }
  return found.map(({ filename, keys, column, written, expected, got, isStaged }) => {
    const line = lines.get(`${filename}\n${keys}`) ?? null;
    return { file: basename(filename), line, column, written, expected, got, isStaged };
  });
}

function comma(buffer: Buffer, start: number, end: number): number {
  const at = buffer.indexOf(44, start);
  return at < 0 || at > end ? end : at;
}
