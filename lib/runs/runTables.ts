/** How a value of a run's record is written in JSON, and which SQL type it has in the warehouse. */
export type ColumnType = "INTEGER" | "BIGINT" | "DOUBLE" | "VARCHAR" | "DATE";

/** Columns by name; one that a record lacks, because it was added later, is null. */
export type Columns = Readonly<Record<string, ColumnType>>;

/** What a record says of the run itself, one value each. */
export const headColumns = {
  as_of: "DATE",
  commit_id: "VARCHAR",
  checks_passed: "INTEGER",
  checks_total: "INTEGER",
  movements: "BIGINT",
  accounts: "BIGINT",
  clients: "BIGINT",
  alerts: "BIGINT",
  expected_loss: "DOUBLE",
} as const satisfies Columns;

/** What a record lists: a table each, whose rows are those of the report `rpt_run_<name>`. */
export const partColumns = {
  kpis: { kpi: "VARCHAR", month: "DATE", value: "DOUBLE" },
  quality: {
    extract: "VARCHAR",
    newest_date: "DATE",
    raw_rows: "BIGINT",
    staged_rows: "BIGINT",
    quarantined_rows: "BIGINT",
    duplicate_rows: "BIGINT",
    repaired_values: "BIGINT",
  },
  scores: {
    extract: "VARCHAR",
    defects: "BIGINT",
    missed_defects: "BIGINT",
    clean_rows: "BIGINT",
    harmed_rows: "BIGINT",
  },
  models: {
    model: "VARCHAR",
    version: "VARCHAR",
    trained_from: "DATE",
    trained_to: "DATE",
    training_rows: "BIGINT",
    sample: "VARCHAR",
    sample_from: "DATE",
    sample_to: "DATE",
    sample_rows: "BIGINT",
    sample_positives: "BIGINT",
    psi: "DOUBLE",
    psi_verdict: "VARCHAR",
    watched_features: "INTEGER",
    moved_features: "INTEGER",
    reason: "VARCHAR",
  },
  metrics: { model: "VARCHAR", metric: "VARCHAR", value: "DOUBLE", low: "DOUBLE", high: "DOUBLE" },
  bands: { band: "VARCHAR", clients: "BIGINT", expected_loss: "DOUBLE" },
} as const satisfies Readonly<Record<string, Columns>>;

export type PartName = keyof typeof partColumns;

export const partNames = Object.keys(partColumns) as PartName[];
