import { name as quoted } from "../../warehouse/sql.js";
import type { Bound } from "../release/readers.js";
import type { Query } from "./query.js";
import type { Column, Table } from "./tables.js";

/** Rows of a page at most; more are asked for with the link that a page ends in. */
const pageRows = 5000;

/** The token by which the next page is asked for: what its last row has in the columns of the order. */
export const writeAfter = (values: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(values), "utf8").toString("base64url");

/** A value as JSON has it: days and instants as texts, decimals as numbers. */
function shown({ name, edm, sql }: Column): string {
  const column = quoted(name);
  switch (edm) {
    case "Edm.Date":
      return `strftime(${column}, '%Y-%m-%d')`;
    case "Edm.DateTimeOffset":
      return `strftime(${column}, '%Y-%m-%dT%H:%M:%S.%fZ')`;
    case "Edm.Decimal":
    case "Edm.Int64":
      return `CAST(${column} AS DOUBLE)`;
    default:
      return sql;
  }
}

/** What a value of the page before is compared as. */
const castOf: Readonly<Partial<Record<Column["edm"], string>>> = {
  "Edm.Date": "DATE",
  "Edm.DateTimeOffset": "TIMESTAMP",
  "Edm.Decimal": "DECIMAL(38, 6)",
  "Edm.Int64": "BIGINT",
};

/** Rows after the last one of the page before: those that come later in the first column in which they differ. */
function afterSql({ order, after }: Query): Bound | null {
  if (after === null) return null;
  const parts: string[] = [];
  const values: (string | number | boolean)[] = [];
  order.forEach(({ isDescending }, index) => {
    const tests: string[] = [];
    const bound: (string | number | boolean)[] = [];
    for (let at = 0; at <= index; at++) {
      const { column } = order[at]!;
      const value = after[at] ?? null;
      const cast = castOf[column.edm];
      const sign = cast === undefined ? "?" : `TRY_CAST(? AS ${cast})`;
      if (value !== null) bound.push(value);
      if (at < index) tests.push(value === null ? `${column.sql} IS NULL` : `${column.sql} = ${sign}`);
      else if (value === null) tests.push(isDescending ? "FALSE" : `${column.sql} IS NOT NULL`);
      else
        tests.push(
          isDescending ? `(${column.sql} < ${sign} OR ${column.sql} IS NULL)` : `${column.sql} > ${sign}`,
        );
    }
    parts.push(`(${tests.join(" AND ")})`);
    values.push(...bound);
  });
  return { sql: `(${parts.join(" OR ")})`, values };
}

/** SQL of a page: one row more than it may hold, which says whether another follows. */
export function pageSql(table: Table, query: Query): Bound & { readonly limit: number } {
  const limit = Math.min(query.top ?? pageRows, pageRows);
  const where = [query.filter, afterSql(query)].filter((each) => each !== null);
  const order = query.order.map(
    ({ column, isDescending }) => `${column.sql} ${isDescending ? "DESC NULLS LAST" : "ASC NULLS FIRST"}`,
  );
  const columns = [
    ...query.columns.map((column) => `${shown(column)} AS ${quoted(column.name)}`),
    ...query.order.map(({ column }, index) => `${shown(column)} AS ${quoted(`order ${index}`)}`),
  ];
  return {
    sql: `SELECT ${columns.join(", ")} FROM ${quoted(table.schema)}.${quoted(table.name)}${whereSql(where)} ORDER BY ${order.join(", ")} LIMIT ${limit + 1}${query.skip > 0 ? ` OFFSET ${query.skip}` : ""}`,
    values: where.flatMap(({ values }) => values),
    limit,
  };
}

/** SQL of how many rows fit the filter. */
export function countSql(table: Table, { filter }: Query): Bound {
  const where = filter === null ? [] : [filter];
  return {
    sql: `SELECT count(*) AS n FROM ${quoted(table.schema)}.${quoted(table.name)}${whereSql(where)}`,
    values: where.flatMap(({ values }) => values),
  };
}

const whereSql = (conditions: readonly Bound[]): string =>
  conditions.length === 0 ? "" : ` WHERE ${conditions.map(({ sql }) => sql).join(" AND ")}`;
