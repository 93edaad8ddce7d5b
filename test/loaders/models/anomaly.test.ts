import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anomalyFeatures } from "../../../lib/core/features/anomalyFeatures.js";
import type { Warehouse } from "../../../lib/warehouse/open.js";
import { rows } from "../../../lib/warehouse/sql.js";
import { trainAnomaly } from "../../../loaders/models/anomaly.js";
import { explainAlerts } from "../../../loaders/models/anomalyAlerts.js";
import { anomalyThreshold } from "../../../loaders/models/anomalyBudget.js";
import { anomalyScoresSelect } from "../../../loaders/models/anomalyScores.js";
import { judgeAnomalies } from "../../../loaders/evaluate/anomalyTruth.js";
import { readAnomalyVectors, type AnomalyVectors } from "../../../loaders/models/anomalyVectors.js";
import { makeFeatures, openMarts, type Movement } from "../sql/movements.js";

/** Vectors of one feature: how often each value comes, and how often before the judged days. */
function vectorsOf(
  lines: readonly (readonly [value: number, count: number, earlier: number])[],
): AnomalyVectors {
  return {
    table: {
      rows: lines.length,
      columns: [{ name: "x", kind: "numeric", values: Float64Array.from(lines, ([value]) => value) }],
    },
    counts: Float64Array.from(lines, ([, count]) => count),
    earlierCounts: Float64Array.from(lines, ([, , earlier]) => earlier),
    recentDays: 10,
  };
}

const spread = vectorsOf([
  [0, 20_000, 18_000],
  [1, 300, 250],
  [2, 30, 24],
  [9, 5, 2],
]);

describe("trainAnomaly(vectors, {seed})", () => {
  it("finds the rare and far the oddest, and gives the same forest for the same seed", () => {
    const { model, scores, notes } = trainAnomaly(spread, { seed: 3 });
    expect([...scores]).toEqual([...scores].sort((a, b) => a - b));
    expect(model.trees).toHaveLength(100);
    expect(model.sampleSize).toBe(16_384);
    expect(notes).toEqual(["Fitted on 18,276 of 18,276 rows: 100 trees of 16,384 each."]);
    expect(trainAnomaly(spread, { seed: 3 }).model).toEqual(model);
    expect(trainAnomaly(spread, { seed: 4 }).model).not.toEqual(model);
  });

  it("fits on all rows, and says so, where there are few before the judged days", () => {
    const { model, notes } = trainAnomaly(
      vectorsOf([
        [0, 900, 0],
        [5, 2, 0],
      ]),
      { seed: 1 },
    );
    expect(model.sampleSize).toBe(902);
    expect(notes[0]).toMatch(/^There are 0 rows before the last 90 days, fewer than 5,000/);
  });
});

describe("anomalyThreshold(vectors, scores, alertsPerDay)", () => {
  const scores = Float64Array.of(0.3, 0.5, 0.6, 0.8);

  it.each([
    // Of the last 10 days: 3 rows score 0.8, 6 score 0.6, 50 score 0.5, 2,000 score 0.3.
    { alertsPerDay: 6, alerts: 59, cutOff: 0.4 },
    { alertsPerDay: 5.9, alerts: 59, cutOff: 0.4 },
    { alertsPerDay: 5.8, alerts: 9, cutOff: 0.55 },
    { alertsPerDay: 0.9, alerts: 9, cutOff: 0.55 },
    { alertsPerDay: 0.5, alerts: 3, cutOff: 0.7 },
    { alertsPerDay: 0.1, alerts: 3, cutOff: 0.7 },
    // Nothing is odd about the 2,000.
    { alertsPerDay: 1e6, alerts: 59, cutOff: 0.4 },
  ])("gives $alerts alerts for $alertsPerDay a day over 10 days", ({ alertsPerDay, alerts, cutOff }) => {
    const found = anomalyThreshold(spread, scores, alertsPerDay);
    expect(found).toMatchObject({ alerts, days: 10, alertsPerDay: alerts / 10 });
    expect(found.cutOff).toBeCloseTo(cutOff, 12);
  });

  it("raises no alert without recent rows", () => {
    const found = anomalyThreshold(vectorsOf([[0, 10, 10]]), Float64Array.of(0.4), 5);
    expect(found).toEqual({ cutOff: Infinity, alerts: 0, days: 10, alertsPerDay: 0 });
  });
});

