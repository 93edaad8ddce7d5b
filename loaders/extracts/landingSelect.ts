import type { ContractColumn, Extract } from "../../lib/core/contract.js";
import { name, text } from "../../lib/warehouse/sql.js";
import { countryNames } from "./countryNames.js";

/**
 * How one column goes from text to a typed value, as SQL over `r_<column>` (the text), `f_<column>` (the fast value)
 * and `x_<column>` (the text where there is no fast value). Expensive expressions take `x_`, which is NULL nearly
 * everywhere: DuckDB hoists common subexpressions out of COALESCE and CASE and would run them on every row.
 */
interface ColumnSql {
  /** The value when the text is already well formed; NULL otherwise. Cheap. */
  readonly fast: string;
  readonly value: string;
  /** Reason codes, first match wins; a row with one is quarantined. */
  readonly faults: readonly (readonly [condition: string, reason: string])[];
  /** What was repaired, first match wins. */
  readonly repairs: readonly (readonly [condition: string, repair: string])[];
}

export interface Currencies {
  readonly reporting: string;
  readonly known: readonly string[];
}

// Codes become ENUMs: a cast is one look-up where IN would be a join, and a byte is written where a text would be.
const countries = countryNames();
const countryType = `ENUM(${[...new Set(countries.map(([, code]) => code))].sort().map(text).join(", ")})`;
const countryNameType = `ENUM(${countries.map(([called]) => text(called)).join(", ")})`;
const countryOfName = `[${countries.map(([, code]) => text(code)).join(", ")}]`;

/** The code of a country written as alpha-2, alpha-3 or English name: the name's place in an ENUM is its code's in a list. */
const countryFromName = (x: string): string =>
  `CAST(LIST_EXTRACT(${countryOfName}, ENUM_CODE(TRY_CAST(LOWER(TRIM(${x})) AS ${countryNameType})) + 1) AS ${countryType})`;

const list = (values: readonly string[]): string => values.map(text).join(", ");

function columnSql(column: ContractColumn, currencies: Currencies): ColumnSql {
  const r = name(`r_${column.name}`);
  const f = name(`f_${column.name}`);
  const x = name(`x_${column.name}`);
  const v = name(column.name);
  const isEmpty = `clean_text(${x}) IS NULL`;
  const missing: readonly [string, string][] = column.required ? [[`${v} IS NULL`, "missing_value"]] : [];
  const parsed = (
    kind: string,
    fault: string,
    fast: string,
    slow: string,
    extra: readonly [string, string][] = [],
  ) => ({
    fast,
    value: `COALESCE(${f}, ${slow})`,
    faults: column.required
      ? [
          [`${v} IS NULL AND ${isEmpty}`, "missing_value"] as const,
          ...extra,
          [`${v} IS NULL`, fault] as const,
        ]
      : [],
    repairs: [
      [`${f} IS NULL AND ${v} IS NOT NULL`, `${kind}_format`],
      ...(column.required ? [] : [[`${v} IS NULL AND NOT (${isEmpty})`, "emptied_unreadable"] as const]),
    ] as const,
  });
  switch (column.kind) {
    case "id":
      return {
        fast: r,
        value: `clean_text(${r})`,
        faults: missing,
        repairs: [[`${v} IS NOT NULL AND ${r} <> ${v}`, "trimmed"]],
      };
    case "text":
      return { fast: r, value: `clean_text(${r})`, faults: missing, repairs: [] };
    case "amount":
      return parsed("amount", "unparseable_amount", `amount_fast(${r})`, `amount_slow(${x})`, [
        [`${v} IS NULL AND is_ambiguous_amount(${x})`, "ambiguous_amount"],
      ]);
    case "date":
      return parsed("date", "unparseable_date", `date_fast(${r})`, `date_slow(${x})`);
    case "timestamp":
      return parsed("date", "unparseable_date", `timestamp_fast(${r})`, `timestamp_slow(${x})`);
    case "integer":
      return parsed("number", "unparseable_number", `integer_from_text(${r})`, "NULL");
    case "flag":
      return parsed("flag", "unparseable_flag", `flag_from_text(${r})`, "NULL");
    case "code": {
      const accepted = column.accepted ?? [];
      const type = `ENUM(${list(accepted)})`;
      const read = `TRY_CAST(code_from_text(${x}) AS ${type})`;
      const last = `CAST(${text(accepted.at(-1) ?? "")} AS ${type})`;
      const otherwise = column.required ? `CASE WHEN NOT (${isEmpty}) THEN ${last} END` : last;
      return {
        fast: `TRY_CAST(${r} AS ${type})`,
        value: `COALESCE(${f}, ${read}, ${otherwise})`,
        faults: missing,
        repairs: [
          [`NOT (${isEmpty}) AND ${read} IS NOT NULL`, "code_case"],
          [`NOT (${isEmpty})`, "code_unknown"],
        ],
      };
    }
    case "country":
      return {
        fast: `TRY_CAST(${r} AS ${countryType})`,
        value: `COALESCE(${f}, ${countryFromName(x)})`,
        faults: missing,
        repairs: [
          [`NOT (${isEmpty}) AND ${v} IS NOT NULL`, "country_name"],
          [`NOT (${isEmpty})`, "country_unknown"],
        ],
      };
    case "currency": {
      const type = `ENUM(${list(currencies.known)})`;
      const read = `TRY_CAST(UPPER(TRIM(${x})) AS ${type})`;
      return {
        fast: `TRY_CAST(${r} AS ${type})`,
        value: `COALESCE(${f}, ${read}, CASE WHEN ${isEmpty} THEN CAST(${text(currencies.reporting)} AS ${type}) END)`,
        faults: [[`${v} IS NULL`, "unknown_currency"]],
        repairs: [[`NOT (${isEmpty}) AND ${read} IS NOT NULL`, "code_case"]],
      };
    }
  }
}

