import { type Bins, type Scorecard } from "./scorecard.js";

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
 * @returns for the bins of a table's rows, and then for a row index: its reasons in descending order of points lost, equal
 *   ones in the order of the model; throws a RangeError if there is no such row
 */
export function reasonFinder(model: Scorecard, most = 4): (bins: Bins) => (row: number) => Reason[] {
  const terms = model.features.map(({ name, bins }) => ({
    name,
    best: Math.max(...bins.map(({ points }) => points)),
  }));
  return (bins) => (row) => {
    const reasons: Reason[] = [];
    for (let at = 0; at < terms.length; at++) {
      const bin = bins[at]![row];
      if (bin === undefined) throw new RangeError(`Row ${row} of a table of ${bins[at]!.length} rows.`);
      const { name, best } = terms[at]!;
      const pointsLost = best - bin.points;
      if (pointsLost > 0) reasons.push({ feature: name, at, pointsLost });
    }
    return reasons.sort((a, b) => b.pointsLost - a.pointsLost).slice(0, most);
  };
}