const two = (number: number): string => String(number).padStart(2, "0");
const date = (day: number): string => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);

describe("a small bank with one theft", () => {
  const folder = mkdtempSync(join(tmpdir(), "anomaly-"));
  let marts: Warehouse;
  beforeAll(async () => {
    marts = await openMarts();
    const ordinary: Movement[] = Array.from({ length: 1200 }, (_, i) => ({
      id: `t${i}`,
      client: `C${i % 6}`,
      at: `${date(Math.floor(i / 10))} ${two(9 + (i % 9))}:${two((7 * i) % 60)}:00`,
      amount: -(10 + ((i * 13) % 31)),
      counterparty: `M${(i * 7) % 40}`,
    }));
    const theft: Movement[] = [1, 2].map((n) => ({
      id: `theft${n}`,
      client: "C1",
      at: `${date(110)} 03:1${n}:00`,
      amount: -800,
      type: "transfer_out",
      channel: "web",
      category: "person",
      counterparty: "P666",
      country: "RO",
    }));
    await makeFeatures(marts, [...ordinary, ...theft]);
  });
  afterAll(() => {
    marts.close();
    rmSync(folder, { recursive: true });
  });

  it("is scored, explained and judged", async () => {
    const { connection } = marts;
    const vectors = await readAnomalyVectors(connection, "ftr_movements", anomalyFeatures);
    expect(vectors).not.toBeNull();
    const { model, scores } = trainAnomaly(vectors!, { seed: 1 });
    const threshold = anomalyThreshold(vectors!, scores, 0.05);
    await connection.run(
      `CREATE TABLE scored AS ${anomalyScoresSelect(model, "ftr_movements", ["transaction_id", "client_id", "posted_date"])}`,
    );
    const [oddest] = await rows<{ transaction_id: string; percentile: number; one_in: number }>(
      connection,
      "SELECT * FROM scored ORDER BY anomaly_score DESC LIMIT 1",
    );
    expect(oddest!.transaction_id).toMatch(/^theft/);
    expect(oddest!.percentile).toBeGreaterThan(0.998);
    expect(oddest!.one_in).toBe(202);

    const alerts = await explainAlerts(connection, model, "scored", threshold);
    expect(alerts.length).toBe(threshold.alerts);
    expect(alerts[0]!.transactionId).toMatch(/^theft/);
    expect(alerts[0]!.reasons).toHaveLength(3);
    const second = alerts.find(({ transactionId }) => transactionId === "theft2");
    expect(second!.reasons.map(({ text }) => text)).toContain(
      "same amount with the same counterparty again after 60 seconds",
    );

    const path = join(folder, "anomalies.csv");
    writeFileSync(
      path,
      "transaction_id,client_id,kind,episode,is_anomaly\ntheft1,C1,account_takeover,1,true\ntheft2,C1,account_takeover,1,true\nt3,C3,paid_twice,1,false\nunknown,C3,mule,2,true\n",
    );
    const truth = await judgeAnomalies(connection, "scored", path, threshold);
    expect(truth).toMatchObject({ movements: 1202, anomalies: 2 });
    expect(truth.asMany).toMatchObject({ alerts: 2, precision: 1, recall: 1 });
    expect(truth.asMany.found).toEqual([{ kind: "account_takeover", count: 2, alerts: 2, share: 1 }]);
    expect(truth.twiceAsMany.precision).toBeCloseTo(0.5, 12);
    expect(truth.atBudget.alerts).toBe(threshold.alerts);
  });

  it.each([
    ["another flag", "transaction_id,client_id,kind,episode,is_anomaly\nt1,C1,mule,1,maybe\n"],
    ["no such column", "transaction_id,client_id,kind\nt1,C1,mule\n"],
  ])("names a truth that cannot be read: %s", async (_, content) => {
    const path = join(folder, "bad.csv");
    writeFileSync(path, content);
    await expect(
      judgeAnomalies(marts.connection, "scored", path, { cutOff: 0.5, days: 90 }),
    ).rejects.toMatchObject({ code: "unreadable_truth", message: expect.stringContaining(path) as string });
  });

  it("gives no vectors without movements", async () => {
    await makeFeatures(marts, []);
    expect(await readAnomalyVectors(marts.connection, "ftr_movements", anomalyFeatures)).toBeNull();
  });
});
