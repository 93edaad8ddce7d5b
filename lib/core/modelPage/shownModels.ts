import type { ModelDocument } from "../models/modelDocument.js";
import type { DetectorEvidence, ProbabilityEvidence } from "../validation/evidence.js";

/** A row of `rpt_validation_<model>`: the report as JSON, or the reason why there is none. */
export interface ValidationRow {
  readonly model: string;
  readonly report: string | null;
  readonly reason: string | null;
}

/** A row of `rpt_model_cards`: the model document without its model, as JSON. */
export interface CardRow {
  readonly model: string;
  readonly card: string | null;
  readonly reason: string | null;
}

/** What a document says about its model, without what scoring takes. */
export type CardDocument = Omit<ModelDocument, "model">;

/** The models of the site, in the order pages show them. */
export const modelNames = ["default", "churn", "anomaly"] as const;
export type ModelName = (typeof modelNames)[number];

export interface ProbabilityModel {
  readonly kind: "probability";
  readonly name: ModelName;
  readonly evidence: ProbabilityEvidence;
  readonly card: CardDocument;
}

export interface Detector {
  readonly kind: "detector";
  readonly name: ModelName;
  readonly evidence: DetectorEvidence;
  readonly card: CardDocument;
}

export interface MissingModel {
  readonly kind: "missing";
  readonly name: ModelName;
  /** Whole sentences: why there is none. */
  readonly reason: string;
}

export type ShownModel = ProbabilityModel | Detector | MissingModel;

/**
 * The models of a run as a page shows them.
 *
 * @param validations of `rpt_validation_*`, in any order
 * @param cards of `rpt_model_cards`
 * @returns one for each of `modelNames`, in that order; what has no row is missing as well
 */
export function shownModels(validations: readonly ValidationRow[], cards: readonly CardRow[]): ShownModel[] {
  return modelNames.map((name): ShownModel => {
    const validation = validations.find(({ model }) => model === name);
    const card = cards.find(({ model }) => model === name);
    if (validation?.report == null || card?.card == null) {
      const reason = validation?.reason ?? card?.reason ?? "The build made no model of that name.";
      return { kind: "missing", name, reason };
    }
    const document = JSON.parse(card.card) as CardDocument;
    const evidence: unknown = JSON.parse(validation.report);
    return name === "anomaly"
      ? { kind: "detector", name, evidence: evidence as DetectorEvidence, card: document }
      : { kind: "probability", name, evidence: evidence as ProbabilityEvidence, card: document };
  });
}
