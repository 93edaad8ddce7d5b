import { name as quoted } from "../../warehouse/sql.js";
import { Problem } from "../problems.js";
import { filterSql, type Bound } from "./filter.js";
import type { Column, Table } from "./tables.js";

/** Rows of a page at most; more are asked for with the link that a page ends in. */
export const pageRows = 5000;

const known = ["$select", "$filter", "$orderby", "$top", "$count", "$skiptoken", "$format"] as const;

type Option = (typeof known)[number];

/** What a query asks for, read and checked. */
export interface Query {
  readonly columns: readonly Column[];
  readonly filter: Bound | null;
  /** The key's columns are the last, so that no two rows are alike. */
  readonly order: readonly { readonly column: Column; readonly isDescending: boolean }[];
  /** Rows still wanted; null for all. */
  readonly top: number | null;
  readonly isCounted: boolean;
  /** Values of `order` in the last row of the page before. */
  readonly after: readonly (string | number | boolean | null)[] | null;
}

const refuse = (detail: string): Problem => new Problem("invalid_query", detail);

/**
 * Reads the options of a query.
 *
 * @throws Problem invalid_query naming the option and what was expected
 */
export function readQuery(table: Table, options: Readonly<Record<string, unknown>>): Query {
  const given = new Map<Option, string>();
  for (const [option, value] of Object.entries(options)) {
    if (!known.includes(option as Option))
      throw refuse(`${option.slice(0, 40)} is not known; ${known.join(", ")} are`);
    if (typeof value !== "string") throw refuse(`${option} is given twice`);
    given.set(option as Option, value);
  }
  const columnOf = (option: string, name: string): Column => {
    const column = table.columns.find((each) => each.name === name);
    if (column === undefined)
      throw refuse(`${option}: ${JSON.stringify(name.slice(0, 80))} is no column of ${table.name}`);
    return column;
  };
  const format = given.get("$format");
  if (format !== undefined && !/^(?:json|application\/json)/.test(format))
    throw refuse("$format: json is what there is");
  const select = given.get("$select") ?? "*";
  const order = (given.get("$orderby") ?? "")
    .split(",")
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const [name = "", way = "asc", ...more] = part.trim().split(/\s+/);
      if (more.length > 0 || !["asc", "desc"].includes(way))
        throw refuse(`$orderby: ${JSON.stringify(part.slice(0, 80))}`);
      return { column: columnOf("$orderby", name), isDescending: way === "desc" };
    });
  const rest = table.key.filter((name) => !order.some(({ column }) => column.name === name));
  const filter = given.get("$filter");
  const ordered = [...order, ...rest.map((name) => ({ column: columnOf("key", name), isDescending: false }))];
  return {
    columns:
      select.trim() === "*"
        ? table.columns
        : select.split(",").map((name) => columnOf("$select", name.trim())),
    filter: filter === undefined ? null : filterSql(filter, table.columns),
    order: ordered,
    top: wholeNumber("$top", given.get("$top")),
    isCounted: flag(given.get("$count")),
    after: readAfter(given.get("$skiptoken"), ordered.length),
  };
}

function wholeNumber(option: string, value: string | undefined): number | null {
  if (value === undefined) return null;
  if (!/^\d{1,9}$/.test(value))
    throw refuse(`${option}: a whole number was expected, not ${JSON.stringify(value.slice(0, 40))}`);
  return Number(value);
}

function flag(value: string | undefined): boolean {
  if (value === undefined || value === "false") return false;
  if (value !== "true") throw refuse("$count: true or false was expected");
  return true;
}

function readAfter(token: string | undefined, length: number): Query["after"] {
  if (token === undefined) return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
    const isValue = (value: unknown): boolean =>
      value === null || ["string", "number", "boolean"].includes(typeof value);
    if (Array.isArray(values) && values.length === length && values.every(isValue))
      return values as Query["after"];
  } catch {
    // Said below.
  }
  throw refuse("$skiptoken is not one of ours: follow @odata.nextLink as it is");
}

export const writeAfter = (values: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(values), "utf8").toString("base64url");

/** A value as JSON has it: days and instants as texts, decimals as numbers. */
function shown({ name, edm, sql }: Column): string {
  const column = quoted(name);
  switch (edm) {
    case "Edm.Date":
      return `strftime(${column}, '%Y-%m-%d')`;
    case "Edm.DateTimeOffset":
      return `strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`;
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
    sql: `SELECT ${columns.join(", ")} FROM ${quoted(table.schema)}.${quoted(table.name)}${whereSql(where)} ORDER BY ${order.join(", ")} LIMIT ${limit + 1}`,
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
