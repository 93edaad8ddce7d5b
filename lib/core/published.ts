/** A report table that the workbench page offers for questions. */
export interface PublishedTable {
  readonly name: string;
  readonly grain: string;
  readonly columns: readonly string[];
}

const cube = ["product", "segment", "channel"];

/** The report tables and their columns, in the order the workbench lists them. */
export const published: readonly PublishedTable[] = [
  {
    name: "kpi_monthly",
    grain: "one row per KPI and month",
    columns: ["kpi", "month", "value", "target", "is_complete"],
  },
  {
    name: "activity_monthly",
    grain: "one row per month and combination of product, segment and channel",
    columns: ["month", ...cube, "movements", "volume", "net_flow", "active_clients", "income"],
  },
  {
    name: "activity_daily",
    grain: "the same by day, the last 13 months",
    columns: ["date", ...cube, "movements", "volume", "net_flow", "active_clients"],
  },
  {
    name: "cohorts",
    grain: "one row per cohort (clients who joined in the same quarter or month) and month since",
    columns: ["grain", "cohort", "segment", "months_since", "clients", "active"],
  },
  {
    name: "balances_monthly",
    grain: "one row per month-end and combination of product and segment",
    columns: ["month", "product", "segment", "accounts", "clients", "balance"],
  },
  {
    name: "flow_daily",
    grain: "one row per day, the last 13 months",
    columns: ["date", "net_flow", "credits", "debits", "movements"],
  },
  {
    name: "types_monthly",
    grain: "one row per month and kind of movement",
    columns: ["month", "transaction_type", "movements", "volume"],
  },
  {
    name: "freshness",
    grain: "one row per extract",
    columns: [
      "extract",
      "newest_date",
      "age_days",
      "raw_rows",
      "staged_rows",
      "quarantined_rows",
      "duplicate_rows",
    ],
  },
  {
    name: "quality_files",
    grain: "one row per file that came in",
    columns: ["extract", "file", "role", "encoding", "bytes", "raw_rows", "staged_rows", "quarantined_rows"],
  },
  {
    name: "quality_reasons",
    grain: "one row per extract, reason and column",
    columns: ["extract", "reason", "column_name", "row_count"],
  },
  {
    name: "quality_repairs",
    grain: "one row per extract, column and kind of repair",
    columns: ["extract", "column_name", "repair", "row_count"],
  },
  {
    name: "checks",
    grain: "one row per check of the warehouse",
    columns: ["check_name", "table_name", "kind", "failures", "is_passed"],
  },
  {
    name: "runs",
    grain: "one row per run that is remembered",
    columns: ["sequence", "run", "as_of", "commit_id", "movements", "clients", "alerts", "expected_loss"],
  },
  {
    name: "run_kpis",
    grain: "one row per run and KPI, its last whole month",
    columns: ["sequence", "kpi", "month", "value"],
  },
  {
    name: "run_quality",
    grain: "one row per run and extract",
    columns: ["sequence", "extract", "raw_rows", "quarantined_rows", "duplicate_rows", "repaired_values"],
  },
  {
    name: "about",
    grain: "one row",
    columns: ["bank", "profile", "currency", "locale", "as_of", "movements"],
  },
];
