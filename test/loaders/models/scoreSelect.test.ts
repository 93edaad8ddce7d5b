import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { predictIsolationForest } from "../../../lib/core/models/isolationForest.js";
import type { FeatureTable } from "../../../lib/core/models/table.js";
import { Random } from "../../../lib/core/random.js";
import { openWarehouse, type Warehouse } from "../../../lib/warehouse/open.js";
import { scoreSelect } from "../../../loaders/models/scoreSelect.js";
import { handCard } from "../../lib/core/models/scorecards.js";
import { drawForest } from "../../lib/sqlgen/drawnModels.js";
import { makeOddRows } from "../../lib/sqlgen/oddRows.js";

let warehouse: Warehouse;
let table: FeatureTable;

beforeAll(async () => {
  warehouse = await openWarehouse(":memory:");
  table = await makeOddRows(warehouse.connection);
});

afterAll(() => warehouse.close());

const read = async (sql: string) => (await warehouse.connection.runAndReadAll(sql)).getColumnsObjectJS();

describe("scoreSelect(model, source)", () => {
  it.each(["sorted", "distinct", undefined] as const)("scores the rows of a forest, %s", async (forest) => {
    for (let seed = 0; seed < 5; seed++) {
      const model = drawForest(new Random(seed));
      const select = scoreSelect(model, { from: "odd_rows", keys: ["id"], ...(forest && { forest }) });
      const { anomaly_score: scores } = await read(`SELECT * FROM (${select}) AS t ORDER BY id`);
      const expected = predictIsolationForest(model, table);
      expect(scores).toHaveLength(table.rows);
      scores!.forEach((score, row) => expect(score).toBeCloseTo(expected[row]!, 12));
    }
  });

  it("takes decimals, flags and enumerated texts as columns", async () => {
    const rows = `(SELECT * FROM (VALUES
      (1, CAST(99.99 AS DECIMAL(18, 2)), CAST('boat' AS ENUM ('boat', 'tv'))), (2, 100, 'tv'), (3, NULL, NULL)
      ) AS v (id, balance, purpose)) AS t`;
    const { id, points } = await read(
      `SELECT * FROM (${scoreSelect(handCard, { from: rows, keys: ["id"] })}) AS t ORDER BY id`,
    );
    const [balance, purpose] = handCard.features;
    expect(id).toEqual([1, 2, 3]);
    expect(points![0]).toBeCloseTo(balance!.bins[1]!.points + purpose!.bins[1]!.points, 9);
    expect(points![1]).toBeCloseTo(balance!.bins[2]!.points + purpose!.bins[0]!.points, 9);
    expect(points![2]).toBeCloseTo(balance!.missing.points + purpose!.missing.points, 9);
    const flags = scoreSelect(handCard, {
      from: "(SELECT 1 AS id, TRUE AS balance, '' AS purpose) AS t",
      keys: ["id"],
    });
    expect((await read(flags)).points![0]).toBeCloseTo(balance!.bins[1]!.points + purpose!.missing.points, 9);
  });

  it("keeps the scores asked for, under their new names", async () => {
    const from = "(SELECT 1 AS id, 5 AS balance, 'tv' AS purpose) AS t";
    const found = await read(scoreSelect(handCard, { from, keys: ["id"], scores: { chance: "pd" } }));
    expect(Object.keys(found)).toEqual(["id", "chance"]);
    expect(() => scoreSelect(handCard, { from, keys: ["id"], scores: { chance: "margin" } })).toThrow(
      RangeError,
    );
  });
});
