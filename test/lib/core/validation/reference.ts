import { readFileSync } from "node:fs";
import { clientCodes } from "../../../../lib/core/validation/bootstrap.js";
import type { Scored } from "../../../../lib/core/validation/scored.js";

type Named = Readonly<Record<"auc" | "ks" | "brier" | "logLoss" | "calibrationSlope", number>>;

interface Reference {
  readonly clients: readonly number[];
  readonly probabilities: readonly number[];
  readonly labels: readonly number[];
  /** How often each client stands in a resample. */
  readonly weights: readonly number[];
  readonly once: Named;
  readonly weighted: Named;
  /** False and true positive rates. */
  readonly roc: readonly [readonly number[], readonly number[]];
  /** Hits, rows, and the two ends. */
  readonly wilson: readonly [number, number, number, number][];
}

/** What scikit-learn and statsmodels say; made by test/fixtures/validation/make.py. */
export const reference = JSON.parse(
  readFileSync(new URL("../../../fixtures/validation/reference.json", import.meta.url), "utf8"),
) as Reference;

export const scored: Scored = scoredRows(reference.probabilities, reference.labels, reference.clients);

/** Rows written by hand; each of a client of its own if no clients are given. */
export function scoredRows(
  probabilities: readonly number[],
  labels: readonly number[],
  clients?: readonly number[],
): Scored {
  return {
    probabilities: Float64Array.from(probabilities),
    labels: Uint8Array.from(labels),
    clients: clientCodes(Int32Array.from(clients ?? labels.keys())),
  };
}
