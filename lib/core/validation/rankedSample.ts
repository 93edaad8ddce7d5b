import { calibration, type Calibration } from "../metrics/calibration.js";
import type { Scored } from "./scored.js";

/** The figures that the first page of a validation shows. */
export const headlineNames = ["auc", "ks", "brier", "logLoss", "calibrationSlope", "lift"] as const;

export type HeadlineName = (typeof headlineNames)[number];

/** Share of the riskiest rows that lift is measured on. */
export const liftShare = 0.1;

/** As in `logLoss` and `calibration`, so that weights of one give their figures. */
const leastLogLoss = Number.EPSILON;
const leastLogOdds = 1e-12;

/**
 * Scored rows in the order of their probability, sorted once, so that the figures of a resample of clients take one
 * walk over them.
 */
export class RankedSample {
  private readonly client: Int32Array;
  private readonly label: Uint8Array;
  /** 1 where the next row has another probability. */
  private readonly isLastOfTie: Uint8Array;
  private readonly logOdds: Float64Array;
  private readonly line: Calibration | null;
  /** Sums by client. */
  private readonly rows: Float64Array;
  private readonly positives: Float64Array;
  private readonly squares: Float64Array;
  private readonly losses: Float64Array;

  /**
   * Sorts the rows.
   *
   * @param scored at least one row
   */
  constructor({ probabilities, labels, clients }: Scored) {
    const order = Uint32Array.from(probabilities.keys()).sort(
      (a, b) => probabilities[a]! - probabilities[b]! || a - b,
    );
    this.client = Int32Array.from(order, (row) => clients.codes[row]!);
    this.label = Uint8Array.from(order, (row) => labels[row]!);
    this.isLastOfTie = Uint8Array.from(order, (row, rank) =>
      probabilities[order[rank + 1] ?? -1] === probabilities[row] ? 0 : 1,
    );
    this.logOdds = Float64Array.from(order, (row) => {
      const chance = Math.min(1 - leastLogOdds, Math.max(leastLogOdds, probabilities[row]!));
      return Math.log(chance) - Math.log1p(-chance);
    });
    this.line = calibration(probabilities, labels);
    const sums = (of: (row: number) => number): Float64Array => {
      const result = new Float64Array(clients.count);
      clients.codes.forEach((code, row) => (result[code]! += of(row)));
      return result;
    };
    this.rows = sums(() => 1);
    this.positives = sums((row) => labels[row]!);
    this.squares = sums((row) => (probabilities[row]! - labels[row]!) ** 2);
    this.losses = sums((row) => {
      const chance = Math.min(1 - leastLogLoss, Math.max(leastLogLoss, probabilities[row]!));
      return labels[row] === 1 ? -Math.log(chance) : -Math.log1p(-chance);
    });
  }

  /**
   * AUC of a resample.
   *
   * @param weights how often each client stands in it
   * @returns NaN if a class is empty
   */
  auc(weights: ArrayLike<number>): number {
    return this.ranking(weights).auc;
  }

  /**
   * All headline figures of a resample.
   *
   * @param weights how often each client stands in it
   * @returns NaN for those that do not exist
   */
  headline(weights: ArrayLike<number>): Record<HeadlineName, number> {
    const rows = total(this.rows, weights);
    return {
      ...this.ranking(weights),
      brier: total(this.squares, weights) / rows,
      logLoss: total(this.losses, weights) / rows,
      calibrationSlope: this.slope(weights),
    };
  }

  private ranking(weights: ArrayLike<number>): Record<"auc" | "ks" | "lift", number> {
    const { client, label, isLastOfTie } = this;
    const rows = total(this.rows, weights);
    const positives = total(this.positives, weights);
    const negatives = rows - positives;
    const topFrom = (1 - liftShare) * rows;
    let [below, belowNegatives, tied, tiedPositives, halves, gap, found] = [0, 0, 0, 0, 0, 0, 0];
    for (let rank = 0; rank < client.length; rank++) {
      const weight = weights[client[rank]!]!;
      tied += weight;
      if (label[rank] === 1) tiedPositives += weight;
      if (isLastOfTie[rank] === 0 || tied === 0) continue;
      const tiedNegatives = tied - tiedPositives;
      halves += tiedPositives * (2 * belowNegatives + tiedNegatives);
      below += tied;
      belowNegatives += tiedNegatives;
      if (below > topFrom) found += tiedPositives * Math.min(1, (below - topFrom) / tied);
      gap = Math.max(gap, Math.abs((below - belowNegatives) / positives - belowNegatives / negatives));
      tied = 0;
      tiedPositives = 0;
    }
    if (positives === 0 || negatives === 0) return { auc: Number.NaN, ks: Number.NaN, lift: Number.NaN };
    return { auc: halves / (2 * positives * negatives), ks: gap, lift: found / positives / liftShare };
  }

  /** Newton's method from the line of all rows, near which the line of any resample lies. */
  private slope(weights: ArrayLike<number>): number {
    if (this.line === null) return Number.NaN;
    const { client, label, logOdds } = this;
    let { intercept, slope } = this.line;
    for (let round = 0; round < 12; round++) {
      let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
      for (let rank = 0; rank < client.length; rank++) {
        const weight = weights[client[rank]!]!;
        if (weight === 0) continue;
        const x = logOdds[rank]!;
        const chance = 1 / (1 + Math.exp(-intercept - slope * x));
        const rest = weight * (label[rank]! - chance);
        const bend = weight * chance * (1 - chance);
        g0 += rest;
        g1 += rest * x;
        h00 += bend;
        h01 += bend * x;
        h11 += bend * x * x;
      }
      const determinant = h00 * h11 - h01 * h01;
      if (!(determinant > 1e-12 * h00 * h11)) return Number.NaN;
      const steps = [(h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant] as const;
      intercept += steps[0];
      slope += steps[1];
      // Newton doubles the digits: after a step this small the next one would not be seen.
      if (Math.abs(steps[0]) + Math.abs(steps[1]) < 1e-3) return slope;
    }
    return Number.NaN;
  }
}

function total(sums: Float64Array, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let client = 0; client < sums.length; client++) sum += sums[client]! * weights[client]!;
  return sum;
}
