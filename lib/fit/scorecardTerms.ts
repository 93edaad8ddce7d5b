import { binReader, type ScorecardBin, type ScorecardFeature } from "../core/models/scorecard.js";
import { type FeatureColumn, type FeatureTable } from "../core/models/table.js";
import { binColumn, type Bin, type BinningOptions, type Direction } from "./binning.js";

const withoutPoints = (bin: Bin): ScorecardBin => ({ ...bin, points: 0 });

/** A feature binned but not yet weighed, with its weight of evidence for every row. */
export interface BinnedTerm {
  readonly feature: ScorecardFeature;
  readonly woe: Float64Array;
}

function featureOf(column: FeatureColumn, labels: Uint8Array, options: BinningOptions): ScorecardFeature {
  const binning = binColumn(column, labels, options);
  const common = {
    name: column.name,
    coefficient: 0,
    standardError: 0,
    pValue: 1,
    informationValue: binning.informationValue,
    missing: withoutPoints(binning.missing),
  };
  const bins = binning.bins.map(withoutPoints);
  return binning.kind === "numeric"
    ? { ...common, kind: "numeric", cuts: binning.cuts, bins }
    : {
        ...common,
        kind: "category",
        groups: binning.groups,
        bins,
        unseen: { rows: 0, bads: 0, woe: 0, points: 0 },
      };
}

/** The weight of evidence of every row of a column. */
function woeOf(feature: ScorecardFeature, column: FeatureColumn, rows: number): Float64Array {
  const read = binReader(feature, column);
  return Float64Array.from({ length: rows }, (_, row) => read(row).woe);
}

/**
 * Bins every column of a table.
 *
 * @param table of n rows
 * @param labels n values, 1 = bad, both classes present
 * @param options of the binning; the direction is taken where `directions` has none
 * @param directions by column name
 * @returns terms in descending order of information value, equal ones in the order of the table
 */
export function binTable(
  table: FeatureTable,
  labels: Uint8Array,
  options: BinningOptions,
  directions: Readonly<Record<string, Direction>>,
): BinnedTerm[] {
  return table.columns
    .map((column) => {
      const direction = directions[column.name] ?? options.direction;
      const feature = featureOf(column, labels, { ...options, direction });
      return { feature, woe: woeOf(feature, column, table.rows) };
    })
    .sort((a, b) => b.feature.informationValue - a.feature.informationValue);
}
