import { list, record, whole, words } from "../core/models/readParts.js";
import { headColumns, partColumns, partNames, type Columns, type PartName } from "./runTables.js";

/** A value of a record: days are ISO texts. */
export type RunValue = string | number | null;

export type RunRow = Readonly<Record<string, RunValue>>;

/** What is remembered of a run: plain JSON, about the bank as a whole and about nobody in it. */
export interface RunRecord {
  readonly schema: 1;
  readonly document: "datahub-run";
  /** Counts the runs of a data folder, from 1 on. */
  readonly sequence: number;
  /** Hash of everything the run was made of. */
  readonly run: string;
  readonly bank: string;
  readonly profile: string;
  /** When the run was published, ISO 8601 in UTC. It is in no report, so that the same input gives the same site. */
  readonly finishedAt: string;
  /** The values of `headColumns`. */
  readonly head: RunRow;
  /** The rows of each part, with the values of `partColumns`. */
  readonly parts: Readonly<Record<PartName, readonly RunRow[]>>;
}

const schemas = [1];

/**
 * Checks that a parsed JSON document is the record of a run.
 *
 * @param json what `JSON.parse` gave
 * @returns the record with every column there is today; those it lacks are null, those unknown today are left out
 * @throws RangeError if it is something else, of another schema, or has a value of the wrong type; the message says where
 */
export function readRunRecord(json: unknown): RunRecord {
  const document = record(json, "the document");
  if (document.document !== "datahub-run") {
    throw new RangeError(`document is ${JSON.stringify(document.document)}; "datahub-run" was expected.`);
  }
  if (!schemas.includes(document.schema as number)) {
    throw new RangeError(
      `schema is ${JSON.stringify(document.schema)}; this version reads ${schemas.join(", ")}.`,
    );
  }
  const finishedAt = words(document.finishedAt, "finishedAt");
  if (Number.isNaN(Date.parse(finishedAt))) throw new RangeError(`finishedAt is ${finishedAt}, no instant.`);
  const parts = record(document.parts, "parts");
  const rowsOf = (name: PartName): RunRow[] =>
    // A part that came later is not in the records before it.
    list(parts[name] ?? [], `parts.${name}`).map((row, index) =>
      readRow(row, partColumns[name], `parts.${name}[${index}]`),
    );
  return {
    schema: 1,
    document: "datahub-run",
    sequence: whole(document.sequence, "sequence", 1),
    run: words(document.run, "run"),
    bank: words(document.bank, "bank"),
    profile: words(document.profile, "profile"),
    finishedAt,
    head: readRow(document.head, headColumns, "head"),
    parts: Object.fromEntries(partNames.map((name) => [name, rowsOf(name)])) as Record<PartName, RunRow[]>,
  };
}

function readRow(value: unknown, columns: Columns, where: string): RunRow {
  const found = record(value, where);
  return Object.fromEntries(
    Object.entries(columns).map(([column, type]) => {
      const cell = found[column] ?? null;
      if (cell === null || isOf(cell, type)) return [column, cell as RunValue];
      throw new RangeError(`${where}.${column} is ${JSON.stringify(cell)}; ${expected[type]} was expected.`);
    }),
  );
}

const expected: Readonly<Record<Columns[string], string>> = {
  INTEGER: "a whole number",
  BIGINT: "a whole number",
  DOUBLE: "a finite number",
  VARCHAR: "a text",
  DATE: "a day such as 2026-06-30",
};

function isOf(cell: unknown, type: Columns[string]): boolean {
  if (type === "VARCHAR") return typeof cell === "string";
  if (type === "DATE") return typeof cell === "string" && /^\d{4}-\d{2}-\d{2}$/.test(cell);
  return type === "DOUBLE" ? Number.isFinite(cell) : Number.isSafeInteger(cell);
}
