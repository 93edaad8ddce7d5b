import { clientCodes, type ClientCodes } from "./bootstrap.js";

/** Probabilities with what came of them, and whose they are. */
export interface Scored {
  readonly probabilities: Float64Array;
  readonly labels: Uint8Array;
  readonly clients: ClientCodes;
}

/**
 * Some rows of a panel, scored.
 *
 * @param rows indices into the other three
 * @param of what each row of the panel has
 */
export function takeScored(
  rows: Int32Array,
  of: {
    readonly probabilities: Float64Array;
    readonly labels: Uint8Array;
    readonly clients: Int32Array;
  },
): Scored {
  return {
    probabilities: Float64Array.from(rows, (row) => of.probabilities[row]!),
    labels: Uint8Array.from(rows, (row) => of.labels[row]!),
    clients: clientCodes(Int32Array.from(rows, (row) => of.clients[row]!)),
  };
}

/**
 * How many labels are 1.
 *
 * @param labels zeros and ones
 */
export function countPositives(labels: Uint8Array): number {
  let positives = 0;
  for (const label of labels) positives += label;
  return positives;
}

/**
 * The mean of some numbers.
 *
 * @param values at least one
 */
export function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
