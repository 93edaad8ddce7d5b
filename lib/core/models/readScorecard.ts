import type { Scorecard } from "./scorecard.js";
import { finite, list, modelHead, record, words } from "./readParts.js";

/** The version that this code writes and reads. */
const schema = 1;

/**
 * Checks that a parsed JSON document is a scorecard that can be scored with.
 *
 * @param document what `JSON.parse` gave
 * @returns the same object
 * @throws RangeError if it is another type of model, of an unknown version, or broken; the message says where
 */
export function readScorecard(document: unknown): Scorecard {
  const model = modelHead(document, "scorecard", schema);
  finite(model.intercept, "intercept");
  const scale = record(model.scale, "scale");
  for (const name of ["pointsToDouble", "basePoints", "baseOdds"]) finite(scale[name], `scale.${name}`);
  record(model.fit, "fit");
  list(model.features, "features").forEach((feature, i) => checkFeature(feature, `features[${i}]`));
  return document as Scorecard;
}

function checkFeature(value: unknown, where: string): void {
  const feature = record(value, where);
  words(feature.name, `${where}.name`);
  for (const name of ["coefficient", "standardError", "pValue", "informationValue"]) {
    finite(feature[name], `${where}.${name}`);
  }
  checkBin(feature.missing, `${where}.missing`);
  const bins = list(feature.bins, `${where}.bins`);
  bins.forEach((bin, i) => checkBin(bin, `${where}.bins[${i}]`));
  if (feature.kind === "numeric") {
    const cuts = list(feature.cuts, `${where}.cuts`);
    cuts.reduce<number>((before, cut, i) => {
      const now = finite(cut, `${where}.cuts[${i}]`);
      if (now > before) return now;
      throw new RangeError(`${where}.cuts[${i}] does not ascend.`);
    }, -Infinity);
    sameLength(bins.length, cuts.length + 1, where);
  } else if (feature.kind === "category") {
    const groups = list(feature.groups, `${where}.groups`);
    groups.forEach((group, i) => {
      const texts = list(group, `${where}.groups[${i}]`);
      if (texts.some((text) => typeof text !== "string")) {
        throw new RangeError(`${where}.groups[${i}] holds something other than texts.`);
      }
    });
    sameLength(bins.length, groups.length, where);
    checkBin(feature.unseen, `${where}.unseen`);
  } else {
    throw new RangeError(`${where}.kind is neither numeric nor category.`);
  }
}

function checkBin(value: unknown, where: string): void {
  const bin = record(value, where);
  for (const name of ["rows", "bads", "woe", "points"]) finite(bin[name], `${where}.${name}`);
}

function sameLength(bins: number, expected: number, where: string): void {
  if (bins !== expected) throw new RangeError(`${where} has ${bins} bins; ${expected} were expected.`);
}
