import {
  pointsOfLogOdds,
  type Scorecard,
  type ScorecardBin,
  type ScorecardFeature,
} from "../core/models/scorecard.js";
import {
  finiteOrNull,
  logisticSql,
  numberSql,
  oneOf,
  sumSql,
  textOrNull,
  type ColumnOf,
} from "./expressions.js";
import { inOne, type SqlLayers } from "./layers.js";

type Value = (bin: ScorecardBin) => string;

function numericSql(
  { cuts, bins, missing }: Extract<ScorecardFeature, { kind: "numeric" }>,
  input: string,
  value: Value,
) {
  // Nothing is above the last cut but what is not below it: the last bin is tested by being a number.
  const tests = bins.map((bin, i) => {
    const test = i < cuts.length ? `${input} < ${numberSql(cuts[i]!)}` : `${input} IS NOT NULL`;
    return `WHEN ${test} THEN ${value(bin)} `;
  });
  return `CASE ${tests.join("")}ELSE ${value(missing)} END`;
}

function categorySql(
  { groups, bins, missing, unseen }: Extract<ScorecardFeature, { kind: "category" }>,
  input: string,
  value: Value,
) {
  const tests = groups.map((texts, i) =>
    texts.length === 0 ? "" : `WHEN ${oneOf(input, texts)} THEN ${value(bins[i]!)} `,
  );
  return `CASE ${tests.join("")}WHEN ${input} IS NOT NULL THEN ${value(unseen)} ELSE ${value(missing)} END`;
}

const termSql = (feature: ScorecardFeature, input: string, value: Value): string =>
  feature.kind === "numeric" ? numericSql(feature, input, value) : categorySql(feature, input, value);

/** A scorecard as SQL: its numbers are those of lib/core/models/scorecard.ts, but for the order of a sum. */
export function scorecardLayers(
  model: Scorecard,
): SqlLayers<"log_odds" | "points", "log_odds" | "points" | "pd"> {
  const { features, intercept, scale } = model;
  const terms = (inputOf: ColumnOf, value: (feature: ScorecardFeature) => Value): string[] =>
    features.map((feature) => termSql(feature, inputOf(feature.name), value(feature)));
  return {
    inputs: (columnOf) =>
      features.map(({ name, kind }) => ({
        name,
        sql: (kind === "numeric" ? finiteOrNull : textOrNull)(columnOf(name)),
      })),
    sums: (inputOf) => ({
      log_odds: sumSql([
        numberSql(intercept),
        ...terms(
          inputOf,
          ({ coefficient }) =>
            ({ woe }) =>
              numberSql(coefficient * woe),
        ),
      ]),
      points:
        features.length === 0
          ? numberSql(pointsOfLogOdds(scale, intercept))
          : sumSql(
              terms(
                inputOf,
                () =>
                  ({ points }) =>
                    numberSql(points),
              ),
            ),
    }),
    scores: (sumOf) => ({
      log_odds: sumOf("log_odds"),
      points: sumOf("points"),
      pd: logisticSql(sumOf("log_odds")),
    }),
  };
}

/**
 * A scorecard in one expression for each of its numbers, in the SQL that DuckDB, PostgreSQL, ClickHouse and Spark share.
 *
 * @param model a scorecard
 * @param columnOf a DOUBLE for a numeric feature (a flag is 1 or 0), a text for a category
 * @returns log odds of good, points that are not rounded, and the probability of default
 */
export const scorecardSql = (
  model: Scorecard,
  columnOf: ColumnOf,
): Readonly<Record<"log_odds" | "points" | "pd", string>> => inOne(scorecardLayers(model), columnOf);
