import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { boostedTreesMargin, predictBoostedTrees } from "../../../lib/core/models/boostedTrees.js";
import { isolationPathLengths, predictIsolationForest } from "../../../lib/core/models/isolationForest.js";
import { predictScorecard, scorePoints } from "../../../lib/core/models/scorecard.js";
import type { FeatureTable } from "../../../lib/core/models/table.js";
import { Random } from "../../../lib/core/random.js";
import { boostedTreesSql } from "../../../lib/sqlgen/boostedTreesSql.js";
import { nameSql, numberSql, textSql } from "../../../lib/sqlgen/expressions.js";
import { isolationForestSql } from "../../../lib/sqlgen/isolationForestSql.js";
import { scorecardSql } from "../../../lib/sqlgen/scorecardSql.js";
import { openWarehouse, type Warehouse } from "../../../lib/warehouse/open.js";
import { handCard } from "../core/models/scorecards.js";
import { drawForest, drawScorecard, drawTrees } from "./drawnModels.js";
import { makeOddRows } from "./oddRows.js";

let warehouse: Warehouse;
let table: FeatureTable;

beforeAll(async () => {
  warehouse = await openWarehouse(":memory:");
  table = await makeOddRows(warehouse.connection);
});

afterAll(() => warehouse.close());

async function inDuckDb(expressions: readonly string[]): Promise<number[][]> {
  const reader = await warehouse.connection.runAndReadAll(
    `SELECT ${expressions.map((sql, i) => `${sql} AS c${i}`).join(", ")} FROM odd_rows ORDER BY id`,
  );
  return reader.getColumnsJS() as number[][];
}

/** Largest difference, relative to the larger of the two. */
function difference(found: readonly number[], expected: Float64Array): number {
  expect(found).toHaveLength(expected.length);
  return found.reduce((worst, value, i) => {
    const wanted = expected[i]!;
    const scale = Math.max(Math.abs(value), Math.abs(wanted), 1e-6);
    return Math.max(worst, value === wanted ? 0 : Math.abs(value - wanted) / scale);
  }, 0);
}

/** A check of drawn models, by seed. */
const forSeeds = (check: (seed: number) => Promise<void>): Promise<void> =>
  fc.assert(fc.asyncProperty(fc.nat(1e6), check), { numRuns: 40, seed: 1 });

describe("scorecardSql(model, columnOf)", () => {
  it("gives the points and probabilities of lib/core", () =>
    forSeeds(async (seed) => {
      const model = drawScorecard(new Random(seed));
      const { points, pd, log_odds } = scorecardSql(model, nameSql);
      const [ofPoints, ofPd, ofOdds] = await inDuckDb([points, pd, log_odds]);
      const expected = predictScorecard(model, table);
      expect(difference(ofPoints!, scorePoints(model, table))).toBeLessThan(1e-12);
      expect(difference(ofPd!, expected)).toBeLessThan(1e-12);
      expect(
        difference(
          ofOdds!.map((odds) => 1 / (1 + Math.exp(odds))),
          expected,
        ),
      ).toBeLessThan(1e-12);
    }));

  it("scores everybody alike without features", async () => {
    const model = { ...handCard, features: [] };
    const [points] = await inDuckDb([scorecardSql(model, nameSql).points]);
    expect(points![0]).toBeCloseTo(scorePoints(model, table)[0]!, 9);
  });
});

describe("boostedTreesSql(model, columnOf)", () => {
  it("gives the margins and probabilities of lib/core", () =>
    forSeeds(async (seed) => {
      const model = drawTrees(new Random(seed));
      const { margin, probability } = boostedTreesSql(model, nameSql);
      const [margins, probabilities] = await inDuckDb([margin, probability]);
      expect(difference(margins!, boostedTreesMargin(model, table))).toBeLessThan(1e-9);
      expect(difference(probabilities!, predictBoostedTrees(model, table))).toBeLessThan(1e-12);
    }));
});

describe("isolationForestSql(model, columnOf)", () => {
  it("gives the path lengths and scores of lib/core", () =>
    forSeeds(async (seed) => {
      const model = drawForest(new Random(seed));
      const { path_length, anomaly_score } = isolationForestSql(model, nameSql);
      const [lengths, scores] = await inDuckDb([path_length, anomaly_score]);
      expect(difference(lengths!, isolationPathLengths(model, table))).toBeLessThan(1e-12);
      expect(difference(scores!, predictIsolationForest(model, table))).toBeLessThan(1e-12);
    }));
});

describe("the generated SQL", () => {
  const allowed = new Set(
    ["CASE", "WHEN", "THEN", "ELSE", "END", "IN", "IS", "NOT", "NULL", "COALESCE", "EXP", "POWER"].sort(),
  );

  it("is made of what DuckDB, PostgreSQL, ClickHouse and Spark share", () => {
    for (let seed = 0; seed < 20; seed++) {
      const column = (): string => "x";
      const all = [
        ...Object.values(scorecardSql(drawScorecard(new Random(seed)), column)),
        ...Object.values(boostedTreesSql(drawTrees(new Random(seed)), column)),
        ...Object.values(isolationForestSql(drawForest(new Random(seed)), column)),
      ];
      for (const sql of all) {
        const bare = sql.replaceAll(/'(?:[^']|'')*'/g, "x").replaceAll(/\d+(\.\d+)?e[+-]\d+/g, "1");
        expect(bare).toMatch(/^[A-Zx1\s()+\-*/<>=,]+$/);
        const words = new Set(bare.match(/[A-Z]+/g));
        expect([...words].filter((word) => !allowed.has(word))).toEqual([]);
      }
    }
  });

  it("writes numbers that DuckDB reads back as the same doubles", async () => {
    const random = new Random(2);
    const drawn = Array.from({ length: 500 }, () => random.normal() * 10 ** (random.integer(600) - 300));
    const values = [
      0.1,
      1 / 3,
      5e-324,
      2.2250738585072014e-308,
      Number.MAX_VALUE,
      -0.1,
      1e22,
      123456789,
      ...drawn,
    ];
    const reader = await warehouse.connection.runAndReadAll(`SELECT ${values.map(numberSql).join(", ")}`);
    expect(reader.getRowsJS()[0]).toEqual(values);
    expect(new Set(reader.columnTypes().map(String))).toEqual(new Set(["DOUBLE"]));
  });

  it("refuses what SQL has no number for", () => {
    expect(() => numberSql(Infinity)).toThrow(RangeError);
    expect(() => numberSql(NaN)).toThrow(RangeError);
  });

  it("escapes texts and names", () => {
    expect(textSql("it's")).toBe("'it''s'");
    expect(nameSql('a "b"')).toBe('"a ""b"""');
  });
});
