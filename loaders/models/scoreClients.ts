import { DuckDBDateValue, type DuckDBConnection } from "@duckdb/node-api";
import type { Feature } from "../../lib/core/features/feature.js";
import { reasonWords } from "../../lib/core/features/reasonWords.js";
import type { Model } from "../../lib/core/models/modelDocument.js";
import type { FeatureTable } from "../../lib/core/models/table.js";
import { name, oneRow } from "../../lib/warehouse/sql.js";
import { latestOf, readClients, type PanelSource } from "./panels.js";
import { scoreSelect } from "./scoreSelect.js";

/** A feature that speaks for the outcome, and how much: points lost, or log-odds gained. */
export interface Reason {
  readonly feature: string;
  readonly effect: number;
}

/** How clients are scored with a model. */
export interface ClientScores<M extends Model = Model> {
  /** The table, without its schema. */
  readonly table: string;
  readonly source: Pick<PanelSource, "features" | "keys">;
  readonly features: readonly Feature[];
  /** What is kept of the model's scores, by its name: SQL over theirs. */
  readonly columns: Readonly<Record<string, { readonly sql: string; readonly type: "DOUBLE" | "VARCHAR" }>>;
  /** For each row the reasons, the strongest first. */
  reasons(model: M, table: FeatureTable): (readonly Reason[])[];
}

/** Keys of a score, whatever the design: a loan where it is about one. */
const keyColumns = (keys: readonly string[]): string =>
  `client_id, snapshot_date, ${keys.includes("loan_id") ? "loan_id" : "CAST(NULL AS VARCHAR) AS loan_id"}`;

/**
 * Scores every row of the features with SQL, and explains those of the latest snapshot: `scores.<table>`,
 * `scores.<table>_reasons` and `scores.<table>_inputs`.
 *
 * @returns rows scored
 */
export async function scoreClients(
  connection: DuckDBConnection,
  scores: ClientScores,
  model: Model,
): Promise<number> {
  const { table, source, features, columns } = scores;
  const keys = [...new Set(["client_id", "snapshot_date", ...source.keys])];
  const scored = scoreSelect(model, { from: `features.${name(source.features)}`, keys });
  const kept = Object.entries(columns).map(([column, { sql }]) => `${sql} AS ${name(column)}`);
  await connection.run(
    `CREATE OR REPLACE TABLE scores.${name(table)} AS
     SELECT ${keyColumns(keys)}, ${kept.join(", ")} FROM (${scored}) AS scored ORDER BY ALL`,
  );
  const used = features.filter((feature) => model.features.some((other) => other.name === feature.name));
  const latest = await readClients(connection, source, used, latestOf(source), {
    texts: keys.includes("loan_id") ? ["f.loan_id"] : [],
  });
  await writeInputs(connection, scores, used);
  await createReasons(connection, table);
  const appender = await connection.createAppender(`${table}_reasons`, "scores");
  const featureOf = new Map(used.map((feature) => [feature.name, feature]));
  const columnOf = new Map(latest.table.columns.map((column) => [column.name, column]));
  for (const [row, found] of scores.reasons(model, latest.table).entries()) {
    for (const [index, { feature, effect }] of found.entries()) {
      const column = columnOf.get(feature)!;
      const value = column.kind === "numeric" ? column.values[row] : column.categories[column.codes[row]!];
      appender.appendVarchar(latest.clientIds[row]!);
      appender.appendDate(new DuckDBDateValue(Date.parse(latest.snapshotDates[row]!) / 86_400_000));
      const loan = latest.texts[0]?.[row] ?? null;
      if (loan === null) appender.appendNull();
      else appender.appendVarchar(loan);
      appender.appendInteger(index + 1);
      appender.appendVarchar(feature);
      appender.appendDouble(effect);
      appender.appendVarchar(reasonWords(featureOf.get(feature)!, value));
      if (typeof value === "number" && !Number.isNaN(value)) appender.appendDouble(value);
      else appender.appendNull();
      appender.endRow();
    }
  }
  appender.closeSync();
  const { n } = await oneRow<{ n: number }>(connection, `SELECT count(*) AS n FROM scores.${name(table)}`);
  return n;
}

/**
 * What the model saw of the latest snapshot, under pseudonyms, for whoever scores it again: `scores.<table>_inputs`.
 */
async function writeInputs(
  connection: DuckDBConnection,
  { table, source }: ClientScores,
  used: readonly Feature[],
): Promise<void> {
  const isLoan = source.keys.includes("loan_id");
  const inputs = used.map(({ name: feature, kind }) =>
    kind === "numeric"
      ? `CAST(f.${name(feature)} AS DOUBLE) AS ${name(feature)}`
      : `f.${name(feature)} AS ${name(feature)}`,
  );
  await connection.run(
    `CREATE OR REPLACE TABLE scores.${name(`${table}_inputs`)} AS
     SELECT c.pseudonym AS client, ${isLoan ? "l.pseudonym" : "CAST(NULL AS VARCHAR)"} AS loan, f.snapshot_date, ${inputs.join(", ")}
     FROM features.${name(source.features)} AS f
     INNER JOIN scores.pseudonyms AS c ON c.kind = 'client' AND c.id = f.client_id
     ${isLoan ? "INNER JOIN scores.pseudonyms AS l ON l.kind = 'loan' AND l.id = f.loan_id" : ""}
     WHERE ${latestOf(source)} ORDER BY client, loan, f.snapshot_date`,
  );
}

const createReasons = (connection: DuckDBConnection, table: string): Promise<unknown> =>
  connection.run(
    `CREATE OR REPLACE TABLE scores.${name(`${table}_reasons`)} (client_id VARCHAR, snapshot_date DATE, loan_id VARCHAR,
       reason_rank INTEGER, feature VARCHAR, effect DOUBLE, words VARCHAR, value DOUBLE)`,
  );

/** The same tables without a row, for a bank without the model, so that what reads them finds them. */
export async function scoreNobody(
  connection: DuckDBConnection,
  { table, columns }: ClientScores,
): Promise<number> {
  const kept = Object.entries(columns).map(([column, { type }]) => `${name(column)} ${type}`);
  await connection.run(
    `CREATE OR REPLACE TABLE scores.${name(table)} (client_id VARCHAR, snapshot_date DATE, loan_id VARCHAR, ${kept.join(", ")})`,
  );
  await connection.run(
    `CREATE OR REPLACE TABLE scores.${name(`${table}_inputs`)} (client VARCHAR, loan VARCHAR, snapshot_date DATE)`,
  );
  await createReasons(connection, table);
  return 0;
}
