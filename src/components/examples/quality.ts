import type { RunQualityRow, RunScoreRow } from "../../core/history/rows.js";
import type {
  CheckRow,
  FreshnessRow,
  ReasonRow,
  ReconciliationRow,
  ScoreCleanRow,
  ScoreMissRow,
  ScoreRow,
} from "../../core/reports.js";
import type { FileRow } from "../filesTable.js";
import type { FindingRow } from "../findingsTable.js";
import type { SampleRow } from "../quarantineTables.js";
import type { RepairRow } from "../repairsTable.js";

/** Made-up data of the Quality page for the gallery: the same every time, and like nothing real. */

const counts = {
  raw_rows: 1000,
  staged_rows: 985,
  quarantined_rows: 12,
  duplicate_rows: 3,
  unaccounted_rows: 0,
};

/** One extract in time, one late, one without dates, one whose rows do not add up. */
export const exampleFreshness: FreshnessRow[] = [
  { extract: "transactions", newest_date: new Date("2026-06-30"), age_days: 0, limit_days: 2, ...counts },
  { extract: "events", newest_date: new Date("2026-06-20"), age_days: 10, limit_days: 3, ...counts },
  { extract: "kyc", newest_date: null, age_days: null, limit_days: null, ...counts },
  {
    extract: "loans",
    newest_date: new Date("2026-06-29"),
    age_days: 1,
    limit_days: 5,
    ...counts,
    unaccounted_rows: 4,
  },
];

const parts = { encoding: "utf-8", delimiter: ";", bytes: 48_200_000 };
export const exampleFiles: FileRow[] = [
  {
    extract: "transactions",
    file: "transactions_2026.csv",
    role: "rows",
    ...parts,
    ...counts,
    raw_rows: 1_234_000,
    staged_rows: 1_233_985,
  },
  {
    extract: "kyc",
    file: "a_very_long_name_of_a_file_that_a_core_banking_system_made_up_20260630.csv",
    role: "rows",
    ...parts,
    encoding: "windows-1252",
    ...counts,
  },
  {
    extract: "accounts",
    file: "branches.csv",
    role: "lookup",
    ...parts,
    ...counts,
    raw_rows: 0,
    staged_rows: 0,
    quarantined_rows: 0,
    duplicate_rows: 0,
  },
];

export const exampleFindings: FindingRow[] = [
  {
    ...{ extract: "events", file: "events_2026_06.csv", finding: "file_twice" },
    detail: "events_2026_06_copy.csv",
  },
  { extract: "transactions", file: null, finding: "missing_day", detail: "2026-06-14" },
];

export const exampleReasons: ReasonRow[] = [
  { extract: "transactions", reason: "orphan_account", column_name: "account_id", row_count: 8 },
  { extract: "transactions", reason: "unparseable_amount", column_name: "amount", row_count: 3 },
  { extract: "kyc", reason: "conflicting_key", column_name: null, row_count: 1 },
];

export const exampleSamples: SampleRow[] = [
  {
    extract: "transactions",
    file: "transactions_2026.csv",
    line: 1204,
    reason: "unparseable_amount",
    column_name: "amount",
    value: "12,5O",
  },
  { extract: "kyc", file: "kyc.csv", line: 88, reason: "conflicting_key", column_name: null, value: null },
];

export const exampleRepairs: RepairRow[] = [
  { extract: "transactions", column_name: "amount", repair: "amount_format", row_count: 5120 },
  { extract: "kyc", column_name: "name", repair: "mojibake", row_count: 41 },
  { extract: "accounts", column_name: "account_id", repair: "trimmed", row_count: 9 },
];

const tally = (kind: string, fate: string, defects: number, missed: number): ScoreRow => ({
  ...{ kind, extract: "transactions", fate, defect_count: defects, missed_count: missed },
  repaired_count: fate === "repaired" ? defects - missed : 0,
  set_aside_count: fate === "repaired" ? 0 : defects - missed,
});

export const exampleScored: ScoreRow[] = [
  tally("amount_format", "repaired", 5120, 0),
  tally("mojibake", "repaired", 220, 9),
  tally("date_format", "repaired", 140, 1),
  tally("orphan_account", "quarantined", 310, 0),
  tally("unparseable_amount", "quarantined", 60, 2),
];

export const exampleClean: ScoreCleanRow[] = [
  { extract: "transactions", clean_rows: 1_228_000, harmed_rows: 3 },
];

export const exampleMisses: ScoreMissRow[] = [
  {
    kind: "mojibake",
    extract: "kyc",
    file: "kyc.csv",
    line: 512,
    column_name: "city",
    written: "MÃ¼nster",
    expected: "Münster",
    got: "MÃ¼nster",
  },
  {
    kind: "harmed",
    extract: "transactions",
    file: null,
    line: null,
    column_name: "amount",
    written: "1.200",
    expected: "1.2",
    got: "1200",
  },
];

export const exampleReconciliation: ReconciliationRow[] = [
  {
    account_type: "checking",
    accounts: 11_400,
    reconciled_accounts: 11_400,
    days: 7_300_000,
    reconciled_days: 7_300_000,
    largest_difference: 0,
  },
  {
    account_type: "savings",
    accounts: 6_200,
    reconciled_accounts: 6_192,
    days: 3_900_000,
    reconciled_days: 3_899_210,
    largest_difference: 412.5,
  },
];

export const exampleChecks: CheckRow[] = [
  { check_name: "unique_client_id", table_name: "dim_clients", kind: "unique", failures: 0, is_passed: true },
  {
    check_name: "account_exists",
    table_name: "fct_transactions",
    kind: "relationship",
    failures: 14,
    is_passed: false,
  },
];

/** Four runs of two extracts, the third of them worse. */
export const exampleRunQuality = (): RunQualityRow[] =>
  [1, 2, 3, 4].flatMap((sequence) =>
    ["transactions", "kyc"].map((extract, line) => ({
      ...{ sequence, extract, newest_date: new Date(Date.UTC(2026, 5, 26 + sequence)), ...counts },
      raw_rows: (line === 0 ? 1_200_000 : 11_000) + 900 * sequence,
      quarantined_rows: (line === 0 ? 120 : 4) * (sequence === 3 ? 3 : 1),
      repaired_values: 5000 + 40 * sequence,
    })),
  );

export const exampleRunScores = (): RunScoreRow[] =>
  [1, 2, 3, 4].flatMap((sequence) =>
    ["transactions", "kyc"].map((extract) => ({
      ...{
        sequence,
        extract,
        defects: 2900,
        missed_defects: sequence === 3 ? 30 : 6,
        clean_rows: 600_000,
        harmed_rows: 2,
      },
    })),
  );
