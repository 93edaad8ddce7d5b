import { basename } from "node:path";
import {
  crossValidate,
  meanFigures,
  repeatOnAllRows,
  type Clock,
  type Figures,
  type Fold,
} from "./crossValidate.js";
import { readLabelledTable, type TableOptions } from "./labelledTable.js";
import { tableModels, type ModelName } from "./tableModels.js";

export interface EvaluateTableOptions extends TableOptions {
  /** Folds of the cross-validation. */
  readonly folds: number;
  readonly seed: number;
}

/** How well a model does on a table: the mean of each figure, and the figures of each fold. */
export interface TableEvaluation extends Figures {
  readonly model: ModelName;
  readonly file: string;
  readonly label: string;
  /** What counts as 1, and as 0, in words. */
  readonly meaning: string;
  readonly rows: number;
  readonly positives: number;
  readonly features: number;
  /** For the forest, one for each seed. */
  readonly folds: readonly Fold[];
  readonly notes: readonly string[];
}

/** Seeds over which the figures of an unsupervised model are averaged. */
const repeats = 5;

/** With fewer rows of the rarer class, the figures say so. */
const fewRows = 50;

/**
 * Fits a model on a CSV file of one's own and judges it: by stratified cross-validation, or, if it does not learn from
 * labels, on all rows with five seeds from `seed` on.
 *
 * @throws BuildError unreadable_table, unknown_column, bad_label, no_features or too_few_rows
 */
export async function evaluateTable(
  model: ModelName,
  options: EvaluateTableOptions,
  clock: Clock,
): Promise<TableEvaluation> {
  const { table, labels, positives, meaning, notes } = await readLabelledTable(options);
  const { fit, isSupervised, remarks } = tableModels[model];
  const { folds: count, seed } = options;
  const folds = isSupervised
    ? crossValidate(table, labels, fit, { folds: count, seed, clock })
    : repeatOnAllRows(table, labels, fit, { repeats, seed, clock });
  const rarer = Math.min(positives, table.rows - positives);
  const rare =
    rarer < fewRows ? [`Only ${rarer} rows are of the rarer class: take the figures as rough.`] : [];
  return {
    model,
    file: basename(options.csv),
    label: options.label,
    meaning,
    rows: table.rows,
    positives,
    features: table.columns.length,
    ...meanFigures(folds),
    folds,
    notes: [...notes, ...rare, ...remarks],
  };
}

const columns = [
  ["AUC", "auc"],
  ["KS", "ks"],
  ["Brier", "brier"],
  ["log-loss", "logLoss"],
  ["fit s", "fitSeconds"],
] as const;

/** The evaluation as text for a terminal. */
export function describeEvaluation(evaluation: TableEvaluation): string {
  const { model, file, label, rows, positives, features, folds, notes } = evaluation;
  const { title, isSupervised } = tableModels[model];
  const count = (value: number): string => value.toLocaleString("en-GB");
  const line = (first: string, figures: Figures): string =>
    first.padEnd(6) + columns.map(([, key]) => figures[key].toFixed(4).padStart(10)).join("");
  const seeds = folds.map((fold) => fold.seed);
  return [
    `${model}: ${title} on ${file}, ${count(rows)} rows, ${features} features`,
    `${label}: ${evaluation.meaning}; ${count(positives)} rows are 1 (${((100 * positives) / rows).toFixed(1)} %)`,
    isSupervised
      ? `${folds.length}-fold stratified cross-validation, seed ${seeds[0]!}`
      : `fitted and scored on all rows, seeds ${seeds[0]!} to ${seeds.at(-1)!}`,
    "",
    (isSupervised ? "fold" : "seed").padEnd(6) + columns.map(([heading]) => heading.padStart(10)).join(""),
    ...folds.map((fold) => line(String(isSupervised ? fold.fold : fold.seed), fold)),
    line("mean", evaluation),
    ...(notes.length > 0 ? ["", ...notes] : []),
  ].join("\n");
}
