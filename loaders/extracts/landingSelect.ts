import type { ContractColumn, Extract } from "../../lib/core/contract.js";
import { name, text } from "../../lib/warehouse/sql.js";
import { countryNames } from "./countryNames.js";

/**
 * How one column goes from text to a typed value, as SQL over `r_<column>` (the text), `f_<column>` (the value if it is
 * well formed) and, in conditions, `<column>` (the value). A row whose texts are all well formed is plain; only the
 * rest takes the expensive expressions.
 */
interface ColumnSql {
  /** The value when the text is well formed; NULL otherwise. Cheap. */
  readonly fast: string;
  readonly isPlain: string;
  /** The value of a text that is not well formed; NULL when there is none. */
  readonly slow: string;
  /** The value when there is none. */
  readonly otherwise?: string;
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
  const v = name(column.name);
  const isEmpty = `clean_text(${r}) IS NULL`;
  const isPlain = column.required ? `${f} IS NOT NULL` : `(${f} IS NOT NULL OR ${r} IS NULL)`;
  const missing: readonly [string, string][] = column.required ? [[`${v} IS NULL`, "missing_value"]] : [];
  const parsed = (
    kind: string,
    fault: string,
    fast: string,
    slow: string,
    extra: readonly [string, string][] = [],
  ): ColumnSql => ({
    fast,
    isPlain,
    slow,
    faults: column.required
      ? [[`${v} IS NULL AND ${isEmpty}`, "missing_value"], ...extra, [`${v} IS NULL`, fault]]
      : [],
    repairs: [
      [`${f} IS NULL AND ${v} IS NOT NULL`, `${kind}_format`],
      ...(column.required ? [] : [[`${v} IS NULL AND NOT (${isEmpty})`, "emptied_unreadable"] as const]),
    ],
  });
  switch (column.kind) {
    case "id":
      return {
        fast: `CASE WHEN is_plain_text(${r}) THEN ${r} ELSE clean_text(${r}) END`,
        isPlain: column.required ? `${f} = ${r}` : `${f} IS NOT DISTINCT FROM ${r}`,
        slow: "NULL",
        faults: missing,
        repairs: [[`${v} <> ${r}`, "trimmed"]],
      };
    case "text":
      return {
        fast: `CASE WHEN is_plain_text(${r}) THEN ${r} END`,
        isPlain,
        slow: `text_slow(${r})`,
        faults: missing,
        repairs: [
          [`${v} IS NULL AND NOT (${isEmpty})`, "lost_character"],
          [`${f} IS NULL AND ${v} <> clean_text(${r})`, "mojibake"],
        ],
      };
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
      const type = `ENUM(${list(accepted)})`;
      const read = `TRY_CAST(code_from_text(${r}) AS ${type})`;
      const last = `CAST(${text(accepted.at(-1) ?? "")} AS ${type})`;
      return {
        fast: `TRY_CAST(${r} AS ${type})`,
        isPlain,
        slow: column.required ? `COALESCE(${read}, CASE WHEN NOT (${isEmpty}) THEN ${last} END)` : read,
        ...(column.required ? {} : { otherwise: last }),
        faults: missing,
        repairs: [
          [`${f} IS NULL AND ${read} IS NOT NULL`, "code_case"],
          [`${f} IS NULL AND NOT (${isEmpty})`, "code_unknown"],
        ],
      };
    }
    case "country":
      return {
        fast: `TRY_CAST(${r} AS ${countryType})`,
        isPlain,
        slow: countryFromName(r),
        faults: missing,
        repairs: [
          [`${f} IS NULL AND ${v} IS NOT NULL`, "country_name"],
          [`${v} IS NULL AND NOT (${isEmpty})`, "country_unknown"],
        ],
      };
    case "currency": {
      const type = `ENUM(${list(currencies.known)})`;
      const reporting = `CAST(${text(currencies.reporting)} AS ${type})`;
      return {
        fast: `COALESCE(TRY_CAST(${r} AS ${type}), CASE WHEN ${r} IS NULL THEN ${reporting} END)`,
        isPlain: `${f} IS NOT NULL`,
        slow: `COALESCE(TRY_CAST(UPPER(TRIM(${r})) AS ${type}), CASE WHEN ${isEmpty} THEN ${reporting} END)`,
        faults: [[`${v} IS NULL`, "unknown_currency"]],
        repairs: [[`${f} IS NULL AND ${v} IS NOT NULL AND NOT (${isEmpty})`, "code_case"]],
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
 * plain: values of the rows whose texts are all well formed; the others are doubtful.
 * all: values of all rows; those without a value they must have are doubtful.
 * reasons: the same with `_reasons` (words `reason:column`) in place of `_is_doubtful`.
 */
export type Typing = "plain" | "all" | "reasons";

/**
 * A number for a row's key in `landing.<extract>` and wherever rows of it are looked up: rows of one key have one number.
 * Two keys may share it, which only gives them a second look in vain.
 *
 * @param row alias of the row, with its dot
 */
export const keyNumber = (extract: Extract, row = ""): string => `hash(${row}${name(extract.key[0] ?? "")})`;

/**
 * The SELECT that types one extract, made from its contract: `_row`, the contract's columns, `_repairs` (words
 * `repair:column`), `_is_doubtful` and `_key`, the number of the row's key.
 *
 * @param from what it reads: `_row` and the contract's columns, all text
 */
export function landingSelect(
  extract: Extract,
  currencies: Currencies,
  typing: Typing,
  from = `source.main.${name(extract.name)}`,
): string {
  const columns = extract.columns.map((column) => {
    const sql = columnSql(column, currencies);
    const isLate = tooLate(column);
    return { column, sql: isLate === null ? sql : { ...sql, repairs: [isLate, ...sql.repairs] } };
  });
  const faults = columns.map(({ column, sql }) => ({ column: column.name, cases: sql.faults }));
  const repairs = columns.map(({ column, sql }) => ({ column: column.name, cases: sql.repairs }));
  const raw = columns.map(({ column: c }) => `CAST(${name(c.name)} AS VARCHAR) AS ${name(`r_${c.name}`)}`);
  const fast = columns.map(({ column: c, sql }) => `${sql.fast} AS ${name(`f_${c.name}`)}`);
  const plain = [
    ...columns.map(({ sql }) => sql.isPlain),
    ...columns.flatMap(({ column: { name: column, notAfter } }) =>
      notAfter ? [`COALESCE(${name(`f_${column}`)} <= ${name(`f_${notAfter.column}`)}, TRUE)`] : [],
    ),
  ];
  const values = columns.map(({ column: { name: column }, sql: { slow, otherwise } }) => {
    const choices = [name(`f_${column}`)];
    if (typing !== "plain" && slow !== "NULL") choices.push(`CASE WHEN NOT _is_plain THEN ${slow} END`);
    if (otherwise !== undefined) choices.push(otherwise);
    return `${choices.length > 1 ? `COALESCE(${choices.join(", ")})` : choices.join("")} AS ${name(column)}`;
  });
  const names = columns.map(({ column }) => {
    const [isLate] = tooLate(column) ?? [];
    const c = name(column.name);
    return isLate === undefined ? c : `CASE WHEN NOT COALESCE(${isLate}, FALSE) THEN ${c} END AS ${c}`;
  });
  const isBad = faults.flatMap(({ cases }) => cases.slice(-1).map(([condition]) => `(${condition})`));
  const verdict = {
    plain: "NULL::VARCHAR AS _repairs, NOT _is_plain AS _is_doubtful",
    all: `${when(words(repairs))} AS _repairs, COALESCE(${when(isBad.join(" OR ") || "FALSE")}, FALSE) AS _is_doubtful`,
    reasons: `${when(words(repairs))} AS _repairs, ${when(words(faults))} AS _reasons`,
  };
  const key = typing === "reasons" ? "" : `, ${keyNumber(extract)} AS _key`;
  return `
WITH s AS (SELECT _row, ${raw.join(", ")} FROM ${from}),
fast AS (SELECT s.*, ${fast.join(",\n  ")} FROM s),
known AS (SELECT fast.*, COALESCE(${plain.join(" AND ")}, FALSE) AS _is_plain FROM fast),
typed AS (SELECT known.*, ${values.join(",\n  ")} FROM known)
SELECT _row, ${names.join(", ")}, ${verdict[typing]}${key}
FROM typed`;
}

/** Condition and reason of a date that is emptied because it lies behind another of its row. */
const tooLate = ({ name: column, notAfter }: ContractColumn): readonly [string, string] | null =>
  notAfter ? [`typed.${name(column)} > typed.${name(notAfter.column)}`, notAfter.reason] : null;

const when = (expression: string): string => `CASE WHEN NOT _is_plain THEN ${expression} END`;
