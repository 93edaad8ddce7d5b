import { binFinder, columnsOf, type Scorecard } from "./scorecard.js";
import { type FeatureTable } from "./table.js";

/** A feature that cost a client points. */
export interface Reason {
  readonly feature: string;
  /** Its place in the model. */
  readonly at: number;
  /** Points below the best bin of the feature, above 0. */
  readonly pointsLost: number;
}

/**
 * Why a row has not the most points: the features that cost it most against their best bin.
 *
 * A missing value is compared like any other, but is never the best bin: nobody can be told to leave a field empty.
 *
 * @param model a scorecard; made ready once, for whoever asks again and again
 * @param most how many reasons at most
 * @returns for a table with at least the columns the model uses, and then for a row index: its reasons in descending
 *   order of points lost, equal ones in the order of the model; throws a RangeError if a column or the row is absent
 */
export function reasonFinder(model: Scorecard, most = 4): (table: FeatureTable) => (row: number) => Reason[] {
  const terms = model.features.map((feature) => ({
    name: feature.name,
    best: Math.max(...feature.bins.map(({ points }) => points)),
    binsOf: binFinder(feature),
  }));
  return (table) => {
    const columns = columnsOf(model, table);
    const read = terms.map(({ binsOf }, j) => binsOf(columns[j]!));
    return (row) => {
      if (!(row >= 0 && row < table.rows))
        throw new RangeError(`Row ${row} of a table of ${table.rows} rows.`);
      const reasons: Reason[] = [];
      for (const [at, { name, best }] of terms.entries()) {
        const pointsLost = best - read[at]!(row).points;
        if (pointsLost > 0) reasons.push({ feature: name, at, pointsLost });
      }
      return reasons.sort((a, b) => b.pointsLost - a.pointsLost).slice(0, most);
    };
  };
}

/** The reasons of one row, once, as `reasonFinder` finds them. */
export function scorecardReasons(model: Scorecard, table: FeatureTable, row: number, most = 4): Reason[] {
  return reasonFinder(model, most)(table)(row);
}
