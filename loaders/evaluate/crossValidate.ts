import { auc } from "../../lib/core/metrics/auc.js";
import { brier } from "../../lib/core/metrics/brier.js";
import { ks } from "../../lib/core/metrics/ks.js";
import { logLoss } from "../../lib/core/metrics/logLoss.js";
import { takeRows, type FeatureTable } from "../../lib/core/models/table.js";
import { Random } from "../../lib/core/random.js";
import { BuildError } from "../errors.js";

/** Fits a model, and returns what scores a table of the same columns. */
export type Fit = (
  table: FeatureTable,
  labels: Uint8Array,
  seed: number,
) => (table: FeatureTable) => Float64Array;

export interface Figures {
  readonly auc: number;
  readonly ks: number;
  readonly brier: number;
  /** Nats per row. */
  readonly logLoss: number;
  readonly fitSeconds: number;
}

/** Figures of one fit, on rows it was judged by. */
export interface Fold extends Figures {
  /** From 1 on. */
  readonly fold: number;
  readonly seed: number;
  readonly rows: number;
  readonly positives: number;
}

/** Seconds since some moment. */
export type Clock = () => number;

/** Positives, and negatives, that each fold must hold: with a single one its AUC is all or nothing. */
const leastOfEachClass = 2;

/**
 * Deals the rows into folds, at random and with the same share of positives in each, to within a row.
 *
 * @param labels n values, 0 or 1
 * @param folds 2 or more
 * @returns for each row its fold, from 0 on
 * @throws BuildError too_few_rows
 */
export function stratifiedFolds(labels: Uint8Array, folds: number, seed: number): Int32Array {
  const result = new Int32Array(labels.length);
  let dealt = 0;
  for (const label of [1, 0]) {
    const rows = Int32Array.from(labels.keys()).filter((row) => labels[row] === label);
    if (rows.length < folds * leastOfEachClass) {
      throw new BuildError(
        "too_few_rows",
        `${rows.length} rows are ${label}: too few to put ${leastOfEachClass} in each of ${folds} folds`,
      );
    }
    new Random(seed, label).shuffle(rows);
    for (const row of rows) result[row] = dealt++ % folds;
  }
  return result;
}

/**
 * Fits on all folds but one and judges by that one, for each in turn.
 *
 * @throws BuildError too_few_rows
 */
export function crossValidate(
  table: FeatureTable,
  labels: Uint8Array,
  fit: Fit,
  options: { readonly folds: number; readonly seed: number; readonly clock: Clock },
): Fold[] {
  const { folds, seed, clock } = options;
  const foldOf = stratifiedFolds(labels, folds, seed);
  return Array.from({ length: folds }, (_, fold) => {
    const rows = Int32Array.from(labels.keys());
    const train = rows.filter((row) => foldOf[row] !== fold);
    const test = rows.filter((row) => foldOf[row] === fold);
    const labelsOf = (some: Int32Array): Uint8Array => Uint8Array.from(some, (row) => labels[row]!);
    return judge(
      fit,
      { table: takeRows(table, train), labels: labelsOf(train) },
      {
        table: takeRows(table, test),
        labels: labelsOf(test),
      },
      { fold: fold + 1, seed, clock },
    );
  });
}

/** Fits and judges by the same rows, once for each of several seeds: for a model that does not see the labels. */
export function repeatOnAllRows(
  table: FeatureTable,
  labels: Uint8Array,
  fit: Fit,
  options: { readonly repeats: number; readonly seed: number; readonly clock: Clock },
): Fold[] {
  const all = { table, labels };
  return Array.from({ length: options.repeats }, (_, index) =>
    judge(fit, all, all, { fold: index + 1, seed: options.seed + index, clock: options.clock }),
  );
}

/** Mean of each figure over the folds. */
export function meanFigures(folds: readonly Figures[]): Figures {
  const mean = (figure: keyof Figures): number =>
    folds.reduce((sum, fold) => sum + fold[figure], 0) / folds.length;
  return {
    auc: mean("auc"),
    ks: mean("ks"),
    brier: mean("brier"),
    logLoss: mean("logLoss"),
    fitSeconds: mean("fitSeconds"),
  };
}

interface Sample {
  readonly table: FeatureTable;
  readonly labels: Uint8Array;
}

function judge(
  fit: Fit,
  train: Sample,
  test: Sample,
  { fold, seed, clock }: { fold: number; seed: number; clock: Clock },
): Fold {
  const before = clock();
  const predict = fit(train.table, train.labels, seed);
  const fitSeconds = clock() - before;
  const scores = predict(test.table);
  return {
    fold,
    seed,
    rows: test.labels.length,
    positives: test.labels.reduce((sum, label) => sum + label, 0),
    auc: auc(scores, test.labels),
    ks: ks(scores, test.labels),
    brier: brier(scores, test.labels),
    logLoss: logLoss(scores, test.labels),
    fitSeconds,
  };
}
