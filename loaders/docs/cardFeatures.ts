import type { BoostedTrees, Tree } from "../../lib/core/models/boostedTreesDocument.js";
import type { IsolationForest } from "../../lib/core/models/isolationForest.js";
import type { ModelDocument } from "../../lib/core/models/modelDocument.js";
import type { Scorecard, ScorecardFeature } from "../../lib/core/models/scorecard.js";
import { bullets, number, percent, table } from "./cardFormats.js";

/** The features of a model, the weightiest first: what they are, which way they push, and how much. */
export function featureSection(document: ModelDocument): string {
  const { model } = document;
  const aboutOf = new Map(document.features.map((feature) => [feature.name, feature]));
  const described = (name: string): string[] => {
    const feature = aboutOf.get(name);
    const unit = feature?.unit == null ? "" : ` (${feature.unit})`;
    return [`${feature?.title ?? name}${unit}`, feature?.about ?? ""];
  };
  if (model.type === "scorecard") return scorecardFeatures(model, described);
  return model.type === "boostedTrees" ? treeFeatures(model, described) : forestFeatures(model, described);
}

type Described = (name: string) => string[];

function scorecardFeatures(model: Scorecard, described: Described): string {
  const rows = model.features
    .map((feature) => {
      const points = feature.bins.map((bin) => bin.points);
      return { feature, spread: Math.max(...points) - Math.min(...points) };
    })
    .sort((a, b) => b.spread - a.spread)
    .map(({ feature, spread }) => [
      ...described(feature.name),
      pointsDirection(feature),
      number(spread),
      number(feature.informationValue),
      number(feature.coefficient),
      feature.pValue < 0.0001 ? "< 0.0001" : number(feature.pValue),
    ]);
  const head = [
    "Feature",
    "About",
    "With more of it, risk",
    "Points, best to worst",
    "IV",
    "Coefficient",
    "p",
  ];
  const none = "No feature was worth taking in: every client gets the same points.";
  const out = leftOutByReason(model);
  return table(head, rows, none) + (out === "" ? "" : `\n\nLeft out, each for a reason:\n\n${out}`);
}

function leftOutByReason({ fit }: Scorecard): string {
  const names = new Map<string, string[]>();
  for (const { name, reason } of fit.leftOut) {
    // Some reasons hold a number with all its digits.
    const short = reason.replace(/\d+\.\d{4,}(e-?\d+)?/g, (digits) => number(Number(digits)));
    names.set(short, [...(names.get(short) ?? []), `\`${name}\``]);
  }
  return bullets([...names].map(([reason, features]) => `${reason}: ${features.join(", ")}`));
}

/** Risk falls where points rise. */
function pointsDirection(feature: ScorecardFeature): string {
  if (feature.kind === "category") return "by category";
  const steps = feature.bins.slice(1).map((bin, index) => bin.points - feature.bins[index]!.points);
  if (steps.every((step) => step >= 0)) return "falls";
  return steps.every((step) => step <= 0) ? "rises" : "bends";
}

function treeFeatures(model: BoostedTrees, described: Described): string {
  const gains = new Float64Array(model.features.length);
  const pushes = new Float64Array(model.features.length);
  for (const tree of model.trees) addGains(tree, gains, pushes);
  const all = gains.reduce((sum, gain) => sum + gain, 0);
  const rows = model.features
    .map((feature, index) => ({ feature, gain: gains[index]!, push: pushes[index]! }))
    .filter(({ gain }) => gain > 0)
    .sort((a, b) => b.gain - a.gain)
    .map(({ feature, gain, push }) => [
      ...described(feature.name),
      feature.kind === "category" ? "by category" : pushDirection(push / gain),
      percent(gain / all),
    ]);
  return table(
    ["Feature", "About", "With more of it, risk", "Share of the fall in loss"],
    rows,
    "The trees ask of nothing.",
  );
}

/** Gain by feature, and the part of it at splits whose right side, of the larger values, is riskier, less the rest. */
function addGains(tree: Tree, gains: Float64Array, pushes: Float64Array): void {
  const values = tree.map(() => 0);
  // Children come after their parent.
  for (let index = tree.length - 1; index >= 0; index--) {
    const node = tree[index]!;
    if (node.kind === "leaf") {
      values[index] = node.value;
      continue;
    }
    const [left, right] = [tree[node.left]!.cover, tree[node.right]!.cover];
    values[index] =
      (values[node.left]! * left + values[node.right]! * right) / Math.max(left + right, Number.MIN_VALUE);
    gains[node.feature]! += node.gain;
    if (node.kind === "threshold") {
      pushes[node.feature]! += node.gain * Math.sign(values[node.right]! - values[node.left]!);
    }
  }
}

const pushDirection = (push: number): string => (push > 0.8 ? "rises" : push < -0.8 ? "falls" : "depends");

function forestFeatures(model: IsolationForest, described: Described): string {
  const splits = new Int32Array(model.features.length);
  for (const tree of model.trees) for (const index of tree.feature) if (index >= 0) splits[index]!++;
  const all = splits.reduce((sum, each) => sum + each, 0);
  const rows = model.features
    .map((feature, index) => ({ feature, splits: splits[index]! }))
    .sort((a, b) => b.splits - a.splits)
    .map(({ feature, splits: own }) => [
      ...described(feature.name),
      feature.kind === "numeric" ? number(feature.typical) : "–",
      percent(all === 0 ? 0 : own / all),
    ]);
  return `${table(["Feature", "About", "Median", "Share of the splits"], rows)}

A value counts as odd where few others lie, be it high or low: no direction is given to the forest, and splits are drawn,
not chosen. A share tells how often a feature still varied, not how much it matters.`;
}
