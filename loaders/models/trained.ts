import type { Split } from "./split.js";

/** A rival that the model has to beat, on the same rows. */
export interface Baseline {
  /** "constant", or the feature's name. */
  readonly name: string;
  /** One for each row of the panel. */
  readonly probabilities: Float64Array;
}

/** A fitted probability model with what its validation needs. */
export interface Trained<Model> {
  /** As it is published: the calibration is folded into it. */
  readonly model: Model;
  readonly split: Split;
  /** By the published model, one for each labelled row of the panel. */
  readonly probabilities: Float64Array;
  /**
   * By models that never saw the row's client: for each of the folds of `clientFolds`, fitted on the training rows of
   * the other clients and calibrated, scored on all rows, of training and test, of the fold's own clients.
   */
  readonly outOfClient: Float64Array;
  /** The training share of positives for everyone, and the best single feature. */
  readonly baselines: readonly Baseline[];
  /** What the reader of the model must know, such as a fallback taken; whole sentences. */
  readonly notes: readonly string[];
}