/** A text of `code:column` words for the conditions that hold, or NULL. */
function words(pairs: readonly { column: string; cases: readonly (readonly [string, string])[] }[]): string {
  const parts = pairs
    .filter(({ cases }) => cases.length > 0)
    .map(({ column, cases }) => {
      const whens = cases.map(([condition, code]) => `WHEN ${condition} THEN ${text(`${code}:${column}`)}`);
      return `CASE ${whens.join(" ")} END`;
    });
  return parts.length > 0 ? `NULLIF(CONCAT_WS(' ', ${parts.join(", ")}), '')` : "NULL";
}

/**
 * The SELECT that types one extract, made from its contract: the contract's columns, `_row`, `_repairs` (words
 * `repair:column`) and `_is_bad`; with `withReasons` also `_reasons` (words `reason:column`).
 *
 * Reads `source.<extract>`, whose columns are all text.
 */
export function landingSelect(extract: Extract, currencies: Currencies, withReasons: boolean): string {
  const columns = extract.columns.map((column) => ({ column, sql: columnSql(column, currencies) }));
  const faults = columns.map(({ column, sql }) => ({ column: column.name, cases: sql.faults }));
  const repairs = columns.map(({ column, sql }) => ({ column: column.name, cases: sql.repairs }));
  const anyOf = (pairs: typeof faults): string =>
    pairs.flatMap(({ cases }) => cases.map(([condition]) => `(${condition})`)).join(" OR ") || "FALSE";
  const raw = columns.map(({ column: c }) => `CAST(${name(c.name)} AS VARCHAR) AS ${name(`r_${c.name}`)}`);
  const fast = columns.map(({ column: c, sql }) => `${sql.fast} AS ${name(`f_${c.name}`)}`);
  const slow = columns.map(
    ({ column: c }) =>
      `CASE WHEN ${name(`f_${c.name}`)} IS NULL THEN ${name(`r_${c.name}`)} END AS ${name(`x_${c.name}`)}`,
  );
  const values = columns.map(({ column: c, sql }) => `${sql.value} AS ${name(c.name)}`);
  const names = columns.map(({ column: c }) => name(c.name));
  return `
WITH s AS (SELECT _row, ${raw.join(", ")} FROM source.main.${name(extract.name)}),
fast AS (SELECT s.*, ${fast.join(",\n  ")} FROM s),
slow AS (SELECT fast.*, ${slow.join(",\n  ")} FROM fast),
typed AS (SELECT slow.*, ${values.join(",\n  ")} FROM slow)
SELECT _row, ${names.join(", ")},
  CASE WHEN ${anyOf(repairs)} THEN ${words(repairs)} END AS _repairs,
  ${anyOf(faults.map(firstOfRequired))} AS _is_bad
  ${withReasons ? `, ${words(faults)} AS _reasons` : ""}
FROM typed`;
}

/** Whether a row is bad needs one test a column: the last fault of each is "no value came out". */
function firstOfRequired<Fault extends { column: string; cases: readonly (readonly [string, string])[] }>(
  fault: Fault,
): Fault {
  const last = fault.cases.at(-1);
  return { ...fault, cases: last ? [last] : [] };
}
