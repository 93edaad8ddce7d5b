import type {
  BoostedTrees,
  Tree,
  TreeFeature,
  TreeNode,
} from "../../../lib/core/models/boostedTreesDocument.js";
import type { IsolationForest, IsolationTree } from "../../../lib/core/models/isolationForest.js";
import type { Scorecard, ScorecardBin } from "../../../lib/core/models/scorecard.js";
import type { Random } from "../../../lib/core/random.js";

/** Numbers that models and rows are both made of, so that they meet. */
export const numbers = [
  0,
  0.1,
  -0.1,
  0.3,
  1,
  1e-9,
  2 ** 53,
  -7.25,
  1e300,
  -Number.MAX_VALUE,
  Number.MAX_VALUE,
];
/** Texts of the models; rows have some more. */
export const texts = ["DE", "it's", 'a "b"', "Ü", " x", "0"];
const names = ["n0", "n1", "n 2", "t0", "t1"] as const;
export const kindOf = (name: string): "numeric" | "category" =>
  name.startsWith("n") ? "numeric" : "category";
export const columnNames: readonly string[] = names;

const some = <T>(random: Random, from: readonly T[], most: number): T[] =>
  Array.from(random.sample(from.length, 1 + random.integer(most)), (i) => from[i]!);
export const pick = <T>(random: Random, from: readonly T[]): T => from[random.integer(from.length)]!;

export function drawScorecard(random: Random): Scorecard {
  const scale = { pointsToDouble: 20, basePoints: 600, baseOdds: 50 };
  const bin = (): ScorecardBin => ({
    rows: 1,
    bads: 0,
    woe: random.normal(),
    points: 100 * random.uniform(),
  });
  const bins = (count: number): ScorecardBin[] => Array.from({ length: count }, bin);
  const intercept = random.normal();
  const features = some(random, names, names.length).map((name) => {
    const term = {
      ...{ name, coefficient: random.uniform(), standardError: 0.1, pValue: 0.01, informationValue: 0.1 },
      missing: bin(),
    };
    if (kindOf(name) === "numeric") {
      const cuts = some(random, numbers, 5).sort((a, b) => a - b);
      return { ...term, kind: "numeric" as const, cuts, bins: bins(cuts.length + 1) };
    }
    const chosen = some(random, texts, 5);
    const groups = [chosen.slice(0, 2), chosen.slice(2)];
    return { ...term, kind: "category" as const, groups, bins: bins(2), unseen: bin() };
  });
  return {
    ...{ schema: 1, type: "scorecard", intercept, scale },
    features,
    fit: { rows: 1, bads: 0, ridge: 0, prior: 0, logLikelihood: 0, leftOut: [], notes: [] },
  };
}

function drawTree(random: Random, features: readonly TreeFeature[], depth: number): Tree {
  const nodes: TreeNode[] = [];
  const grow = (left: number): number => {
    const at = nodes.length;
    nodes.push({ kind: "leaf", value: random.normal(), cover: 1 });
    if (left === 0 || random.uniform() < 0.2) return at;
    const feature = random.integer(features.length);
    const asked = features[feature]!;
    const missing = random.uniform() < 0.5 ? ("left" as const) : ("right" as const);
    const split = { feature, missing, gain: 1, cover: 1, left: grow(left - 1), right: grow(left - 1) };
    nodes[at] =
      asked.kind === "numeric"
        ? { ...split, kind: "threshold", threshold: pick(random, numbers) }
        : {
            ...{ ...split, kind: "categories" },
            categories: asked.categories.map((_, code) => code).filter(() => random.uniform() < 0.5),
          };
    return at;
  };
  grow(depth);
  return nodes;
}

export function drawTrees(random: Random): BoostedTrees {
  const features = names.map((name): TreeFeature =>
    kindOf(name) === "numeric"
      ? { name, kind: "numeric" }
      : { name, kind: "category", categories: some(random, texts, 5) },
  );
  return {
    ...{ schema: 1, type: "boostedTrees", features, baseMargin: random.normal() },
    trees: Array.from({ length: random.integer(6) }, () => drawTree(random, features, random.integer(5))),
    training: { rows: 2, positives: 1 },
  };
}

function drawIsolationTree(random: Random, heightLimit: number, sampleSize: number): IsolationTree {
  const tree = { feature: [-1], threshold: [0], left: [0], size: [sampleSize] };
  const depth = [0];
  for (let node = 0; node < tree.feature.length; node++) {
    const size = tree.size[node]!;
    if (size < 2 || depth[node]! >= heightLimit || random.uniform() < 0.1) continue;
    tree.feature[node] = random.integer(names.length);
    tree.threshold[node] = random.uniform() < 0.3 ? 6 * random.uniform() : pick(random, numbers);
    tree.left[node] = tree.feature.length;
    const below = 1 + random.integer(size - 1);
    for (const part of [below, size - below]) {
      tree.feature.push(-1);
      tree.threshold.push(0);
      tree.left.push(0);
      tree.size.push(part);
      depth.push(depth[node]! + 1);
    }
  }
  return tree;
}

export function drawForest(random: Random): IsolationForest {
  const sampleSize = 1 + random.integer(40);
  const heightLimit = Math.ceil(Math.log2(sampleSize));
  return {
    ...{ schema: 1, type: "isolationForest", sampleSize, heightLimit, seed: 0 },
    features: names.map((name) => {
      if (kindOf(name) === "numeric") return { name, kind: "numeric", typical: pick(random, numbers) };
      const categories = some(random, texts, 5);
      const bits = categories.map(() => random.integer(4));
      return { name, kind: "category", categories, bits, missingBits: 2.5, unseenBits: 5 };
    }),
    trees: Array.from({ length: random.integer(6) }, () =>
      drawIsolationTree(random, heightLimit, sampleSize),
    ),
  };
}
