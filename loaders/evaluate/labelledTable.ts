import type { DuckDBConnection } from "@duckdb/node-api";
import { takeRows, type FeatureColumn, type FeatureTable } from "../../lib/core/models/table.js";
import { openWarehouse } from "../../lib/warehouse/open.js";
import { name } from "../../lib/warehouse/sql.js";
import { BuildError } from "../errors.js";
import { labelledRows } from "./labelRule.js";
import { loadCsv, type CsvColumn } from "./loadCsv.js";
import { namesToChooseFrom } from "./nearestName.js";

export interface TableOptions {
  readonly csv: string;
  /** Name of the label's column. */
  readonly label: string;
  /** The label's value that counts as 1. */
  readonly positive?: string;
  /** Columns to leave out. */
  readonly drop?: readonly string[];
}

/** A table whose rows are known to be one thing or the other. */
export interface LabelledTable {
  readonly table: FeatureTable;
  /** 0 or 1 for each row. */
  readonly labels: Uint8Array;
  readonly positives: number;
  /** What counts as 1, and as 0, in words. */
  readonly meaning: string;
  /** What was left out, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Reads a CSV file with a header line, in UTF-8 or Latin-1. Types are found by DuckDB over the whole file: numbers and
 * booleans (0 and 1) are numbers, days and instants are days since 1970, everything else is a category. An empty field
 * is missing. A column without any value is left out.
 *
 * @throws BuildError unreadable_table, empty_file, unreadable_file, unknown_column, bad_label or no_features
 */
export async function readLabelledTable(options: TableOptions): Promise<LabelledTable> {
  const warehouse = await openWarehouse(":memory:");
  try {
    const { connection } = warehouse;
    const columns = await loadCsv(connection, options.csv);
    const { label, drop = [] } = options;
    requireColumns(options, columns);
    const kept = columns.filter((column) => column.name !== label && !drop.includes(column.name));
    if (kept.length === 0) {
      throw new BuildError("no_features", `${options.csv}: no column is left beside ${label} to learn from`);
    }
    const labelValues = await readTexts(connection, label);
    const { rows: labelled, ...labels } = labelledRows(label, labelValues, options.positive);
    const read: FeatureColumn[] = [];
    for (const column of kept) read.push(await readColumn(connection, column));
    const present = read.filter((column) => !isEmpty(column));
    if (present.length === 0) {
      throw new BuildError("no_features", `${options.csv}: every column beside ${label} is empty`);
    }
    const notes = read.flatMap(notesOn);
    const unlabelled = labelValues.length - labelled.length;
    if (unlabelled > 0) notes.push(`${unlabelled} rows without a label are left out.`);
    const table = { rows: labelValues.length, columns: present };
    return { ...labels, table: unlabelled > 0 ? takeRows(table, labelled) : table, notes };
  } finally {
    warehouse.close();
  }
}

/** @throws BuildError unknown_column, with the nearest name */
function requireColumns({ csv, label, drop = [] }: TableOptions, columns: readonly CsvColumn[]): void {
  const names = columns.map((column) => column.name);
  const wanted = [{ flag: "--label", column: label }, ...drop.map((column) => ({ flag: "--drop", column }))];
  const unknown = wanted.find(({ column }) => !names.includes(column));
  if (unknown === undefined) return;
  throw new BuildError(
    "unknown_column",
    `${unknown.flag} ${unknown.column}: ${csv} has no such column; ${namesToChooseFrom(unknown.column, names)}`,
  );
}

const isEmpty = (column: FeatureColumn): boolean =>
  column.kind === "numeric" ? column.values.every(Number.isNaN) : column.categories.length === 0;

/** What a reader of the figures should know of a column. */
function notesOn(column: FeatureColumn): string[] {
  if (isEmpty(column)) return [`${column.name} has no value in any row, and is left out.`];
  if (column.kind === "numeric") return [];
  const words = column.categories.filter((category) => Number.isNaN(Number(category)));
  // Mostly numbers, such as 1.5, 2.5 and NA.
  if (words.length === 0 || words.length * 5 > column.categories.length) return [];
  return [
    `${column.name} is read as texts, not as numbers, because of "${words[0]!}": leave the field empty where a number is missing.`,
  ];
}

async function readTexts(connection: DuckDBConnection, column: string): Promise<(string | null)[]> {
  return (await readValues(connection, `CAST(${name(column)} AS VARCHAR)`)) as (string | null)[];
}

/** Values of an expression, in the order of the file. */
async function readValues(connection: DuckDBConnection, expression: string): Promise<unknown[]> {
  const reader = await connection.runAndReadAll(`SELECT ${expression} FROM labelled ORDER BY rowid`);
  return reader.getColumns()[0] ?? [];
}

/** How a type becomes a number; null for a category. */
function asNumber({ name: column, type }: CsvColumn): string | null {
  const value = name(column);
  if (/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*|BOOLEAN)$/.test(type)) {
    return `CAST(${value} AS DOUBLE)`;
  }
  if (/^(DATE|TIMESTAMP.*)$/.test(type)) return `epoch(CAST(${value} AS TIMESTAMP)) / 86400`;
  if (type === "TIME") return `epoch(${value}) / 86400`;
  return null;
}

async function readColumn(connection: DuckDBConnection, column: CsvColumn): Promise<FeatureColumn> {
  const expression = asNumber(column);
  if (expression !== null) {
    const values = await readValues(connection, expression);
    const numbers = Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value)));
    return { name: column.name, kind: "numeric", values: numbers };
  }
  const texts = await readTexts(connection, column.name);
  const categories = [...new Set(texts.filter((value) => value !== null))].sort();
  const codes = new Map(categories.map((category, code) => [category, code]));
  return {
    name: column.name,
    kind: "category",
    codes: Int32Array.from(texts, (value) => (value === null ? -1 : codes.get(value)!)),
    categories,
  };
}
