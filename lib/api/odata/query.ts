import type { Bound } from "../release/readers.js";
import { filterSql } from "./filter.js";
import { refuse } from "./filterTokens.js";
import type { Column, Table } from "./tables.js";

/** Options that are known. */
export const options = [
  "$select",
  "$filter",
  "$orderby",
  "$top",
  "$skip",
  "$count",
  "$skiptoken",
  "$format",
] as const;

type Option = (typeof options)[number];

/** What a query asks for, read and checked. */
export interface Query {
  readonly columns: readonly Column[];
  readonly filter: Bound | null;
  /** The key's columns are the last, so that no two rows are alike. */
  readonly order: readonly { readonly column: Column; readonly isDescending: boolean }[];
  /** Rows still wanted; null for all. */
  readonly top: number | null;
  /** Rows passed over first. */
  readonly skip: number;
  readonly isCounted: boolean;
  /** Values of `order` in the last row of the page before. */
  readonly after: readonly (string | number | boolean | null)[] | null;
}

/**
 * Reads the options of a query.
 *
 * @throws Problem invalid_query naming the option and what was expected
 */
export function readQuery(table: Table, asked: Readonly<Record<string, unknown>>): Query {
  const given = new Map<Option, string>();
  for (const [option, value] of Object.entries(asked)) {
    if (!options.includes(option as Option))
      throw refuse(`${option.slice(0, 40)} is not known; ${options.join(", ")} are`);
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
    skip: wholeNumber("$skip", given.get("$skip")) ?? 0,
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
