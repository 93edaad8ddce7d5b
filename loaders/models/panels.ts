import type { DuckDBConnection } from "@duckdb/node-api";
import type { Feature } from "../../lib/core/features/feature.js";
import type { FeatureTable } from "../../lib/core/models/table.js";
import type { Panel } from "../../lib/core/panel.js";
import { readFeatureRows, type FeatureRows } from "../../lib/warehouse/featureRows.js";
import { name } from "../../lib/warehouse/sql.js";

/** What tells groups of clients apart, to judge a model by and never to feed it: a text per row, "unknown" if not known. */
export const groupings = ["gender", "age_band", "segment"] as const;

export type Groups = Readonly<Record<(typeof groupings)[number], readonly string[]>>;

/** Rows of a feature table, with who they are and which groups they belong to. */
export interface ClientRows {
  readonly table: FeatureTable;
  readonly clientIds: readonly string[];
  /** ISO days. */
  readonly snapshotDates: readonly string[];
  readonly groups: Groups;
}

/** Where a panel is: a table of features and one of labels with the same keys, in the schema features. */
export interface PanelSource {
  readonly features: string;
  readonly labels: string;
  /** The labels' column: true, false, or NULL while nobody can know. */
  readonly label: string;
  /** Unique in both tables, client_id and snapshot_date among them. */
  readonly keys: readonly string[];
}

/** Features of some rows, in the order that the query asks for. */
export async function readFeatures(
  connection: DuckDBConnection,
  from: string,
  features: readonly Feature[],
): Promise<FeatureTable> {
  return (await readFeatureRows(connection, from, features)).table;
}

const ageBand = `CASE
  WHEN c.birth_date IS NULL THEN 'unknown'
  WHEN c.birth_date > add_months(f.snapshot_date, -25 * 12) THEN 'under 25'
  WHEN c.birth_date > add_months(f.snapshot_date, -40 * 12) THEN '25 to 39'
  WHEN c.birth_date > add_months(f.snapshot_date, -60 * 12) THEN '40 to 59'
  ELSE '60 and over'
END`;

/**
 * Clients with their features, groups and snapshots, in the order of snapshot and client.
 *
 * @param source its features
 * @param condition on `f`, and on the labels `l` where it is about them
 */
export async function readClients(
  connection: DuckDBConnection,
  source: Pick<PanelSource, "features" | "keys">,
  features: readonly Feature[],
  condition: string,
  more: { readonly join?: string; readonly texts?: readonly string[] } = {},
): Promise<ClientRows & Pick<FeatureRows, "texts">> {
  const keys = ["snapshot_date", "client_id", ...source.keys].map((key) => `f.${name(key)}`);
  const { table, texts } = await readFeatureRows(
    connection,
    `features.${name(source.features)} AS f ${more.join ?? ""}
     LEFT JOIN marts.dim_clients AS c ON c.client_id = f.client_id
       AND f.snapshot_date >= c.valid_from AND f.snapshot_date <= COALESCE(c.valid_to, DATE '9999-12-31')
     WHERE ${condition} ORDER BY ${keys.join(", ")}`,
    features,
    ["f.client_id", "f.snapshot_date", "c.gender", ageBand, "c.segment", ...(more.texts ?? [])],
  );
  const known = (values: readonly (string | null)[]): string[] => values.map((value) => value ?? "unknown");
  return {
    table,
    clientIds: texts[0]!.map(String),
    snapshotDates: texts[1]!.map(String),
    groups: { gender: known(texts[2]!), age_band: known(texts[3]!), segment: known(texts[4]!) },
    texts: texts.slice(5),
  };
}

/** Every row whose outcome is known. */
export interface LabelledRows extends ClientRows {
  readonly panel: Panel;
}

/** Reads the rows whose outcome is known, in the order of snapshot and client. */
export async function readPanel(
  connection: DuckDBConnection,
  source: PanelSource,
  features: readonly Feature[],
): Promise<LabelledRows> {
  const label = `l.${name(source.label)}`;
  const on = source.keys.map((key) => `l.${name(key)} = f.${name(key)}`).join(" AND ");
  const { texts, ...rows } = await readClients(connection, source, features, `${label} IS NOT NULL`, {
    join: `INNER JOIN features.${name(source.labels)} AS l ON ${on}`,
    texts: [`CASE WHEN ${label} THEN '1' ELSE '0' END`],
  });
  const snapshotDates = [...new Set(rows.snapshotDates)];
  const snapshotOf = new Map(snapshotDates.map((date, index) => [date, index]));
  const clientOf = new Map<string, number>();
  for (const id of [...new Set(rows.clientIds)].sort()) clientOf.set(id, clientOf.size);
  return {
    ...rows,
    panel: {
      table: rows.table,
      labels: Uint8Array.from(texts[0]!, Number),
      clients: Int32Array.from(rows.clientIds, (id) => clientOf.get(id)!),
      snapshots: Int32Array.from(rows.snapshotDates, (date) => snapshotOf.get(date)!),
      snapshotDates,
    },
  };
}

/** The rows of the last snapshot there is, or of every loan where there are no month ends. */
export const latestOf = (source: Pick<PanelSource, "features" | "keys">): string =>
  source.keys.includes("snapshot_date")
    ? `f.snapshot_date = (SELECT max(snapshot_date) FROM features.${name(source.features)})`
    : "TRUE";
