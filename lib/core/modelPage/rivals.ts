import { codeWords } from "../findings/words.js";
import type { BaselineReport } from "../validation/report.js";
import { figureOf, outOfTime } from "./figures.js";
import type { Estimate } from "../metrics/estimate.js";
import type { CardDocument, ProbabilityModel } from "./shownModels.js";

/**
 * What a feature is called.
 *
 * @param card of the model
 * @param name of the feature
 * @returns its title, or its name as words where the model does not use it
 */
export function featureTitle(card: CardDocument, name: string): string {
  return card.features.find((feature) => feature.name === name)?.title ?? codeWords(name);
}

/** A baseline with its feature's title. */
export interface Rival extends BaselineReport {
  readonly title: string;
}

/**
 * The strongest of the simple rivals.
 *
 * @param model with its validation
 * @returns the best single feature; null if there is none but the constant
 */
export function rivalOf({ evidence, card }: ProbabilityModel): Rival | null {
  const [best] = evidence.validation.baselines
    .filter(({ name }) => name !== "constant")
    .sort((a, b) => b.figures.auc - a.figures.auc);
  return best ? { ...best, title: featureTitle(card, best.name) } : null;
}

/** One line of the picture of what ranks how well. */
export interface RankedLine {
  readonly id: "chance" | "rival" | "unseen" | "model" | "ceiling";
  readonly label: string;
  readonly about: string;
  readonly auc: Estimate;
}

/**
 * What the model is held against, from chance to the ceiling.
 *
 * @param model with its validation
 * @returns by AUC on the out-of-time rows, the lowest first; a rival's interval is that of its distance from the model
 */
export function rankedLines(model: ProbabilityModel): RankedLine[] {
  const { validation } = model.evidence;
  const own = figureOf(outOfTime(validation), "auc")!;
  const lines: RankedLine[] = [
    {
      id: "chance",
      label: "Chance",
      about: "The same probability for everybody.",
      auc: { value: 0.5, low: null, high: null },
    },
    { id: "model", label: "The model", about: "As published, on the months kept for the test.", auc: own },
  ];
  const rival = rivalOf(model);
  if (rival) {
    const { low, high } = rival.aucGain;
    lines.push({
      id: "rival",
      label: `${rival.title} alone`,
      about:
        "The best single feature. Its interval is that of its distance from the model, on the same draws.",
      auc: {
        value: rival.figures.auc,
        low: high === null ? null : own.value - high,
        high: low === null ? null : own.value - low,
      },
    });
  }
  const unseen = validation.samples.find(({ sample }) => sample === "outOfTimeOutOfClient");
  if (unseen) {
    lines.push({
      id: "unseen",
      label: "Clients never seen",
      about: "The same months scored by models that never saw the client: the strictest test.",
      auc: figureOf(unseen, "auc")!,
    });
  }
  if (validation.ceiling) {
    lines.push({
      id: "ceiling",
      label: "Ceiling",
      about: "The true probabilities of the simulated bank: nobody can rank better than by them.",
      auc: validation.ceiling.auc,
    });
  }
  return lines.sort((a, b) => a.auc.value - b.auc.value);
}
