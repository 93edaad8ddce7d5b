import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Model } from "../../../lib/core/models/modelDocument.js";
import { Random } from "../../../lib/core/random.js";
import { openWarehouse, type Warehouse } from "../../../lib/warehouse/open.js";
import { averagePathLength } from "../../../lib/core/models/isolationForest.js";
import { compareRuntimes } from "../../../loaders/models/compareRuntimes.js";
import { scoreJson, type Scores } from "../../../loaders/models/coreScores.js";
import { sampleOf, scoreEverywhere } from "../../../loaders/models/runtimes.js";
import { drawForest, drawScorecard, drawTrees } from "../../lib/sqlgen/drawnModels.js";
import { makeOddRows } from "../../lib/sqlgen/oddRows.js";
import { documentOf } from "./documents.js";

const source = { from: "odd_rows", keys: ["id"] };
let warehouse: Warehouse;

beforeAll(async () => {
  warehouse = await openWarehouse(":memory:");
  await makeOddRows(warehouse.connection);
});

afterAll(() => warehouse.close());

const scored = (model: Model) =>
  scoreEverywhere(warehouse.connection, JSON.stringify(documentOf(model)), source);

describe("scoreEverywhere(connection, document, source)", () => {
  const kinds: [string, (random: Random) => Model][] = [
    ["scorecards", drawScorecard],
    ["boosted trees", drawTrees],
    ["isolation forests", drawForest],
  ];

  it.each(kinds)("gives one number in all runtimes for %s, on the oddest rows", async (_, draw) => {
    for (let seed = 0; seed < 4; seed++) {
      const everywhere = await scored(draw(new Random(seed)));
      const { differences, rows } = compareRuntimes(everywhere);
      expect(rows).toBe(300);
      expect(differences).toHaveLength(6);
      for (const { difference } of differences) expect(difference).toBeLessThan(1e-12);
      for (const scores of Object.values(everywhere.scores)) {
        for (const values of Object.values(scores).slice(-1)) expect(values).toHaveLength(300);
      }
    }
  });
});

describe("scoreJson(document, records)", () => {
  it("reads gaps and infinities from JSON, and refuses a document of another version", () => {
    const model = { ...drawForest(new Random(2)), trees: [] };
    const document = documentOf(model);
    const records = '[{"n0": null, "t0": ""}, {"n0": 1e999, "n1": -1e999, "n 2": 3, "t1": "DE"}]';
    const { path_length: lengths } = JSON.parse(scoreJson(JSON.stringify(document), records)) as Scores;
    expect(Array.from(lengths!)).toEqual(Array<number>(2).fill(averagePathLength(model.sampleSize)));
    expect(() => scoreJson(JSON.stringify({ ...document, schema: 99 }), records)).toThrow(/schema is 99/);
  });
});

describe("compareRuntimes(scored, tolerance)", () => {
  it("stops the build at a score that differs", async () => {
    const everywhere = await scored(drawTrees(new Random(3)));
    const { node } = everywhere.scores;
    const changed = Array.from(node.probability!, (value, row) => (row === 7 ? value * (1 + 1e-8) : value));
    const scores = { ...everywhere.scores, browser: { probability: changed } };
    expect(() => compareRuntimes({ ...everywhere, scores })).toThrow(
      /Model drawn: probability of \w+ and \w+ differ by 1\.0e-8/,
    );
    expect(() => compareRuntimes({ ...everywhere, scores }, 1e-7)).not.toThrow();
  });

  it.each([
    ["is missing", []],
    ["is no number", [NaN]],
  ])("takes a score that %s for different", (_, duckdb) => {
    const one = { probability: [0.5] };
    const scores = { duckdb: { probability: duckdb }, node: one, browser: one, reference: one };
    expect(() => compareRuntimes({ model: "m", rows: 1, scores })).toThrow(/differ by Infinity/);
  });
});

describe("sampleOf(connection, source, atMost)", () => {
  it("takes about as many rows, the same each time, and all of a small table", async () => {
    const { connection } = warehouse;
    const from = await sampleOf(connection, source, 60);
    const ids = async () =>
      (await connection.runAndReadAll(`SELECT id FROM ${from} AS t`)).getRowsJS().flat();
    const found = await ids();
    expect(found.length).toBeGreaterThan(30);
    expect(found.length).toBeLessThan(90);
    expect(await ids()).toEqual(found);
    expect(await sampleOf(connection, source, 300)).toBe("odd_rows");
  });
});
