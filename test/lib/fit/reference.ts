import { readFileSync } from "node:fs";

interface Figures {
  readonly precision: number;
  readonly recall: number;
  readonly "f1-score": number;
  readonly support: number;
}

interface Reference {
  readonly regressions: readonly {
    readonly name: string;
    readonly columns: readonly number[][];
    readonly labels: readonly number[];
    /** The intercept first, as in the next two. */
    readonly parameters: readonly number[];
    readonly errors: readonly number[];
    readonly pValues: readonly number[];
    readonly logLikelihood: number;
    readonly ridge: number;
    readonly ridgeCoefficients: readonly number[];
  }[];
  readonly scores: {
    readonly probabilities: readonly number[];
    readonly labels: readonly number[];
    readonly auc: number;
    readonly ks: number;
    readonly brier: number;
    readonly logLoss: number;
    readonly intercept: number;
    readonly slope: number;
    readonly report: Readonly<Record<"0" | "1" | "macro avg" | "weighted avg", Figures>> & {
      readonly accuracy: number;
    };
  };
  readonly normalTails: readonly [number, number][];
  readonly chiSquareTails: readonly [number, number, number][];
}

/** What scikit-learn, statsmodels and SciPy say; made by test/fixtures/scorecard/make.py. */
export const reference = JSON.parse(
  readFileSync(new URL("../../fixtures/scorecard/reference.json", import.meta.url), "utf8"),
) as Reference;
