import type { ColumnKind, ContractColumn } from "../../lib/core/contract.js";
import { text } from "../../lib/warehouse/sql.js";

/** What the values of a column are compared as. Codes are texts. */
const types: Readonly<Record<ColumnKind, string>> = {
  id: "VARCHAR",
  text: "VARCHAR",
  date: "DATE",
  timestamp: "TIMESTAMP",
  amount: "DECIMAL(18, 2)",
  integer: "INTEGER",
  code: "VARCHAR",
  country: "VARCHAR",
  currency: "VARCHAR",
  flag: "BOOLEAN",
};

/** A staged value as what it is compared as. */
export const stagedValue = (column: ContractColumn, sql: string): string =>
  `CAST(${sql} AS ${types[column.kind]})`;

/** The same as text, in the one way DuckDB writes it. */
export const stagedText = (column: ContractColumn, sql: string): string =>
  types[column.kind] === "VARCHAR"
    ? `CAST(${sql} AS VARCHAR)`
    : `CAST(${stagedValue(column, sql)} AS VARCHAR)`;

/** What the contract says of a field left empty. */
function whenEmpty(column: ContractColumn, reportingCurrency: string): string | null {
  if (column.kind === "currency") return text(reportingCurrency);
  const last = column.accepted?.at(-1);
  return column.kind === "code" && !column.required && last !== undefined ? text(last) : null;
}

/**
 * The value of a field in clean notation: a plain cast and no more, so that it shares nothing with the readers of the
 * staging.
 */
export function cleanValue(column: ContractColumn, sql: string, reportingCurrency: string): string {
  const type = types[column.kind];
  const value = type === "VARCHAR" ? sql : `TRY_CAST(${sql} AS ${type})`;
  const empty = whenEmpty(column, reportingCurrency);
  return empty === null ? value : `COALESCE(${value}, ${empty})`;
}

/** The same as text; what is not in clean notation stays as it is written, and so equals no staged value. */
export function cleanText(column: ContractColumn, sql: string, reportingCurrency: string): string {
  const value = cleanValue(column, sql, reportingCurrency);
  return types[column.kind] === "VARCHAR" ? value : `COALESCE(CAST(${value} AS VARCHAR), ${sql})`;
}
