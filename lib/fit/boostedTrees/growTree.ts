import { type Tree, type TreeNode } from "../../core/models/boostedTreesDocument.js";
import { bestSplit, type Split } from "./bestSplit.js";
import { type BinnedFeature } from "./bins.js";
import { Histograms } from "./histogram.js";
import { type Settings } from "./options.js";
import { leafValue, type NodeSums } from "./searchFeature.js";

/** A node of the level being grown: its place in the tree, and its rows, from `start` up to `end` in the list. */
interface OpenNode {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly sums: NodeSums;
  /** Undefined where the node can only be a leaf. */
  readonly histogram: Float64Array | undefined;
}

/** Grows trees on the same rows of features, one after the other, reusing its memory. */
export class TreeGrower {
  private readonly histograms: Histograms;
  private readonly moved: Int32Array;

  constructor(
    private readonly features: readonly BinnedFeature[],
    rows: number,
    private readonly settings: Settings,
  ) {
    this.histograms = new Histograms(features, rows);
    this.moved = new Int32Array(rows);
  }

  /**
   * Grows one tree, level by level.
   *
   * @param gradients gradient and hessian of each row of the features, in turns, rounded
   * @param rows the rows the tree sees; put in the order of the leaves
   * @param chosen indices of the features the tree sees, ascending
   * @param onLeaf told of each leaf's value, and its rows: from `start` up to `end` in `rows`
   */
  grow(
    gradients: Float64Array,
    rows: Int32Array,
    chosen: Int32Array,
    onLeaf: (value: number, start: number, end: number) => void,
  ): Tree {
    const nodes: (TreeNode | undefined)[] = [undefined];
    const histogram = this.histograms.sum(gradients, rows, 0, rows.length, chosen);
    const sums = { ...this.histograms.totals(histogram, chosen[0]!), lower: -Infinity, upper: Infinity };
    let level: OpenNode[] = [{ index: 0, start: 0, end: rows.length, sums, histogram }];
    for (let depth = 0; level.length > 0; depth++) {
      const next: OpenNode[] = [];
      for (const open of level) {
        const split =
          open.histogram &&
          bestSplit(this.features, chosen, this.histograms.offsets, open.histogram, open.sums, this.settings);
        if (split === undefined) {
          const value = this.settings.learningRate * leafValue(open.sums, this.settings.l2);
          nodes[open.index] = { kind: "leaf", value, cover: open.sums.hessian };
          onLeaf(value, open.start, open.end);
          if (open.histogram) this.histograms.release(open.histogram);
          continue;
        }
        nodes[open.index] = this.splitNode(split, open.sums.hessian, nodes.length);
        const middle = this.partition(rows, open.start, open.end, split);
        const [left, right] = this.childHistograms(
          gradients,
          rows,
          chosen,
          open,
          middle,
          depth + 1 < this.settings.depth,
        );
        next.push(
          { index: nodes.length, start: open.start, end: middle, sums: split.left, histogram: left },
          { index: nodes.length + 1, start: middle, end: open.end, sums: split.right, histogram: right },
        );
        nodes.push(undefined, undefined);
      }
      level = next;
    }
    return nodes.filter((node) => node !== undefined);
  }

  private splitNode(split: Split, cover: number, left: number): TreeNode {
    const feature = this.features[split.feature]!;
    const shared = {
      feature: split.feature,
      left,
      right: left + 1,
      missing: split.goesLeft[feature.bins] === 1 ? "left" : "right",
      gain: split.gain,
      cover,
    } as const;
    if (feature.kind === "category") {
      const categories = Array.from({ length: feature.bins }, (_, bin) => bin).filter(
        (bin) => split.goesLeft[bin] === 1,
      );
      return { kind: "categories", categories, ...shared };
    }
    // No number is below the lowest: missing values alone go left.
    const threshold = split.lastLeft < 0 ? -Number.MAX_VALUE : feature.cuts[split.lastLeft]!;
    return { kind: "threshold", threshold, ...shared };
  }

  /** Moves the rows that go left before the others, each side in its old order. Where the right side begins. */
  private partition(rows: Int32Array, start: number, end: number, split: Split): number {
    const { codes } = this.features[split.feature]!;
    const { goesLeft } = split;
    const { moved } = this;
    let middle = start;
    let right = 0;
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      const left = goesLeft[codes[row]!]!;
      // Written to both sides, counted on one: a branch that cannot be foretold costs more.
      rows[middle] = row;
      moved[right] = row;
      middle += left;
      right += 1 - left;
    }
    rows.set(moved.subarray(0, right), middle);
    return middle;
  }

  /** Only the smaller child is summed; the other is what remains of the parent. */
  private childHistograms(
    gradients: Float64Array,
    rows: Int32Array,
    chosen: Int32Array,
    parent: OpenNode,
    middle: number,
    grows: boolean,
  ): readonly [Float64Array | undefined, Float64Array | undefined] {
    const large = parent.histogram!;
    if (!grows) {
      this.histograms.release(large);
      return [undefined, undefined];
    }
    const leftIsSmall = middle - parent.start <= parent.end - middle;
    const small = leftIsSmall
      ? this.histograms.sum(gradients, rows, parent.start, middle, chosen)
      : this.histograms.sum(gradients, rows, middle, parent.end, chosen);
    this.histograms.subtract(large, small);
    return leftIsSmall ? [small, large] : [large, small];
  }
}
