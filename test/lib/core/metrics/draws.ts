import fc from "fast-check";
import { reference } from "../../fit/reference.js";

/** Scores with ties and labels of both classes. */
export const scoredRows = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean()), { minLength: 2, maxLength: 60 })
  .filter((rows) => rows.some(([, label]) => label) && rows.some(([, label]) => !label))
  .map((rows) => ({
    scores: Float64Array.from(rows, ([score]) => score),
    labels: Uint8Array.from(rows, ([, label]) => (label ? 1 : 0)),
  }));

export const probabilities = Float64Array.from(reference.scores.probabilities);
export const labels = Uint8Array.from(reference.scores.labels);
export const expected = reference.scores;
