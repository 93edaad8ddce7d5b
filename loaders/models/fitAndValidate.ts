import type { FeatureTable } from "../../lib/core/models/table.js";
import { takePanel, type Panel } from "../../lib/core/panel.js";
import type { CrossCheck } from "../../lib/core/validation/evidence.js";
import type { ValidationReport } from "../../lib/core/validation/report.js";
import { validateProbabilities } from "../../lib/core/validation/validateProbabilities.js";
import type { ModelDesign, ProbabilityModel } from "./modelDesign.js";
import type { Groups } from "./panels.js";
import { checkSingleFeatures } from "./singleFeatures.js";
import type { Split } from "./split.js";
import type { Surrogate } from "./surrogate.js";

/** All that a fit works on; nothing in it but numbers and texts, so that a thread can be handed it. */
export interface FitInput {
  readonly panel: Panel;
  readonly groups: Groups;
  /** Rows of the panel's true probabilities, where somebody knows them. */
  readonly trueProbabilities: Float64Array | null;
  /** Rows of the latest snapshot. */
  readonly today: FeatureTable;
  readonly seed: number;
}

/** What a fit came to. */
export interface FitOutput {
  readonly model: ProbabilityModel;
  readonly split: Split;
  readonly validation: ValidationReport;
  readonly crossChecks: readonly CrossCheck[];
  /** Of the out-of-time rows. */
  readonly surrogate: Surrogate | null;
}

/**
 * Fits a model to its panel, validates it, and holds it against other software. Pure: the same input, the same output.
 *
 * @throws BuildError leaking_feature or cross_check_failed
 * @throws UntrainableError where there is too little to learn from
 */
export function fitAndValidate(
  design: ModelDesign,
  { panel, groups, trueProbabilities, today, seed }: FitInput,
): FitOutput {
  const trained = design.train(panel);
  checkSingleFeatures(panel, design.name);
  const { split, outOfClient, model } = trained;
  const trainedOn = takePanel(panel, split.train);
  const validation = validateProbabilities({
    panel,
    trained,
    attributes: groups,
    trueProbabilities,
    today: { table: today, probabilities: design.predict(model, today) },
    cutOff: design.cutOff(
      Float64Array.from(split.train, (row) => outOfClient[row]!),
      trainedOn.labels,
    ),
    selects: design.selects,
    seed,
  });
  return {
    ...{ model, split, validation },
    crossChecks: design.crossCheck(trainedOn, trained),
    surrogate: design.surrogate(model, takePanel(panel, split.test)),
  };
}
