import { describe, expect, it } from "vitest";
import { auc } from "../../../lib/core/metrics/auc.js";
import { defaultFeatures } from "../../../lib/core/features/defaultFeatures.js";
import { defaultGrantFeatures } from "../../../lib/core/features/defaultGrantFeatures.js";
import { reasonWords } from "../../../lib/core/features/reasonWords.js";
import { pdOfPoints, predictScorecard, scorePoints } from "../../../lib/core/models/scorecard.js";
import type { Panel } from "../../../lib/core/panel.js";
import { Random } from "../../../lib/core/random.js";
import { defaultScale } from "../../../lib/fit/scorecardOptions.js";
import { trainDefault } from "../../../loaders/models/default.js";
import { UntrainableError } from "../../../loaders/models/untrainable.js";

const used = ["behind_count", "interest_rate_ratio", "cash_ratio_90d"];
const features = defaultFeatures.filter(({ name }) => used.includes(name));
const options = { seed: 1, scale: defaultScale };

/** Clients who each stand at 12 month ends; one default shows at all of them. */
function panelOf(clientCount: number, rate: number): Panel {
  const random = new Random(5, 0);
  const months = 12;
  const rows = clientCount * months;
  const columns = features.map(({ name }) => ({
    name,
    kind: "numeric" as const,
    values: new Float64Array(rows),
  }));
  const labels = new Uint8Array(rows);
  for (let client = 0; client < clientCount; client++) {
    const risk = random.normal();
    const defaults = random.uniform() < 1 / (1 + Math.exp(-(Math.log(rate / (1 - rate)) + 1.2 * risk)));
    for (let month = 0; month < months; month++) {
      const row = month * clientCount + client;
      labels[row] = defaults ? 1 : 0;
      columns.forEach(({ values }, j) => {
        values[row] = j < 2 ? risk + 0.7 * random.normal() : random.uniform();
      });
    }
  }
  return {
    table: { rows, columns },
    labels,
    clients: Int32Array.from({ length: rows }, (_, row) => row % clientCount),
    snapshots: Int32Array.from({ length: rows }, (_, row) => Math.floor(row / clientCount)),
    snapshotDates: Array.from(
      { length: months },
      (_, month) => `2025-${String(month + 1).padStart(2, "0")}-28`,
    ),
  };
}

describe("trainDefault(panel, features, options)", () => {
  const panel = panelOf(1200, 0.08);
  const trained = trainDefault(panel, features, options);

  it("keeps what tells the outcome, leaves out what does not, and says that rows overlap", () => {
    const names = trained.model.features.map(({ name }) => name).sort();
    expect(names.length).toBeGreaterThan(0);
    expect(names).not.toContain("cash_ratio_90d");
    expect(trained.notes.join(" ")).toMatch(/Rows of a client overlap: 9\.0 positive rows count as one/);
  });

  it("publishes the model that it judges, points and probabilities in agreement", () => {
    expect(predictScorecard(trained.model, panel.table)).toEqual(trained.probabilities);
    const points = scorePoints(trained.model, panel.table);
    expect(pdOfPoints(trained.model.scale, points[7]!)).toBeCloseTo(trained.probabilities[7]!, 10);
  });

  it("is calibrated on training rows of clients it has not seen", () => {
    const { split, outOfClient } = trained;
    const mean = (of: (row: number) => number) =>
      split.train.reduce((sum, row) => sum + of(row), 0) / split.train.length;
    expect(mean((row) => outOfClient[row]!)).toBeCloseTo(
      mean((row) => panel.labels[row]!),
      2,
    );
  });

  it("ranks later months better than its baselines do", () => {
    const { test } = trained.split;
    const labels = Uint8Array.from(test, (row) => panel.labels[row]!);
    const judge = (values: Float64Array) =>
      auc(
        Float64Array.from(test, (row) => values[row]!),
        labels,
      );
    expect(trained.baselines.map(({ name }) => name)[0]).toBe("constant");
    expect(used).toContain(trained.baselines[1]!.name);
    expect(judge(trained.baselines[0]!.probabilities)).toBe(0.5);
    expect(judge(trained.probabilities)).toBeGreaterThanOrEqual(
      judge(trained.baselines[1]!.probabilities) - 0.01,
    );
  });

  it("gives the same model again, bit for bit", () => {
    expect(trainDefault(panel, features, options).model).toEqual(trained.model);
  });

  it.each([
    ["one class only", (labels: Uint8Array) => labels.fill(0), /the outcome is negative in all/],
    ["the other class only", (labels: Uint8Array) => labels.fill(1), /the outcome is positive in all/],
    [
      "too few positives",
      (labels: Uint8Array) => labels.fill(0).fill(1, 0, 49),
      /49 of 14,400 training rows .* 50 are needed/,
    ],
    [
      "too few before the test",
      (labels: Uint8Array) => labels.fill(0).fill(1, 0, 30).fill(1, 14_000, 14_100),
      /30 of 10,800 training rows/,
    ],
  ])("refuses %s", (_, change, message) => {
    const labels = change(Uint8Array.from(panel.labels));
    const fit = () => trainDefault({ ...panel, labels }, features, options);
    expect(fit).toThrow(UntrainableError);
    expect(fit).toThrow(message);
  });

  it("refuses an empty panel", () => {
    const empty: Panel = {
      table: { rows: 0, columns: [] },
      labels: new Uint8Array(0),
      clients: new Int32Array(0),
      snapshots: new Int32Array(0),
      snapshotDates: [],
    };
    expect(() => trainDefault(empty, features, options)).toThrow(/no row has a known outcome/);
  });
});

describe("features of the default models", () => {
  it.each([...defaultFeatures, ...defaultGrantFeatures].map((feature) => [feature.name, feature] as const))(
    "%s gives a reason without loose ends",
    (_, feature) => {
      for (const value of [-1.5, 0, 1, 2.34, 1234.5]) {
        expect(reasonWords(feature, value)).toMatch(/^[a-z\d−-].*[\w%]$/);
        expect(reasonWords(feature, value)).not.toMatch(/NaN|undefined|score/);
      }
    },
  );

  it.each([
    ["overdrawn_days_90d", 21, "balance was below zero on 21 days in the last 90 days"],
    ["behind_count", 1, "1 instalment behind on the loan"],
    ["missed_ratio", 0.25, "no payment in 25 % of the months in which an instalment fell due"],
    ["card_utilisation_ratio_90d", 0.876, "88 % of the card limit was used in the last 90 days"],
  ])("%s of %s: %s", (name, value, words) => {
    expect(
      reasonWords(
        defaultFeatures.find((feature) => feature.name === name)!,
        value,
      ),
    ).toBe(words);
  });
});
