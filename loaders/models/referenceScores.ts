/**
 * The models once more, written from docs/model-document.schema.json rather than from lib/core, one record at a time and
 * as plainly as can be: what the other runtimes are held against. It shares no code with them, on purpose.
 */

type Value = string | number | boolean | null | undefined;
type Json = Record<string, never>;

interface Bin {
  woe: number;
  points: number;
}
interface Term {
  name: string;
  kind: string;
  coefficient: number;
  cuts: number[];
  groups: string[][];
  bins: Bin[];
  missing: Bin;
  unseen: Bin;
}
interface Card {
  intercept: number;
  scale: { pointsToDouble: number; basePoints: number; baseOdds: number };
  features: Term[];
}

const isMissing = (value: Value): boolean =>
  value === null || value === undefined || value === "" || Number.isNaN(value);

function binOf(term: Term, value: Value): Bin {
  if (isMissing(value)) return term.missing;
  if (term.kind === "category") {
    const at = term.groups.findIndex((group) => group.includes(String(value)));
    return at < 0 ? term.unseen : term.bins[at]!;
  }
  const number = Number(value);
  if (Math.abs(number) === Infinity) return term.missing;
  return term.bins[term.cuts.filter((cut) => cut <= number).length]!;
}

function scorecard(model: Card, record: Record<string, Value>): Record<string, number> {
  const bins = model.features.map((term) => binOf(term, record[term.name]));
  let logOdds = model.intercept;
  bins.forEach((bin, i) => (logOdds += model.features[i]!.coefficient * bin.woe));
  const { pointsToDouble, basePoints, baseOdds } = model.scale;
  const alone = basePoints + (pointsToDouble * (logOdds - Math.log(baseOdds))) / Math.log(2);
  let points = 0;
  for (const bin of bins) points += bin.points;
  return { points: bins.length === 0 ? alone : points, pd: 1 / (1 + Math.exp(logOdds)) };
}

interface Node {
  kind: string;
  value: number;
  feature: number;
  left: number;
  right: number;
  missing: string;
  threshold: number;
  categories: number[];
}
interface Boosted {
  baseMargin: number;
  features: { name: string; kind: string; categories: string[] }[];
  trees: Node[][];
}

function leafValue(model: Boosted, tree: Node[], index: number, record: Record<string, Value>): number {
  const node = tree[index]!;
  if (node.kind === "leaf") return node.value;
  const { name, kind, categories } = model.features[node.feature]!;
  const value = record[name];
  const code = kind === "category" ? categories.indexOf(String(value)) : 0;
  let goesLeft: boolean;
  if (isMissing(value) || code < 0) goesLeft = node.missing === "left";
  else if (kind === "category") goesLeft = node.categories.includes(code);
  else {
    const limited = Math.min(Math.max(Number(value), -Number.MAX_VALUE), Number.MAX_VALUE);
    goesLeft = limited < node.threshold;
  }
  return leafValue(model, tree, goesLeft ? node.left : node.right, record);
}

function boostedTrees(model: Boosted, record: Record<string, Value>): Record<string, number> {
  let margin = model.baseMargin;
  for (const tree of model.trees) margin += leafValue(model, tree, 0, record);
  return { probability: 1 / (1 + Math.exp(-margin)) };
}

interface Forest {
  sampleSize: number;
  features: {
    name: string;
    kind: string;
    typical: number;
    categories: string[];
    bits: number[];
    missingBits: number;
    unseenBits: number;
  }[];
  trees: { feature: number[]; threshold: number[]; left: number[]; size: number[] }[];
}

/** c(n) of Liu, Ting & Zhou 2008. */
function averageLength(n: number): number {
  if (n <= 1) return 0;
  let harmonic = 0;
  for (let i = 1; i < n; i++) harmonic += 1 / i;
  return 2 * harmonic - (2 * (n - 1)) / n;
}

function forestValue(feature: Forest["features"][number], value: Value): number {
  if (feature.kind === "numeric") return isMissing(value) ? feature.typical : Number(value);
  if (isMissing(value)) return feature.missingBits;
  const at = feature.categories.indexOf(String(value));
  return at < 0 ? feature.unseenBits : feature.bits[at]!;
}

function pathLength(tree: Forest["trees"][number], node: number, values: number[]): number {
  const feature = tree.feature[node]!;
  if (feature < 0) return averageLength(tree.size[node]!);
  const left = tree.left[node]!;
  return 1 + pathLength(tree, values[feature]! < tree.threshold[node]! ? left : left + 1, values);
}

function isolationForest(model: Forest, record: Record<string, Value>): Record<string, number> {
  const values = model.features.map((feature) => forestValue(feature, record[feature.name]));
  const scale = averageLength(model.sampleSize);
  let sum = 0;
  for (const tree of model.trees) sum += pathLength(tree, 0, values);
  const mean = model.trees.length === 0 ? scale : sum / model.trees.length;
  return { path_length: mean, anomaly_score: scale === 0 ? 0.5 : Math.pow(2, -mean / scale) };
}

/**
 * Scores of one record.
 *
 * @param document JSON text of a model document
 * @returns a function from a record's attributes to its scores by name
 */
export function referenceScorer(document: string): (record: Record<string, Value>) => Record<string, number> {
  const { type, model } = JSON.parse(document) as { type: string; model: Json };
  if (type === "scorecard") return (record) => scorecard(model as unknown as Card, record);
  if (type === "boostedTrees") return (record) => boostedTrees(model as unknown as Boosted, record);
  return (record) => isolationForest(model as unknown as Forest, record);
}
