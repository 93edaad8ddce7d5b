import type { FeatureColumn } from "../../lib/core/models/table.js";
import type { Panel } from "../../lib/core/panel.js";
import type { Baseline } from "./trained.js";

/** Bins of as many training rows each, into which the one feature is cut; missing values have their own. */
const mostBins = 20;

/** Rows added to each bin, of the overall share. */
const prior = 20;

/**
 * What a model must beat: the training share of positives for everyone, and the one feature that says most in
 * training, each value worth the share of positives in its bin.
 *
 * @param panel all rows
 * @param train the training rows of it
 * @returns two baselines, "constant" and one by the feature's name, with a probability for each row of the panel
 */
export function singleFeatureBaselines(panel: Panel, train: Panel): Baseline[] {
  const positives = train.labels.reduce((sum, label) => sum + label, 0);
  const share = positives / train.labels.length;
  const constant = { name: "constant", probabilities: new Float64Array(panel.table.rows).fill(share) };
  let best: { at: number; loss: number; binOf: BinOf; shares: Float64Array } | undefined;
  for (const [at, column] of train.table.columns.entries()) {
    const { bins, binOf } = binsOf(column);
    const rows = new Float64Array(bins);
    const hits = new Float64Array(bins);
    train.labels.forEach((label, row) => {
      const bin = binOf(column, row);
      rows[bin]! += 1;
      hits[bin]! += label;
    });
    const shares = rows.map((count, bin) => (hits[bin]! + prior * share) / (count + prior));
    let loss = 0;
    shares.forEach((chance, bin) => {
      loss -= hits[bin]! * Math.log(chance) + (rows[bin]! - hits[bin]!) * Math.log1p(-chance);
    });
    if (best === undefined || loss < best.loss) best = { at, loss, binOf, shares };
  }
  if (best === undefined) return [constant];
  const { at, binOf, shares } = best;
  const column = panel.table.columns[at]!;
  const probabilities = Float64Array.from(
    { length: panel.table.rows },
    (_, row) => shares[binOf(column, row)]!,
  );
  return [constant, { name: column.name, probabilities }];
}

type BinOf = (column: FeatureColumn, row: number) => number;

/** Bin 0 is for what is missing; a category unseen in training counts as missing. */
function binsOf(column: FeatureColumn): { bins: number; binOf: BinOf } {
  if (column.kind === "category") {
    const codes = new Map(column.categories.map((category, code) => [category, code + 1]));
    return {
      bins: column.categories.length + 1,
      binOf: (other, row) =>
        other.kind === "category" ? (codes.get(other.categories[other.codes[row]!] ?? "") ?? 0) : 0,
    };
  }
  const known = column.values.filter((value) => !Number.isNaN(value)).sort();
  const edges = new Set<number>();
  for (let bin = 1; bin < mostBins; bin++) {
    const edge = known[Math.floor((bin * known.length) / mostBins)];
    if (edge !== undefined) edges.add(edge);
  }
  const starts = [...edges];
  return {
    bins: starts.length + 2,
    binOf(other, row) {
      const value = other.kind === "numeric" ? other.values[row]! : Number.NaN;
      if (Number.isNaN(value)) return 0;
      let bin = 1;
      while (bin <= starts.length && value >= starts[bin - 1]!) bin++;
      return bin;
    },
  };
}
