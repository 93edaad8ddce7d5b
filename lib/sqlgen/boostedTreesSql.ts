import type {
  BoostedTrees,
  CategoriesNode,
  ThresholdNode,
  Tree,
} from "../core/models/boostedTreesDocument.js";
import {
  logisticSql,
  numberOrNull,
  numberSql,
  oneOf,
  sumSql,
  textOrNull,
  type ColumnOf,
} from "./expressions.js";
import { inOne, type SqlLayers } from "./layers.js";

interface Branches {
  readonly left: string;
  readonly right: string;
}

const caseSql = (test: string, yes: string, no: string): string =>
  `CASE WHEN ${test} THEN ${yes} ELSE ${no} END`;

/** A missing value makes a comparison NULL, and so goes the way of ELSE: which comparison is asked depends on it. */
function thresholdSql(
  { threshold, missing }: ThresholdNode,
  input: string,
  { left, right }: Branches,
): string {
  // Nothing is below the least number: an infinity counts as that. Such a node tells missing values from all others.
  if (threshold === -Number.MAX_VALUE)
    return missing === "right" ? right : caseSql(`${input} IS NULL`, left, right);
  return missing === "right"
    ? caseSql(`${input} < ${numberSql(threshold)}`, left, right)
    : caseSql(`${input} >= ${numberSql(threshold)}`, right, left);
}

function categoriesSql(
  node: CategoriesNode,
  known: readonly string[],
  input: string,
  { left, right }: Branches,
): string {
  const goLeft = new Set(node.categories.map((code) => known[code]!));
  const tested = node.missing === "right" ? [...goLeft] : known.filter((text) => !goLeft.has(text));
  const [yes, no] = node.missing === "right" ? [left, right] : [right, left];
  return tested.length === 0 ? no : caseSql(oneOf(input, tested), yes, no);
}

function treeSql(model: BoostedTrees, tree: Tree, inputOf: ColumnOf, index = 0): string {
  const node = tree[index]!;
  if (node.kind === "leaf") return numberSql(node.value);
  const feature = model.features[node.feature]!;
  const branches = {
    left: treeSql(model, tree, inputOf, node.left),
    right: treeSql(model, tree, inputOf, node.right),
  };
  if (node.kind === "threshold") return thresholdSql(node, inputOf(feature.name), branches);
  if (feature.kind === "category")
    return categoriesSql(node, feature.categories, inputOf(feature.name), branches);
  throw new RangeError(`A tree asks ${feature.name}, which is numeric, for its category.`);
}

/** Boosted trees as SQL: their numbers are those of lib/core/models/boostedTrees.ts, but for the order of a sum. */
export function boostedTreesLayers(model: BoostedTrees): SqlLayers<"margin", "margin" | "probability"> {
  return {
    inputs: (columnOf) =>
      model.features.map(({ name, kind }) => ({
        name,
        sql: (kind === "numeric" ? numberOrNull : textOrNull)(columnOf(name)),
      })),
    sums: (inputOf) => ({
      margin: sumSql([
        numberSql(model.baseMargin),
        ...model.trees.map((tree) => treeSql(model, tree, inputOf)),
      ]),
    }),
    scores: (sumOf) => ({
      margin: sumOf("margin"),
      probability: logisticSql(`${numberSql(0)} - ${sumOf("margin")}`),
    }),
  };
}

/**
 * Boosted trees in one expression for each of their numbers, in the SQL that DuckDB, PostgreSQL, ClickHouse and Spark
 * share.
 *
 * @param model as fitted
 * @param columnOf a DOUBLE for a numeric feature (a flag is 1 or 0), a text for a category
 * @returns log odds and probability of the outcome
 */
export const boostedTreesSql = (
  model: BoostedTrees,
  columnOf: ColumnOf,
): Readonly<Record<"margin" | "probability", string>> => inOne(boostedTreesLayers(model), columnOf);
