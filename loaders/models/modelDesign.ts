import type { Feature } from "../../lib/core/features/feature.js";
import type { BoostedTrees } from "../../lib/core/models/boostedTreesDocument.js";
import type { ModelDocument } from "../../lib/core/models/modelDocument.js";
import type { Scorecard } from "../../lib/core/models/scorecard.js";
import type { FeatureTable } from "../../lib/core/models/table.js";
import type { Panel } from "../../lib/core/panel.js";
import type { CrossCheck } from "../../lib/core/validation/evidence.js";
import type { CutOff } from "../../lib/core/validation/report.js";
import type { ModelName } from "./modelTable.js";
import type { PanelSource } from "./panels.js";
import type { Surrogate } from "./surrogate.js";
import type { Trained } from "./trained.js";

export type ProbabilityModel = Scorecard | BoostedTrees;

/** What makes one probability model another. */
export interface ModelDesign<M extends ProbabilityModel = ProbabilityModel> {
  readonly name: Extract<ModelName, "default" | "churn">;
  readonly title: string;
  readonly purpose: string;
  readonly intendedUse: string;
  readonly source: PanelSource;
  readonly features: readonly Feature[];
  train(panel: Panel): Trained<M>;
  predict(model: M, table: FeatureTable): Float64Array;
  /** Chosen on training rows, scored by models that did not see their client. */
  cutOff(probabilities: Float64Array, labels: Uint8Array): CutOff;
  /** Which side of the cut-off gets what is to be had. */
  readonly selects: "below" | "above";
  crossCheck(panel: Panel, trained: Trained<M>): readonly CrossCheck[];
  /** A model that can be read, in place of one that cannot; null where the model is read as it is. */
  surrogate(model: M, panel: Panel): Surrogate | null;
}

/** What a fit is recorded with. */
export interface FitContext {
  readonly seed: number;
  /** ISO day. */
  readonly asOf: string;
  readonly hashes: Omit<ModelDocument["hashes"], "data">;
  /** File of true probabilities, where somebody knows them. */
  readonly truth: string | null;
}
