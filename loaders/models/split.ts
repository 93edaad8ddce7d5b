import type { Panel } from "../../lib/core/panel.js";
import { Random } from "../../lib/core/random.js";
import { UntrainableError } from "./untrainable.js";

/** Rows of a panel by the time of their snapshot; indices ascend. */
export interface Split {
  /** What the model is fitted on: every row before the test, `later` included. */
  readonly train: Int32Array;
  /** The last fifth of the training months (at least one of several): for early stopping and tuning. */
  readonly later: Int32Array;
  /** The latest months, which nothing was fitted or chosen on. */
  readonly test: Int32Array;
}

/** Months of the test, at most, where they hold enough of both classes. */
const mostMonths = 6;

/** Positives, and negatives, below which a test says nothing: it is then begun earlier, up to a third of the months. */
const leastOfEachClass = 20;

/**
 * Splits a panel by time: the latest quarter of its months is the test, at most six of them.
 *
 * Snapshots are taken together by calendar month, so that loans granted day by day are split as month ends are. Where
 * the test would hold fewer than 20 rows of a class, it begins earlier, but never before the last third of the months.
 *
 * @param panel labelled rows in any order
 * @throws UntrainableError if there is one month only, or a class is missing before or in the test
 */
export function splitOutOfTime(panel: Panel): Split {
  const monthOf = panel.snapshotDates.map((date) => date.slice(0, 7));
  const used = new Set(panel.snapshots);
  const months = [...new Set([...used].map((snapshot) => monthOf[snapshot]!))].sort();
  if (months.length < 2) {
    throw new UntrainableError({
      reason: `No model is fitted: ${months.length} months have an outcome, and 2 are needed, to train and to test. Deliver a longer past.`,
    });
  }
  const rowsWhere = (isIn: (month: string) => boolean): Int32Array => {
    const chosen = monthOf.map(isIn);
    return Int32Array.from(panel.snapshots.keys()).filter((row) => chosen[panel.snapshots[row]!]);
  };
  const most = Math.max(1, Math.floor(months.length / 3));
  let count = Math.min(most, mostMonths, Math.max(1, Math.round(months.length / 4)));
  const testOf = (): Int32Array => rowsWhere((month) => month >= months[months.length - count]!);
  while (count < most && leastClass(panel, testOf()) < leastOfEachClass) count++;

  const first = months.length - count;
  const later = Math.min(first - 1, Math.max(1, Math.round(first / 5)));
  const [testFrom, laterFrom] = [months[first]!, months[first - later]!];
  const split = {
    train: rowsWhere((month) => month < testFrom),
    later: rowsWhere((month) => month >= laterFrom && month < testFrom),
    test: testOf(),
  };
  for (const [name, rows] of [
    ["before", split.train],
    ["from", split.test],
  ] as const) {
    if (leastClass(panel, rows) > 0) continue;
    throw new UntrainableError({
      reason: `No model is fitted: the ${rows.length} rows ${name} ${testFrom}, where the test begins, have one outcome only. Deliver a longer past, or more clients.`,
    });
  }
  return split;
}

/**
 * Deals the clients into folds at random, those who ever have a positive and those who never have one apart.
 *
 * @param panel labelled rows
 * @param folds 2 or more
 * @returns for each row the fold of its client, from 0 on
 * @throws UntrainableError if a fold would be without clients of either sort
 */
export function clientFolds(panel: Panel, folds: number, seed: number): Int32Array {
  const everPositive = new Map<number, boolean>();
  panel.clients.forEach((client, row) => {
    everPositive.set(client, everPositive.get(client) === true || panel.labels[row] === 1);
  });
  const foldOf = new Map<number, number>();
  let dealt = 0;
  for (const isPositive of [true, false]) {
    // Sorted, so that the order of the rows does not matter.
    const clients = Int32Array.from(everPositive.keys())
      .filter((client) => everPositive.get(client) === isPositive)
      .sort();
    if (clients.length < folds) {
      throw new UntrainableError({
        reason: `No model is fitted: ${clients.length} clients are ${isPositive ? "with" : "without"} a positive outcome, too few for ${folds} folds. Deliver a longer past, or more clients.`,
      });
    }
    new Random(seed, isPositive ? 1 : 0).shuffle(clients);
    for (const client of clients) foldOf.set(client, dealt++ % folds);
  }
  return panel.clients.map((client) => foldOf.get(client)!);
}

function leastClass(panel: Panel, rows: Int32Array): number {
  let positives = 0;
  for (const row of rows) positives += panel.labels[row]!;
  return Math.min(positives, rows.length - positives);
}
