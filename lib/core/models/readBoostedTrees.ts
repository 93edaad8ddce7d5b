import type { BoostedTrees, TreeFeature } from "./boostedTreesDocument.js";
import { finite, list, modelHead, record, whole, words } from "./readParts.js";

/** The version that this code writes and reads. */
const schema = 1;

/**
 * Checks that a parsed JSON document is boosted trees that can be scored with.
 *
 * @param document what `JSON.parse` gave
 * @returns the same object
 * @throws RangeError if it is another type of model, of an unknown version, or broken; the message says where
 */
export function readBoostedTrees(document: unknown): BoostedTrees {
  const model = modelHead(document, "boostedTrees", schema);
  finite(model.baseMargin, "baseMargin");
  const training = record(model.training, "training");
  for (const name of ["rows", "positives"]) whole(training[name], `training.${name}`, 0);
  const features = list(model.features, "features").map((feature, index) =>
    checkFeature(feature, `features[${index}]`),
  );
  list(model.trees, "trees").forEach((tree, index) => checkTree(tree, `trees[${index}]`, features));
  return document as BoostedTrees;
}

function checkFeature(value: unknown, where: string): TreeFeature {
  const feature = record(value, where);
  words(feature.name, `${where}.name`);
  if (feature.kind === "category") {
    const texts = list(feature.categories, `${where}.categories`);
    if (texts.some((text) => typeof text !== "string")) {
      throw new RangeError(`${where}.categories holds something other than texts.`);
    }
  } else if (feature.kind !== "numeric") {
    throw new RangeError(`${where}.kind is neither numeric nor category.`);
  }
  return value as TreeFeature;
}

function checkTree(value: unknown, where: string, features: readonly TreeFeature[]): void {
  const nodes = list(value, where);
  if (nodes.length === 0) throw new RangeError(`${where} has no node.`);
  nodes.forEach((item, index) => {
    const at = `${where}[${index}]`;
    const node = record(item, at);
    finite(node.cover, `${at}.cover`);
    if (node.kind === "leaf") {
      finite(node.value, `${at}.value`);
      return;
    }
    const feature = features[whole(node.feature, `${at}.feature`, 0)];
    if (feature === undefined)
      throw new RangeError(`${at}: the model has no feature ${String(node.feature)}.`);
    checkQuestion(node, at, feature);
    finite(node.gain, `${at}.gain`);
    if (node.missing !== "left" && node.missing !== "right") {
      throw new RangeError(`${at}.missing is neither left nor right.`);
    }
    for (const side of ["left", "right"]) {
      // Children come after their parent, so that no walk goes in a circle.
      const child = whole(node[side], `${at}.${side}`, index + 1);
      if (child >= nodes.length) throw new RangeError(`${at}.${side} is ${child} of ${nodes.length} nodes.`);
    }
  });
}

function checkQuestion(node: Record<string, unknown>, at: string, feature: TreeFeature): void {
  if (node.kind === "threshold" && feature.kind === "numeric") {
    finite(node.threshold, `${at}.threshold`);
  } else if (node.kind === "categories" && feature.kind === "category") {
    list(node.categories, `${at}.categories`).forEach((code, position) => {
      const index = whole(code, `${at}.categories[${position}]`, 0);
      if (index >= feature.categories.length) {
        throw new RangeError(`${at}.categories[${position}]: ${feature.name} has no category ${index}.`);
      }
    });
  } else {
    throw new RangeError(`${at}.kind is ${JSON.stringify(node.kind)}; ${feature.name} is ${feature.kind}.`);
  }
}
