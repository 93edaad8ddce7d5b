import type { CutoffRow, PointsRow } from "./rows.js";

/** Share of a group of clients in a bin of points. */
export interface PointsBin {
  /** The bin is `from` ≤ points < `from + size`. */
  readonly from: number;
  readonly share: number;
}

/** The size of bins that gives about so many of them. */
const sizeFor = (span: number, count: number): number =>
  [1, 2, 5, 10, 20, 25, 50].find((size) => span / size <= count) ?? 100;

function shares(counts: ReadonlyMap<number, number>): PointsBin[] {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([from, count]) => ({ from, share: total > 0 ? count / total : 0 }));
}

/** How points are spread: among payers and defaulters of the test, and among the clients of today. */
export interface PointsSpread {
  readonly size: number;
  readonly payers: readonly PointsBin[];
  readonly defaulters: readonly PointsBin[];
  readonly today: readonly PointsBin[];
}

/**
 * How points are spread over who paid, who defaulted and who is a client today.
 *
 * @param test rows of the test sample, of every part; only those of everybody count
 * @param today points of the latest snapshot
 */
export function pointsSpread(test: readonly CutoffRow[], today: readonly PointsRow[]): PointsSpread {
  const all = test.filter(({ attribute }) => attribute === "all");
  const points = [...all, ...today].map((row) => row.points);
  const least = points.reduce((low, value) => Math.min(low, value), Infinity);
  const most = points.reduce((high, value) => Math.max(high, value), -Infinity);
  const size = points.length > 0 ? sizeFor(most - least + 1, 30) : 10;
  const count = (rows: readonly { readonly points: number; readonly count: number }[]): PointsBin[] => {
    const counts = new Map<number, number>();
    for (const row of rows) {
      const from = Math.floor(row.points / size) * size;
      counts.set(from, (counts.get(from) ?? 0) + row.count);
    }
    return shares(counts);
  };
  const of = (isDefault: boolean): PointsBin[] =>
    count(
      all
        .filter((row) => row.is_default === isDefault)
        .map((row) => ({ points: row.points, count: row.row_count })),
    );
  return {
    size,
    payers: of(false),
    defaulters: of(true),
    today: count(today.map((row) => ({ points: row.points, count: row.client_count }))),
  };
}
