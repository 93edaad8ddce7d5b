import type { ForestFeature } from "./forestValues.js";
import type { IsolationForest, IsolationTree } from "./isolationForest.js";
import { finite, list, modelHead, record, whole, words } from "./readParts.js";

/** The version that this code writes and reads. */
const schema = 1;

/**
 * Checks that a parsed JSON document is an isolation forest that can be scored with.
 *
 * @param document what `JSON.parse` gave
 * @returns the same object
 * @throws RangeError if it is another type of model, of an unknown version, or broken; the message says where
 */
export function readIsolationForest(document: unknown): IsolationForest {
  const forest = modelHead(document, "isolationForest", schema);
  whole(forest.sampleSize, "sampleSize", 1);
  const heightLimit = whole(forest.heightLimit, "heightLimit", 0);
  whole(forest.seed, "seed", 0);
  const features = list(forest.features, "features");
  features.forEach((feature, index) => checkFeature(feature, `features[${index}]`));
  list(forest.trees, "trees").forEach((tree, index) =>
    checkTree(tree, `trees[${index}]`, features.length, heightLimit),
  );
  return document as IsolationForest;
}

function checkFeature(value: unknown, where: string): void {
  const feature = record(value, where) as Partial<ForestFeature>;
  words(feature.name, `${where}.name`);
  if (feature.kind === "numeric") {
    finite(feature.typical, `${where}.typical`);
    return;
  }
  if (feature.kind !== "category") throw new RangeError(`${where}.kind is neither numeric nor category.`);
  const categories = list(feature.categories, `${where}.categories`);
  const bits = list(feature.bits, `${where}.bits`);
  if (bits.length !== categories.length) {
    throw new RangeError(`${where} has ${bits.length} bits for ${categories.length} categories.`);
  }
  for (const number of [...bits, feature.missingBits, feature.unseenBits]) finite(number, `${where}.bits`);
}

function checkTree(value: unknown, where: string, features: number, heightLimit: number): void {
  const tree = record(value, where) as Partial<IsolationTree>;
  const feature = list(tree.feature, `${where}.feature`);
  const [threshold, left, size] = (["threshold", "left", "size"] as const).map((name) => {
    const numbers = list(tree[name], `${where}.${name}`);
    if (numbers.length === feature.length) return numbers;
    throw new RangeError(`${where}.${name} has ${numbers.length} nodes; feature has ${feature.length}.`);
  });
  if (feature.length === 0) throw new RangeError(`${where} has no node.`);
  const depth = new Int32Array(feature.length);
  for (let node = 0; node < feature.length; node++) {
    const at = `${where}, node ${node}`;
    whole(size![node], `${at}, size`, 1);
    finite(threshold![node], `${at}, threshold`);
    const index = whole(feature[node], `${at}, feature`, -1);
    if (index >= features) throw new RangeError(`${at}: feature ${index} of ${features}.`);
    if (index < 0) continue;
    const child = whole(left![node], `${at}, left`, node + 1);
    if (child + 1 >= feature.length)
      throw new RangeError(`${at}: child ${child + 1} of ${feature.length} nodes.`);
    if (depth[node]! >= heightLimit) throw new RangeError(`${at}: below the height limit of ${heightLimit}.`);
    depth[child] = depth[node]! + 1;
    depth[child + 1] = depth[node]! + 1;
  }
}
