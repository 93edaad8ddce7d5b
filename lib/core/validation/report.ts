import type { ClassificationReport } from "../metrics/classificationReport.js";
import type { Confusion } from "../metrics/confusion.js";
import type { Estimate } from "../metrics/estimate.js";
import type { Interval } from "../metrics/hanleyMcNeil.js";
import type { HosmerLemeshow } from "../metrics/hosmerLemeshow.js";
import type { HeadlineName } from "./rankedSample.js";

/**
 * Rows a model is judged on. `train`: what it was fitted on, and so flattered. `outOfTime`: the latest snapshots, which
 * nothing was fitted on. `groupedCrossValidation`: training rows, each scored by a model that never saw its client.
 * `outOfTimeOutOfClient`: the latest snapshots, scored likewise, the strictest of all.
 */
export type SampleName = "train" | "groupedCrossValidation" | "outOfTime" | "outOfTimeOutOfClient";

/** ISO days. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export interface Figures {
  readonly auc: number;
  readonly ks: number;
  readonly gini: number;
  readonly brier: number;
  /** Nats per row. */
  readonly logLoss: number;
  /** Null, both, where the line does not exist. */
  readonly calibrationSlope: number | null;
  readonly calibrationIntercept: number | null;
  /** Lift among the riskiest tenth. */
  readonly lift: number;
}

export interface SampleReport extends Period {
  readonly sample: SampleName;
  readonly snapshots: number;
  readonly rows: number;
  readonly clients: number;
  readonly positives: number;
  readonly figures: Figures;
  /** Mean probability and share of positives. */
  readonly predicted: number;
  readonly observed: number;
  /** Takes rows for independent, which snapshots of one client are not: p is too small then. */
  readonly hosmerLemeshow: HosmerLemeshow | null;
  /** Of the AUC, by the formula, for comparison: it takes rows for independent as well. */
  readonly hanleyMcNeil: Interval;
  /** By drawing clients; null for samples that no headline is about. */
  readonly intervals: Readonly<Record<HeadlineName | "gini", Interval | null>> | null;
}

/** Where a probability becomes a decision; a row at or above it is a predicted positive. */
export interface CutOff {
  /** How it was chosen, in a few words: "maximises profit". */
  readonly name: string;
  readonly probability: number;
}

export interface Classification {
  readonly cutOff: CutOff;
  readonly confusion: Confusion;
  readonly report: ClassificationReport;
  /** Of the positive class, and the share of rows at or above the cut-off. */
  readonly precision: Estimate;
  readonly recall: Estimate;
  readonly flagged: Estimate;
}

/** A tenth of the rows, or so: equal probabilities share a group. */
export interface CalibrationPoint {
  readonly rows: number;
  readonly positives: number;
  readonly predicted: number;
  readonly observed: Estimate;
}

export interface GainRow {
  /** 1 is the riskiest tenth. */
  readonly decile: number;
  /** Positives in the tenth; a fraction where equal probabilities lie on both sides of its edge. */
  readonly positives: number;
  /** Share of all positives up to and with this tenth. */
  readonly gain: number;
  /** Against the mean of all rows: of the tenth, and of all up to it. */
  readonly lift: number;
  readonly cumulativeLift: number;
}

export interface RocPoint {
  readonly falsePositiveRate: number;
  readonly truePositiveRate: number;
}

/** Shares of each class with at most this probability. */
export interface KsPoint {
  readonly probability: number;
  readonly positives: number;
  readonly negatives: number;
}

export type Verdict = "stable" | "watch" | "moved";

/** How far a distribution moved since training; null where there are no rows. */
export interface Shift {
  /** "score", or the feature's name. */
  readonly name: string;
  /** What the feature is called, also of one that the model does not use. */
  readonly title?: string;
  readonly test: number | null;
  readonly today: number | null;
  /** Of the larger of the two. */
  readonly verdict: Verdict | null;
  /** Shares of missing values. */
  readonly missing: {
    readonly train: number;
    readonly test: number | null;
    readonly today: number | null;
  };
}

/** A bin of the score, with the share of rows in it. */
export interface ScoreBin {
  /** Probabilities from this one on, below the next bin's; null in the first. */
  readonly from: number | null;
  readonly train: number;
  readonly test: number | null;
  readonly today: number | null;
}

