import { codeWords } from "../findings/words.js";
import type { Verdict } from "../validation/report.js";
import type { ProbabilityModel } from "./shownModels.js";

/** How far a feature moved since training, and how often its value is missing. */
export interface DriftRow {
  readonly name: string;
  readonly title: string;
  /** Null for a category, and for what the model does not use. */
  readonly unit: string | null;
  /** False for what was offered to the fit and not taken in. */
  readonly isUsed: boolean;
  readonly psiTest: number | null;
  readonly psiToday: number | null;
  readonly verdict: Verdict | null;
  /** Shares in [0, 1]. */
  readonly missingTrain: number;
  readonly missingTest: number | null;
  readonly missingToday: number | null;
}

/**
 * The larger of the two shifts.
 *
 * @param row of a feature
 * @returns 0 where nothing is known
 */
export function worstPsi({ psiTest, psiToday }: Pick<DriftRow, "psiTest" | "psiToday">): number {
  return Math.max(psiTest ?? 0, psiToday ?? 0);
}

/**
 * The features of a model by how far they moved.
 *
 * @param model with its validation
 * @returns those the model uses first, each part by descending PSI
 */
export function driftRows({ evidence, card }: ProbabilityModel): DriftRow[] {
  const known = new Map(card.features.map((feature) => [feature.name, feature]));
  return evidence.validation.shifts
    .map(({ name, title, test, today, verdict, missing }): DriftRow => {
      const feature = known.get(name);
      return {
        name,
        title: feature?.title ?? title ?? codeWords(name),
        unit: feature?.unit ?? null,
        isUsed: feature !== undefined,
        psiTest: test,
        psiToday: today,
        verdict,
        missingTrain: missing.train,
        missingTest: missing.test,
        missingToday: missing.today,
      };
    })
    .sort((a, b) => Number(b.isUsed) - Number(a.isUsed) || worstPsi(b) - worstPsi(a));
}
