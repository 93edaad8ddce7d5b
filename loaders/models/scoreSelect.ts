import type { Model } from "../../lib/core/models/modelDocument.js";
import { boostedTreesLayers } from "../../lib/sqlgen/boostedTreesSql.js";
import { nameSql } from "../../lib/sqlgen/expressions.js";
import { forestOrder, isolationForestLayers } from "../../lib/sqlgen/isolationForestSql.js";
import type { SqlLayers } from "../../lib/sqlgen/layers.js";
import { scorecardLayers } from "../../lib/sqlgen/scorecardSql.js";

/** What to score and what to keep of it. */
export interface ScoreSource {
  /** What stands after FROM: a table, or a SELECT in parentheses; it has the model's features as columns. */
  readonly from: string;
  /** Columns to take along, unique together. */
  readonly keys: readonly string[];
  /** Scores by the name they get; all of the model's, under their own names, if left out. */
  readonly scores?: Readonly<Record<string, string>>;
  /**
   * What spares a forest over millions of rows most of its work: `distinct` scores rows that are alike only once, for
   * where they mostly are; `sorted` puts those together that go the same ways. Other models need neither.
   */
  readonly forest?: "distinct" | "sorted";
}

/** The layers of a model of any type. */
function layersOf(model: Model): SqlLayers<string, string> {
  switch (model.type) {
    case "scorecard":
      return scorecardLayers(model);
    case "boostedTrees":
      return boostedTreesLayers(model);
    case "isolationForest":
      return isolationForestLayers(model);
  }
}

const inputNames = (model: Model): ReadonlyMap<string, string> =>
  new Map(model.features.map(({ name }, i) => [name, `input_${i}`]));

/**
 * A bare SELECT of keys and scores: `log_odds`, `points`, `pd` of a scorecard; `margin`, `probability` of boosted
 * trees; `path_length`, `anomaly_score` of a forest. Each layer of the model is a subquery, so that what a column is
 * cleaned to is worked out once a row.
 *
 * @param model to score with
 * @param source rows to score; its numbers and flags are cast to DOUBLE, its texts may be of an enumerated type
 * @throws RangeError if `scores` names what the model has not
 */
export function scoreSelect(model: Model, { from, keys, scores: wanted, forest }: ScoreSource): string {
  const layers = layersOf(model);
  const inputName = inputNames(model);
  const inputOf = (feature: string): string => inputName.get(feature)!;
  const kinds = new Map(model.features.map(({ name, kind }) => [name, kind]));
  // A text joined with nothing is the text, whatever its type is called.
  const columnOf = (feature: string): string =>
    kinds.get(feature) === "numeric" ? `CAST(${nameSql(feature)} AS DOUBLE)` : `(${nameSql(feature)} || '')`;
  const kept = keys.map(nameSql);
  const inputs = layers.inputs(columnOf).map(({ name, sql }) => `${sql} AS ${inputOf(name)}`);
  const sums = Object.entries(layers.sums(inputOf)).map(([name, sql]) => `${sql} AS sum_${name}`);
  const scores = layers.scores((sum) => `sum_${sum}`);
  const named = Object.entries(wanted ?? Object.fromEntries(Object.keys(scores).map((name) => [name, name])));
  const outer = named.map(([name, score]) => {
    const sql = scores[score];
    if (sql === undefined) throw new RangeError(`A ${model.type} has no ${score}.`);
    return `${sql} AS ${nameSql(name)}`;
  });
  const read = `SELECT ${[...kept, ...inputs].join(", ")} FROM ${from}`;
  const summed = summedSelect(model, read, kept, sums, forest);
  return `SELECT ${[...kept, ...outer].join(", ")}\nFROM (${summed}) AS sums`;
}

/** Keys and sums of rows of keys and inputs. */
function summedSelect(
  model: Model,
  read: string,
  kept: readonly string[],
  sums: readonly string[],
  forest: ScoreSource["forest"],
): string {
  const plain = (rows: string): string => `SELECT ${[...kept, ...sums].join(", ")}\nFROM (${rows}) AS inputs`;
  if (model.type !== "isolationForest" || forest === undefined) return plain(read);
  const asked = forestOrder(model).map((feature) => inputNames(model).get(feature)!);
  if (asked.length === 0) return plain(read);
  if (forest === "sorted") return plain(`${read} ORDER BY ${asked.join(", ")}`);
  // A forest's inputs are never NULL, and so can be joined by.
  const scored = `SELECT ${[...asked, ...sums].join(", ")}\nFROM (SELECT DISTINCT ${asked.join(", ")} FROM (${read}) AS rows_read) AS inputs`;
  const on = asked.map((input) => `all_rows.${input} = scored.${input}`).join(" AND ");
  return `SELECT ${[...kept.map((key) => `all_rows.${key}`), "sum_path_length"].join(", ")}\nFROM (${read}) AS all_rows INNER JOIN (${scored}) AS scored ON ${on}`;
}
