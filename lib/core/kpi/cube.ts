import { dimensions, valuesOf, type Dimension, type Filter } from "../activity.js";
import type { ActivityRow } from "../reports.js";

/** The activity cube, ready to be asked many times a second. */
export interface Cube {
  readonly rows: readonly ActivityRow[];
  /** The values of each dimension that occur in it, `all` left out. */
  readonly values: Readonly<Record<Dimension, readonly string[]>>;
  /** The cells a filter picks, oldest first; a month without one has fewer than five clients. */
  readonly pick: (filter: Filter) => readonly ActivityRow[];
}

const keyOf = (cell: Filter): string => dimensions.map((dimension) => cell[dimension]).join("|");

/**
 * Sorts the cells of the cube by what they are broken down by, once, so that a brush need not look at all of them.
 *
 * @param rows of `rpt_activity_monthly` or a part of it
 */
export function makeCube(rows: readonly ActivityRow[]): Cube {
  const cells = new Map<string, ActivityRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const found = cells.get(key);
    if (found) found.push(row);
    else cells.set(key, [row]);
  }
  for (const found of cells.values()) found.sort((a, b) => Number(a.month) - Number(b.month));
  return {
    rows,
    values: {
      product: valuesOf(rows, "product"),
      segment: valuesOf(rows, "segment"),
      channel: valuesOf(rows, "channel"),
    },
    pick: (filter) => cells.get(keyOf(filter)) ?? [],
  };
}
