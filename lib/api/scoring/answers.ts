import type { Attribute } from "../../core/features/featureTable.js";

/** Attributes by feature, as a caller sends them. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** Why a score is as it is. */
export interface Reason {
  readonly feature: string;
  readonly words: string;
  /** Points lost, log-odds added, or splits saved; above 0, the strongest first. */
  readonly effect: number;
}

/** What a model says of one record, but for the reasons. */
export interface Answer {
  /** Points, probability or anomaly score: what the model is read by. */
  readonly score: number;
  /** Calibrated; null for the detector, which has none. */
  readonly probability: number | null;
  readonly points?: number;
  readonly band?: string;
  /** Share of all movements with a lower score. */
  readonly percentile?: number;
}
