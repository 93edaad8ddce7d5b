import type { ScorecardScale } from "../core/models/scorecard.js";
import type { BinningOptions, Direction } from "./binning.js";

export interface ScorecardOptions {
  /** Which way risk must run with a number, by column name; others are binned as the data says. */
  readonly directions?: Readonly<Record<string, Direction>>;
  readonly binning?: Partial<BinningOptions>;
  /** Features with an information value below this are left out. */
  readonly minimumInformation?: number;
  /** Of two features whose weights of evidence correlate more than this, the better one stays. */
  readonly maximumCorrelation?: number;
  /** Largest p-value with which a feature may enter; 1 keeps every feature with the right sign. Omitted: chosen by inner cross-validation. */
  readonly entry?: number;
  /** Penalty on the standardised coefficients, see LogisticOptions. Omitted: chosen by inner cross-validation. */
  readonly ridge?: number;
  readonly scale?: ScorecardScale;
}

export const defaultBinning: BinningOptions = {
  minimumShare: 0.03,
  minimumRows: 20,
  maximumBins: 8,
  fineBins: 40,
  penalty: 1,
  // A bend is the best of the many that 40 fine bins allow: about ln 40 for where each of its two turns is.
  bendPenalty: 8,
  prior: 10,
  smoothing: 0,
  direction: "guided",
};

export const defaultScale: ScorecardScale = { pointsToDouble: 20, basePoints: 600, baseOdds: 50 };

/** What the data decides unless the options do. */
export interface Settings {
  readonly entry: number;
  readonly ridge: number;
  readonly prior: number;
}
