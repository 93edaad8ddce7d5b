import type { ContractColumn, Extract } from "../../lib/core/contract.js";
import { name, text } from "../../lib/warehouse/sql.js";

/** How one column goes from text to a typed value, as SQL over `r_<column>` and `f_<column>`. */
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

const list = (values: readonly string[]): string => values.map(text).join(", ");

function columnSql(column: ContractColumn, currencies: Currencies): ColumnSql {
  const r = name(`r_${column.name}`);
  const f = name(`f_${column.name}`);
  const v = name(column.name);
  const isEmpty = `clean_text(${r}) IS NULL`;
  const missing: readonly [string, string][] = column.required ? [[isEmpty, "missing_value"]] : [];
  const parsed = (kind: string, fault: string, fast: string, slow: string, extra: readonly [string, string][] = []) => ({
    fast,
    value: `COALESCE(${f}, ${slow})`,
    faults: column.required ? [...missing, ...extra, [`${v} IS NULL`, fault] as const] : [],
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
      return parsed("amount", "unparseable_amount", `amount_fast(${r})`, `amount_slow(${r})`, [
        [`${v} IS NULL AND is_ambiguous_amount(${r})`, "ambiguous_amount"],
      ]);
    case "date":
      return parsed("date", "unparseable_date", `date_fast(${r})`, `date_slow(${r})`);
    case "timestamp":
      return parsed("date", "unparseable_date", `timestamp_fast(${r})`, `timestamp_slow(${r})`);
    case "integer":
      return parsed("number", "unparseable_number", `integer_from_text(${r})`, "NULL");
    case "flag":
      return parsed("flag", "unparseable_flag", `flag_from_text(${r})`, "NULL");
    case "code": {
      const accepted = column.accepted ?? [];
      const last = text(accepted.at(-1) ?? "");
      const otherwise = column.required ? `CASE WHEN NOT (${isEmpty}) THEN ${last} END` : last;
      return {
        fast: `CASE WHEN ${r} IN (${list(accepted)}) THEN ${r} END`,
        value: `COALESCE(${f}, CASE WHEN code_from_text(${r}) IN (${list(accepted)}) THEN code_from_text(${r}) END, ${otherwise})`,
        faults: missing,
        repairs: [
          [`${f} IS NULL AND NOT (${isEmpty}) AND code_from_text(${r}) = ${v}`, "code_case"],
          [`${f} IS NULL AND NOT (${isEmpty})`, "code_unknown"],
        ],
      };
    }
    case "country":
      return {
        fast: name(`k_${column.name}`) + ".country",
        value: f,
        faults: missing,
        repairs: [
          [`${v} IS NOT NULL AND ${r} <> ${v}`, "country_name"],
          [`${v} IS NULL AND NOT (${isEmpty})`, "country_unknown"],
        ],
      };
    case "currency":
      return {
        fast: `CASE WHEN ${r} IN (${list(currencies.known)}) THEN ${r} END`,
        value: `COALESCE(${f}, CASE WHEN UPPER(TRIM(${r})) IN (${list(currencies.known)}) THEN UPPER(TRIM(${r}))
          WHEN ${isEmpty} THEN ${text(currencies.reporting)} END)`,
        faults: [[`${v} IS NULL`, "unknown_currency"]],
        repairs: [[`${f} IS NULL AND NOT (${isEmpty}) AND ${v} IS NOT NULL`, "code_case"]],
      };
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
 * Reads `source.<extract>`, whose columns are all text, and `ref.country_names`.
 */
export function landingSelect(extract: Extract, currencies: Currencies, withReasons: boolean): string {
  const columns = extract.columns.map((column) => ({ column, sql: columnSql(column, currencies) }));
  const lookups = extract.columns
    .filter((column) => column.kind === "country")
    .map(({ name: c }) => {
      const alias = name(`k_${c}`);
      return `LEFT JOIN ref.country_names AS ${alias} ON ${alias}.name_key = LOWER(TRIM(s.${name(`r_${c}`)}))`;
    });
  const faults = columns.map(({ column, sql }) => ({ column: column.name, cases: sql.faults }));
  const repairs = columns.map(({ column, sql }) => ({ column: column.name, cases: sql.repairs }));
  const anyOf = (pairs: typeof faults): string =>
    pairs.flatMap(({ cases }) => cases.map(([condition]) => `(${condition})`)).join(" OR ") || "FALSE";
  const raw = columns.map(({ column: c }) => `CAST(${name(c.name)} AS VARCHAR) AS ${name(`r_${c.name}`)}`);
  const fast = columns.map(({ column: c, sql }) => `${sql.fast} AS ${name(`f_${c.name}`)}`);
  const values = columns.map(({ column: c, sql }) => `${sql.value} AS ${name(c.name)}`);
  const names = columns.map(({ column: c }) => name(c.name));
  return `
WITH s AS (SELECT _row, ${raw.join(", ")} FROM source.main.${name(extract.name)}),
fast AS (SELECT s.*, ${fast.join(",\n  ")} FROM s ${lookups.join(" ")}),
typed AS (SELECT fast.*, ${values.join(",\n  ")} FROM fast)
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
