/** What can stop a build, each with what the reader should do about it. */
export const problemCodes = {
  missing_extract:
    "Put the file in the raw folder, name yours in the SELECT of data/sources that reads it, or another folder with --raw.",
  empty_file: "Ask for the delivery again; only a file of events or loans can be left out.",
  unreadable_file: "Save the file as CSV in UTF-8 or Latin-1, one header line, one row per line.",
  missing_column: "Rename the column in the file's header, or change the SELECT in data/sources.",
  bad_source: "Correct the SELECT in data/sources; data/README.md states the contract.",
  bad_select: "Correct the SELECT; docs/authors-guide.md says what it may use.",
  published_key: "Select the pseudonym from scores.pseudonyms instead; docs/authors-guide.md shows how.",
  too_much_quarantined:
    "Correct the delivery or the SELECT that reads it, or raise quality.maximumQuarantineShare in datahub.config.ts.",
  accounting: "This is a fault of the pipeline, not of the data: please report it with this message.",
  failed_check:
    "Run a check's SQL on <data>/warehouse/.building/bank.duckdb, which was kept for that, to see the rows.",
  leaking_feature:
    "Make the feature from what was known on its day: loaders/sql/features says which columns are not.",
  runtimes_differ:
    "This is a fault of the code, not of the data: please report it with this message; lib/sqlgen and lib/core/models must agree.",
  cross_check_failed:
    "Do not trust the fit before it is known which of the two is wrong; loaders/models/crossChecks.ts says what is compared.",
  bad_option: "See --help.",
  bad_config: "Correct datahub.config.ts; loaders/config.ts says what each setting means.",
  no_truth:
    "Evaluate a simulated bank: npm run evaluate -- quality --profile simulated, or simulate one with npm run simulate -- --out DIR and name it with --raw DIR.",
  unreadable_truth: "Simulate the bank again, or remove its folder truth to build without the score.",
  unreadable_table: "Name a CSV file with --csv: UTF-8, one header line, one row per line.",
  unknown_column: "Write the column's name as it stands in the file's header.",
  bad_triage:
    "Correct the line, or take the file out of <data>/triage; docs/models.md says what it holds, and the Outliers page writes it.",
  bad_label: "Name another column with --label, or the value that counts as 1 with --positive.",
  no_features: "Name fewer columns with --drop, or take a file that has more.",
  too_few_rows: "Take a table with more rows of the rarer class, or fewer folds with --folds.",
  busy: "Wait for the other run to end; if there is none, remove the lock file.",
} as const;

export type ProblemCode = keyof typeof problemCodes;

/** An error whose reader is the user: what is wrong, where, and what to do. */
export class BuildError extends Error {
  override readonly name = "BuildError";

  /** @param problem what is wrong and where; the message adds the remedy to it */
  constructor(
    readonly code: ProblemCode,
    readonly problem: string,
  ) {
    super(`${problem}\n  → ${problemCodes[code]}`);
  }
}
