import { type FeatureColumn, type FeatureTable } from "./table.js";

/** One bin of a feature, as counted when the scorecard was fitted. */
export interface ScorecardBin {
  readonly rows: number;
  readonly bads: number;
  /** Weight of evidence: log odds of good in the bin, less those of all rows, drawn towards 0 by the prior. */
  readonly woe: number;
  /** This bin's share of a client's points, not rounded. */
  readonly points: number;
}

interface ScorecardTerm {
  readonly name: string;
  /** Of the log odds of good per unit of weight of evidence; above 0, or risk would point the wrong way. */
  readonly coefficient: number;
  readonly standardError: number;
  readonly pValue: number;
  readonly informationValue: number;
  /** NaN, infinities and empty texts; without such rows in training it weighs nothing (WoE 0). */
  readonly missing: ScorecardBin;
}

export interface NumericTerm extends ScorecardTerm {
  readonly kind: "numeric";
  /** k ascending values: bin i holds cuts[i − 1] ≤ x < cuts[i]. */
  readonly cuts: readonly number[];
  /** k + 1 bins. */
  readonly bins: readonly ScorecardBin[];
}

export interface CategoryTerm extends ScorecardTerm {
  readonly kind: "category";
  /** The texts of each bin; one that is in none weighs nothing (WoE 0). */
  readonly groups: readonly (readonly string[])[];
  /** As many as groups. */
  readonly bins: readonly ScorecardBin[];
  /** For texts unseen in training. */
  readonly unseen: ScorecardBin;
}

export type ScorecardFeature = NumericTerm | CategoryTerm;

/** Points = base points at base odds of good to bad, and `pointsToDouble` more each time the odds double. */
export interface ScorecardScale {
  readonly pointsToDouble: number;
  readonly basePoints: number;
  readonly baseOdds: number;
}

/** A feature that did not make it, and why. */
export interface LeftOut {
  readonly name: string;
  readonly reason: string;
}

/** A logistic regression on weights of evidence, with its points; a plain JSON document. */
export interface Scorecard {
  readonly schema: 1;
  readonly type: "scorecard";
  /** Of the log odds of good. */
  readonly intercept: number;
  readonly scale: ScorecardScale;
  readonly features: readonly ScorecardFeature[];
  readonly fit: {
    readonly rows: number;
    readonly bads: number;
    readonly ridge: number;
    /** Rows of average risk that every bin is mixed with. */
    readonly prior: number;
    readonly logLikelihood: number;
    readonly leftOut: readonly LeftOut[];
    /** What a reader of the model should know, in sentences. */
    readonly notes: readonly string[];
  };
}

/**
 * Points of given odds.
 *
 * @param scale of the scorecard
 * @param logOdds natural logarithm of the odds of good
 */
export function pointsOfLogOdds(scale: ScorecardScale, logOdds: number): number {
  return scale.basePoints + (scale.pointsToDouble / Math.LN2) * (logOdds - Math.log(scale.baseOdds));
}

/**
 * Probability of default that belongs to a number of points.
 *
 * @param scale of the scorecard
 * @param points of a client, not rounded
 * @returns value in (0, 1)
 */
export function pdOfPoints(scale: ScorecardScale, points: number): number {
  const logOdds = ((points - scale.basePoints) * Math.LN2) / scale.pointsToDouble + Math.log(scale.baseOdds);
  return 1 / (1 + Math.exp(logOdds));
}

/**
 * The bin a number falls in.
 *
 * @param cuts ascending values; bin i holds cuts[i − 1] ≤ x < cuts[i]
 * @param value a finite number
 * @returns index from 0 to cuts.length
 */
