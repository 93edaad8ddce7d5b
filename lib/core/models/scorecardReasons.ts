import { binReader, columnsOf, type Scorecard } from "./scorecard.js";
import { type FeatureTable } from "./table.js";

/** A feature that cost a client points. */
export interface Reason {
  readonly feature: string;
  /** Points below the best bin of the feature, above 0. */
  readonly pointsLost: number;
}

/**
 * Why a row has not the most points: the features that cost it most against their best bin.
 *
 * A missing value is compared like any other, but is never the best bin: nobody can be told to leave a field empty.
 *
 * @param model a scorecard
 * @param table with at least the columns the model uses
 * @param row index into the table
 * @param most how many reasons at most
 * @returns reasons in descending order of points lost; equal ones in the order of the model
 * @throws RangeError if a column or the row is absent
 */
export function scorecardReasons(model: Scorecard, table: FeatureTable, row: number, most = 4): Reason[] {
  if (!(row >= 0 && row < table.rows)) throw new RangeError(`Row ${row} of a table of ${table.rows} rows.`);
  const columns = columnsOf(model, table);
  return model.features
    .map((feature, j) => {
      const best = Math.max(...feature.bins.map(({ points }) => points));
      return { feature: feature.name, pointsLost: best - binReader(feature, columns[j]!)(row).points };
    })
    .filter(({ pointsLost }) => pointsLost > 0)
    .sort((a, b) => b.pointsLost - a.pointsLost)
    .slice(0, most);
}
