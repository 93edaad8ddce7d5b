import { takeRows, type FeatureTable } from "./models/table.js";

/** Clients at snapshots, with what came of them. */
export interface Panel {
  readonly table: FeatureTable;
  /** 1 or 0 for each row: whether the outcome came. */
  readonly labels: Uint8Array;
  /** For each row the client, as a number from 0 on. */
  readonly clients: Int32Array;
  /** For each row an index into `snapshotDates`. */
  readonly snapshots: Int32Array;
  /** ISO days, ascending. */
  readonly snapshotDates: readonly string[];
}

/**
 * Some rows of a panel, in the order asked for.
 *
 * @throws RangeError if an index lies outside the panel
 */
export function takePanel(panel: Panel, rows: Int32Array): Panel {
  const take = (values: Int32Array): Int32Array => Int32Array.from(rows, (row) => values[row]!);
  return {
    table: takeRows(panel.table, rows),
    labels: Uint8Array.from(rows, (row) => panel.labels[row]!),
    clients: take(panel.clients),
    snapshots: take(panel.snapshots),
    snapshotDates: panel.snapshotDates,
  };
}