export function binOfValue(cuts: readonly number[] | Float64Array, value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value < cuts[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Reads a feature off the rows of a column.
 *
 * @param feature of a scorecard; made ready once, for whoever reads many columns
 * @returns for a column, and then for a row index: the bin it falls in; throws a TypeError if the column is numeric where
 *   the feature is a category, or the reverse
 */
function binFinder(feature: ScorecardFeature): (column: FeatureColumn) => (row: number) => ScorecardBin {
  const refuse = ({ kind }: FeatureColumn): TypeError =>
    new TypeError(`Feature ${feature.name} was fitted as ${feature.kind}, the column is ${kind}.`);
  if (feature.kind === "numeric") {
    const { cuts, bins, missing } = feature;
    return (column) => {
      if (column.kind !== "numeric") throw refuse(column);
      const { values } = column;
      return (row) => {
        const value = values[row]!;
        return Number.isFinite(value) ? bins[binOfValue(cuts, value)]! : missing;
      };
    };
  }
  const { bins, unseen, missing } = feature;
  const group = new Map(feature.groups.flatMap((texts, i) => texts.map((text) => [text, i] as const)));
  return (column) => {
    if (column.kind !== "category") throw refuse(column);
    const byCode = column.categories.map((text) => bins[group.get(text) ?? -1] ?? unseen);
    return (row) => byCode[column.codes[row]!] ?? missing;
  };
}

/** The bins of a column's rows, once, as `binFinder` finds them. */
export function binReader(feature: ScorecardFeature, column: FeatureColumn): (row: number) => ScorecardBin {
  return binFinder(feature)(column);
}

/**
 * The table's column for each feature of a scorecard.
 *
 * @param model a scorecard
 * @param table with at least the columns the model uses, found by name
 * @throws RangeError if a column is absent
 */
function columnsOf(model: Scorecard, table: FeatureTable): FeatureColumn[] {
  return model.features.map(({ name }) => {
    const column = table.columns.find((candidate) => candidate.name === name);
    if (!column) throw new RangeError(`The table has no column ${name}, which the scorecard needs.`);
    return column;
  });
}

/** For each feature of a scorecard, in its order, the bin of every row. */
export type Bins = readonly (readonly ScorecardBin[])[];

/**
 * Reads the rows of tables.
 *
 * @param model a scorecard; made ready once, for whoever reads many tables
 * @returns for a table with at least the columns the model uses, found by name: the bins of its rows; throws a RangeError
 *   if a column is absent, a TypeError if one is of the wrong kind
 */
export function rowBinner(model: Scorecard): (table: FeatureTable) => Bins {
  const finders = model.features.map(binFinder);
  return (table) => {
    const columns = columnsOf(model, table);
    return finders.map((find, j) => {
      const read = find(columns[j]!);
      const bins = new Array<ScorecardBin>(table.rows);
      for (let row = 0; row < table.rows; row++) bins[row] = read(row);
      return bins;
    });
  };
}

/**
 * Points of every row, not rounded.
 *
 * @param model a scorecard
 * @param bins of the rows
 * @param rows how many
 * @returns as many numbers; more is better
 */
export function pointsOfBins(model: Scorecard, bins: Bins, rows: number): Float64Array {
  const points = new Float64Array(rows);
  if (model.features.length === 0) return points.fill(pointsOfLogOdds(model.scale, model.intercept));
  for (const binsOfFeature of bins) {
    for (let row = 0; row < rows; row++) points[row]! += binsOfFeature[row]!.points;
  }
  return points;
}

/**
 * Probability of default of every row.
 *
 * @param model a scorecard
 * @param bins of the rows
 * @param rows how many
 * @returns as many values in (0, 1)
 */
export function pdOfBins(model: Scorecard, bins: Bins, rows: number): Float64Array {
  const logOdds = new Float64Array(rows).fill(model.intercept);
  for (const [j, { coefficient }] of model.features.entries()) {
    const binsOfFeature = bins[j]!;
    for (let row = 0; row < rows; row++) logOdds[row]! += coefficient * binsOfFeature[row]!.woe;
  }
  return logOdds.map((value) => 1 / (1 + Math.exp(value)));
}

/** Points of every row of a table, as `rowBinner` reads it and `pointsOfBins` adds them up. */
export function scorePoints(model: Scorecard, table: FeatureTable): Float64Array {
  return pointsOfBins(model, rowBinner(model)(table), table.rows);
}

/** Probability of default of every row of a table, as `rowBinner` reads it and `pdOfBins` has it. */
export function predictScorecard(model: Scorecard, table: FeatureTable): Float64Array {
  return pdOfBins(model, rowBinner(model)(table), table.rows);
}
