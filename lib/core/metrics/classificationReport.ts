import { type Confusion } from "./confusion.js";

/** Quality of the predictions for one class, or a mean over both. */
export interface ClassFigures {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Rows of the class. */
  readonly support: number;
}

export interface ClassificationReport {
  readonly positive: ClassFigures;
  readonly negative: ClassFigures;
  readonly macro: ClassFigures;
  /** Mean weighted by support. */
  readonly weighted: ClassFigures;
  readonly accuracy: number;
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

function figures(hits: number, predicted: number, support: number): ClassFigures {
  return {
    precision: ratio(hits, predicted),
    recall: ratio(hits, support),
    f1: ratio(2 * hits, predicted + support),
    support,
  };
}

function mean(a: ClassFigures, b: ClassFigures, shareOfA: number): ClassFigures {
  const of = (key: "precision" | "recall" | "f1") => shareOfA * a[key] + (1 - shareOfA) * b[key];
  return { precision: of("precision"), recall: of("recall"), f1: of("f1"), support: a.support + b.support };
}

/**
 * Precision, recall, F1 and support of both classes, as scikit-learn's report of that name.
 *
 * @param counts a confusion matrix
 * @returns figures in [0, 1]; a ratio without a denominator is 0
 */
export function classificationReport(counts: Confusion): ClassificationReport {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = counts;
  const positive = figures(truePositives, truePositives + falsePositives, truePositives + falseNegatives);
  const negative = figures(trueNegatives, trueNegatives + falseNegatives, trueNegatives + falsePositives);
  const rows = positive.support + negative.support;
  return {
    positive,
    negative,
    macro: mean(positive, negative, 0.5),
    weighted: mean(positive, negative, ratio(positive.support, rows)),
    accuracy: ratio(truePositives + trueNegatives, rows),
  };
}
