import type { Formats } from "../format/formats.js";
import type { CheckRow, FreshnessRow, ReconciliationRow } from "../reports.js";
import { capital, codeWords, countWord, listWords, plural } from "./words.js";

const sum = (
  rows: readonly FreshnessRow[],
  key: "raw_rows" | "staged_rows" | "quarantined_rows" | "duplicate_rows" | "unaccounted_rows",
): number => rows.reduce((total, row) => total + row[key], 0);

/**
 * Whether an extract's newest row is older than the bank allows.
 *
 * @param row of `rpt_freshness`
 * @returns null when the extract has no date or no limit
 */
export function isLate(row: FreshnessRow): boolean | null {
  if (row.age_days === null || row.limit_days === null) return null;
  return row.age_days > row.limit_days;
}

/**
 * What came in and what became of it, in a sentence.
 *
 * @param rows of `rpt_freshness`, one for each extract
 * @param formats the bank's way of writing
 */
export function qualityHeadline(rows: readonly FreshnessRow[], formats: Formats): string {
  const raw = sum(rows, "raw_rows");
  if (raw === 0) return "No row came in.";
  const quarantined = sum(rows, "quarantined_rows");
  const duplicates = sum(rows, "duplicate_rows");
  const aside =
    quarantined === 0
      ? "none was set aside"
      : `${formats.count(quarantined)} ${plural(quarantined, "was", "were")} set aside (${formats.percent(quarantined / raw, 2)})`;
  const twice = duplicates === 0 ? "" : ` and ${formats.count(duplicates)} came twice`;
  return `Of ${formats.count(raw)} rows that came in, ${aside}${twice}; ${accounted(rows, formats)}.`;
}

/**
 * What is odd about whole files and days, in a sentence.
 *
 * @param rows of `rpt_quality_findings`
 */
export function findingsFinding(rows: readonly { readonly finding: string }[]): string {
  const count = (finding: string): number => rows.filter((row) => row.finding === finding).length;
  const [days, files] = [count("missing_day"), count("file_twice")];
  const parts = [
    ...(days > 0 ? [`${countWord(days)} ${plural(days, "day is", "days are")} missing`] : []),
    ...(files > 0 ? [`${countWord(files)} ${plural(files, "file", "files")} came twice`] : []),
  ];
  return capital(listWords(parts));
}

/**
 * Whether every raw row ended as staged, quarantined or duplicate.
 *
 * @param rows of `rpt_freshness`
 * @param formats the bank's way of writing
 */
function accounted(rows: readonly FreshnessRow[], formats: Formats): string {
  const lost = rows.reduce((total, row) => total + Math.abs(row.unaccounted_rows), 0);
  return lost === 0
    ? "every row is accounted for"
    : `${formats.count(lost)} ${plural(lost, "row is", "rows are")} not accounted for`;
}

/**
 * How many extracts were on time.
 *
 * @param rows of `rpt_freshness`
 * @param formats the bank's way of writing
 */
export function freshnessFinding(rows: readonly FreshnessRow[], formats: Formats): string {
  const judged = rows.filter((row) => isLate(row) !== null);
  const late = judged.filter((row) => isLate(row) === true).map(({ extract }) => extract);
  const onTime = judged.length - late.length;
  if (judged.length === 0) return capital(accounted(rows, formats));
  const start =
    late.length === 0
      ? judged.length === 1
        ? `${judged[0]!.extract} is up to date`
        : `${judged.length === 2 ? "both" : `all ${countWord(judged.length)}`} dated extracts are up to date`
      : onTime === 0
        ? `${listWords(late)} ${late.length === 1 ? "is" : "are"} late`
        : `${countWord(onTime)} of ${countWord(judged.length)} dated extracts ${onTime === 1 ? "is" : "are"} up to date, ${listWords(late)} ${late.length === 1 ? "is" : "are"} late`;
  return `${capital(start)}; ${accounted(rows, formats)}`;
}

/**
 * The most frequent code of a list, such as the reason most rows were set aside for.
 *
 * @param rows counted by code and something else
 * @param codeOf the code of a row
 * @returns the code in words, empty when there is no row
 */
export function mostFrequent<Row extends { readonly row_count: number }>(
  rows: readonly Row[],
  codeOf: (row: Row) => string,
): string {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(codeOf(row), (counts.get(codeOf(row)) ?? 0) + row.row_count);
  const [first] = [...counts].sort(([, left], [, right]) => right - left);
  return first ? capital(codeWords(first[0])) : "";
}

/**
 * How the checks of the warehouse went.
 *
 * @param checks of `rpt_checks`
 */
export function checksFinding(checks: readonly CheckRow[]): string {
  const failed = checks.filter(({ is_passed }) => !is_passed);
  if (checks.length === 0) return "No check was run";
  if (failed.length === 0) return `All ${checks.length} checks passed`;
  const names = failed.slice(0, 3).map(({ table_name, kind }) => `${codeWords(kind)} on ${table_name}`);
  return `${failed.length} of ${checks.length} checks failed: ${listWords(names)}${failed.length > 3 ? " and more" : ""}`;
}

/**
 * Whether running balances agree with the balances in the source.
 *
 * @param rows of `rpt_reconciliation`
 * @param formats the bank's way of writing
 */
export function reconciliationFinding(rows: readonly ReconciliationRow[], formats: Formats): string {
  const accounts = rows.reduce((total, row) => total + row.accounts, 0);
  const agreed = rows.reduce((total, row) => total + row.reconciled_accounts, 0);
  if (accounts === 0) return "The source has no balance column, so balances cannot be compared";
  const largest = Math.max(...rows.map((row) => row.largest_difference));
  return agreed === accounts
    ? `Balances of all ${formats.count(accounts)} accounts agree with the source${largest > 0 ? ` to within ${formats.value("amount", largest)}` : ""}`
    : `Balances of ${formats.count(accounts - agreed)} of ${formats.count(accounts)} accounts differ from the source`;
}
