import { psi } from "../metrics/psi.js";
import type { FeatureColumn, FeatureTable } from "../models/table.js";
import { binColumn } from "./bins.js";
import type { ScoreBin, Shift, Verdict } from "./report.js";

/** PSI from which a distribution is to be watched, and from which it has moved. */
export const psiLimits = { watch: 0.1, moved: 0.25 } as const;

/**
 * What a PSI means.
 *
 * @param value at least 0
 * @returns below 0.1 stable, up to 0.25 to be watched, above it moved
 */
export function psiVerdict(value: number): Verdict {
  if (value < psiLimits.watch) return "stable";
  return value <= psiLimits.moved ? "watch" : "moved";
}

/** Which rows are compared. */
export interface Compared {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

function shiftOf(name: string, train: Float64Array, test: Float64Array, today: Float64Array | null): Shift {
  const rowsOf = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0);
  const isEmpty = (counts: Float64Array | null): counts is null => counts === null || rowsOf(counts) === 0;
  const from = (counts: Float64Array | null): number | null => (isEmpty(counts) ? null : psi(train, counts));
  const missing = (counts: Float64Array | null): number | null =>
    isEmpty(counts) ? null : counts.at(-1)! / rowsOf(counts);
  const found = { test: from(test), today: from(today) };
  const worst = Math.max(found.test ?? -1, found.today ?? -1);
  return {
    name,
    ...found,
    verdict: worst < 0 ? null : psiVerdict(worst),
    missing: { train: missing(train) ?? 0, test: missing(test), today: missing(today) },
  };
}

/**
 * How far each feature moved since training.
 *
 * @param table of the panel
 * @param compared rows of it
 * @param today the features of those who are scored now, found by name; null if nobody is
 * @returns in the order of the table; a feature that today's table has not is compared with the test only
 * @throws TypeError if a column changed its kind
 */
export function featureShifts(table: FeatureTable, compared: Compared, today: FeatureTable | null): Shift[] {
  const nowOf = new Map(today?.columns.map((column) => [column.name, column]));
  return table.columns.map((column) => {
    const { counts } = binColumn(column, compared.train);
    const now = nowOf.get(column.name);
    return shiftOf(
      column.name,
      counts(column, compared.train),
      counts(column, compared.test),
      now === undefined ? null : counts(now),
    );
  });
}

const scoreColumn = (values: Float64Array): FeatureColumn => ({ name: "score", kind: "numeric", values });

/** The score in tenths of the training rows. */
export interface ScoreBins {
  readonly report: Shift & { readonly bins: readonly ScoreBin[] };
  /** PSI of some rows of the panel against the training rows. */
  readonly psiOf: (rows: Int32Array) => number;
}

/**
 * How far the score moved since training.
 *
 * @param probabilities of the panel's rows
 * @param compared rows of it
 * @param today probabilities of those who are scored now; null if nobody is
 */
export function scoreShift(
  probabilities: Float64Array,
  compared: Compared,
  today: Float64Array | null,
): ScoreBins {
  const column = scoreColumn(probabilities);
  const { counts, cuts } = binColumn(column, compared.train);
  const train = counts(column, compared.train);
  const test = counts(column, compared.test);
  const now = today === null || today.length === 0 ? null : counts(scoreColumn(today));
  const bins = [null, ...cuts].map((from, bin) => ({
    from,
    train: train[bin]! / compared.train.length,
    test: compared.test.length === 0 ? null : test[bin]! / compared.test.length,
    today: now === null ? null : now[bin]! / today!.length,
  }));
  // A bin that nobody was ever in, such as one below the least score, is not worth a line.
  const used = bins.filter((bin) => bin.train + (bin.test ?? 0) + (bin.today ?? 0) > 0);
  return {
    report: { ...shiftOf("score", train, test, now), bins: used },
    psiOf: (rows) => psi(train, counts(column, rows)),
  };
}
