import type { FeatureTable } from "../../lib/core/models/table.js";
import { takePanel, type Panel } from "../../lib/core/panel.js";
import { calibrated, fitCalibration, noCalibration, type Calibration } from "../../lib/fit/calibrate.js";
import { clientFolds, type Split } from "./split.js";

const folds = 5;

/** Fits a model to some training rows, and returns what gives the probabilities of others. */
export type FitRows = (train: Panel) => (table: FeatureTable) => Float64Array;

/** What models say of clients they have not seen. */
export interface OutOfClient {
  /** One for each row of the panel; see `Trained.outOfClient`. */
  readonly probabilities: Float64Array;
  /** By all training rows; what puts the published model right. */
  readonly calibration: Calibration;
  /** Whole sentences. */
  readonly notes: readonly string[];
}

/**
 * Fits the model once for each fifth of the clients, without them, and scores all their rows; each fifth is calibrated
 * by the training rows of the others.
 *
 * @param panel labelled rows
 * @param split of it
 * @param seed of the folds
 * @param fit a model
 * @throws UntrainableError if a fold would be without clients of either outcome
 */
export function scoreOutOfClient(panel: Panel, split: Split, seed: number, fit: FitRows): OutOfClient {
  const foldOf = clientFolds(panel, folds, seed);
  const raw = new Float64Array(panel.table.rows);
  const rowsOf = (fold: number): Int32Array =>
    Int32Array.from(foldOf.keys()).filter((row) => foldOf[row] === fold);
  const trainWithout = (fold: number): Int32Array => split.train.filter((row) => foldOf[row] !== fold);
  for (let fold = 0; fold < folds; fold++) {
    const predict = fit(takePanel(panel, trainWithout(fold)));
    const held = rowsOf(fold);
    predict(takePanel(panel, held).table).forEach((value, i) => (raw[held[i]!] = value));
  }
  const calibrationOf = (rows: Int32Array): Calibration | null =>
    fitCalibration(
      Float64Array.from(rows, (row) => raw[row]!),
      Uint8Array.from(rows, (row) => panel.labels[row]!),
    );
  const probabilities = new Float64Array(raw.length);
  for (let fold = 0; fold < folds; fold++) {
    const held = rowsOf(fold);
    const values = Float64Array.from(held, (row) => raw[row]!);
    calibrated(values, calibrationOf(trainWithout(fold)) ?? noCalibration).forEach(
      (value, i) => (probabilities[held[i]!] = value),
    );
  }
  const calibration = calibrationOf(split.train);
  return {
    probabilities,
    calibration: calibration ?? noCalibration,
    notes:
      calibration === null
        ? ["The model ranks clients it has not seen no better than chance; it is not calibrated."]
        : [],
  };
}