export interface MonthReport {
  /** As 2026-06. */
  readonly month: string;
  readonly isTest: boolean;
  readonly rows: number;
  readonly positives: number;
  /** Null where a class is empty; interval of Hanley and McNeil. */
  readonly auc: Estimate | null;
  readonly predicted: number;
  readonly observed: number;
  /** Of the score, against the training rows. */
  readonly psi: number;
}

/** A part of the clients; its figures are null with fewer than 30 rows. */
export interface SegmentReport {
  readonly attribute: string;
  readonly group: string;
  readonly rows: number;
  readonly positives: number | null;
  /** Null with fewer than 10 rows of a class as well. */
  readonly auc: Estimate | null;
  readonly predicted: number | null;
  readonly observed: Estimate | null;
}

export interface FairnessGroup {
  readonly group: string;
  readonly rows: number;
  /** False with fewer than 30 rows, and for those of whom the attribute is unknown; all that follows is null then. */
  readonly isJudged: boolean;
  readonly positives: number | null;
  /** Share of rows that get what is to be had, and its ratio to the reference group's. */
  readonly selection: Estimate | null;
  readonly selectionRatio: Estimate | null;
  /** The four-fifths rule: a ratio below 0.8, which asks for an explanation and proves nothing. */
  readonly isBelowFourFifths: boolean | null;
  readonly truePositiveRate: Estimate | null;
  readonly falsePositiveRate: Estimate | null;
  /** Less the reference group's. */
  readonly truePositiveDifference: Estimate | null;
  readonly falsePositiveDifference: Estimate | null;
  /** Positives over the sum of probabilities: above 1, the group is riskier than the model says. */
  readonly observedToExpected: Estimate | null;
}

export interface FairnessReport {
  readonly attribute: string;
  /** The judged group with the largest share selected; null if none is judged. */
  readonly reference: string | null;
  readonly groups: readonly FairnessGroup[];
}

export interface BaselineReport {
  readonly name: string;
  readonly figures: Figures;
  /** AUC of the model less the baseline's, on the same resamples. */
  readonly aucGain: Estimate;
}

/** What a model that knew the true probabilities would reach, on the same rows. */
export interface CeilingReport {
  /** Out-of-time rows whose true probability is known. */
  readonly rows: number;
  readonly positives: number;
  readonly auc: Estimate;
  /** The model's on these rows. */
  readonly modelAuc: Estimate;
  /** (AUC of the model − 0.5) / (ceiling − 0.5); null where the ceiling is 0.5. */
  readonly share: Estimate | null;
  /**
   * Calibration slope of the true probabilities on the outcomes of these rows: 1 but for the luck of the draw. null where
   * there is no line.
   */
  readonly truthSlope: number | null;
  /** Slope of the true probabilities, in place of outcomes, on the model's log odds: its calibration without luck. */
  readonly slopeToTruth: number | null;
  /** The model's lower end is above the ceiling's upper one: it knows what nobody can know. */
  readonly isLeaking: boolean;
}

/** The validation of a probability model: plain JSON, without NaN or infinity. All but `samples`, `months` and `shifts` are about the out-of-time sample. */
export interface ValidationReport {
  readonly schema: 1;
  readonly seed: number;
  readonly resamples: number;
  readonly samples: readonly SampleReport[];
  /** Out-of-time rows of clients that have training rows as well. */
  readonly sharedClientRows: number;
  readonly classification: Classification;
  readonly calibration: readonly CalibrationPoint[];
  readonly gain: readonly GainRow[];
  readonly roc: readonly RocPoint[];
  readonly ks: { readonly points: readonly KsPoint[]; readonly widest: KsPoint };
  readonly score: Shift & { readonly bins: readonly ScoreBin[] };
  readonly shifts: readonly Shift[];
  /** Training months by models that did not see the client, test months by the published one. */
  readonly months: readonly MonthReport[];
  readonly segments: readonly SegmentReport[];
  /** Which side of the cut-off gets what is to be had: credit is granted below it, an offer is made above. */
  readonly selects: "below" | "above";
  readonly fairness: readonly FairnessReport[];
  readonly baselines: readonly BaselineReport[];
  /** Null where no truth is known. */
  readonly ceiling: CeilingReport | null;
  readonly notes: readonly string[];
}
