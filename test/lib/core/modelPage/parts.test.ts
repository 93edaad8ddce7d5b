import { describe, expect, it } from "vitest";
import { makeFormats } from "../../../../lib/core/format/formats.js";
import { driftRows } from "../../../../lib/core/modelPage/drift.js";
import { leastRatio, orderedGroups } from "../../../../lib/core/modelPage/fairness.js";
import { decimalsOf, periodWords, writeEstimate, writePsi } from "../../../../lib/core/modelPage/figures.js";
import { missedMonths, monthPoints } from "../../../../lib/core/modelPage/months.js";
import { rankedLines, rivalOf } from "../../../../lib/core/modelPage/rivals.js";
import { shownModels } from "../../../../lib/core/modelPage/shownModels.js";
import { writeTiny } from "../../../../lib/core/modelPage/watchParts.js";
import { card, estimate, group, madeModel, report, shift } from "./madeModels.js";

const formats = makeFormats({ locale: "en-GB", currency: "EUR" });
const plain = (text: string): string => text.replaceAll("\u202F", " ");

describe("decimalsOf(figure, unit) and writeEstimate(formats, figure, unit)", () => {
  it.each([
    [estimate(0.828, 0.784, 0.868), "number", 2, "0.83 (0.78 to 0.87)"],
    [estimate(0.0237, 0.018, 0.0294), "number", 3, "0.024 (0.018 to 0.029)"],
    [estimate(0.974, 0.94, 1.004), "share", 0, "97 % (94 to 100 %)"],
    [estimate(0.027, 0.0189, 0.0356), "share", 1, "2.7 % (1.9 to 3.6 %)"],
    [estimate(0.5), "number", 2, "0.50"],
    [estimate(0.5, 0.5, 0.5), "share", 1, "50.0 % (50.0 to 50.0 %)"],
  ] as const)("writes %j as a %s with %i decimals", (figure, unit, decimals, text) => {
    expect(decimalsOf(figure, unit)).toBe(decimals);
    expect(plain(writeEstimate(formats, figure, unit))).toBe(text);
  });

  it("writes what is not known as a dash", () => {
    expect(writeEstimate(formats, null, "number")).toBe("–");
    expect(writePsi(formats, null)).toBe("–");
  });
});

describe("writePsi(formats, value)", () => {
  it.each([
    [0, "< 0.001"],
    [0.0031, "0.003"],
    [0.099, "0.099"],
    [0.2, "0.20"],
    [2.047, "2.05"],
  ])("writes %f as %s", (value, text) => {
    expect(writePsi(formats, value)).toBe(text);
  });
});

describe("writeTiny(formats, value)", () => {
  it.each([
    [0, "0"],
    [6.48e-8, "6.5e−8"],
    [1e-15, "1.0e−15"],
    [0.9918, "0.992"],
    [1802, "1,802"],
  ])("writes %f as %s", (value, text) => {
    expect(writeTiny(formats, value)).toBe(text);
  });
});

describe("periodWords(formats, period)", () => {
  it.each([
    ["2025-01-31", "2025-06-30", "January to June 2025"],
    ["2023-07-31", "2024-12-31", "July 2023 to December 2024"],
    ["2025-06-01", "2025-06-30", "June 2025"],
  ])("tells %s to %s", (from, to, text) => {
    expect(periodWords(formats, { from, to })).toBe(text);
  });
});

describe("driftRows(model)", () => {
  it("puts what the model uses first, each part by how far it moved", () => {
    const shifts = [shift("other", 0.4, 0.5), shift("late_count", 0.01, 0.02), shift("more", 0.9, null)];
    expect(
      driftRows(madeModel({ shifts })).map(({ title, isUsed, verdict }) => [title, isUsed, verdict]),
    ).toEqual([
      ["Late payments", true, "stable"],
      ["more", false, "moved"],
      ["other", false, "moved"],
    ]);
  });
});

describe("leastRatio(reports) and orderedGroups(report)", () => {
  const ages = {
    attribute: "age_band",
    reference: "under 25",
    groups: [
      group("60 and over", 0.64),
      group("unknown", null),
      group("under 25", 1),
      group("25 to 39", 0.85),
    ],
  };
  it("finds the group selected least often, over all attributes", () => {
    expect(leastRatio([...report.fairness, ages])).toMatchObject({
      attribute: "age_band",
      group: "60 and over",
      reference: "under 25",
    });
    expect(leastRatio([])).toBeNull();
    expect(
      leastRatio([{ attribute: "gender", reference: null, groups: [group("unknown", null)] }]),
    ).toBeNull();
  });
  it("orders ages upwards and puts last what is not judged", () => {
    expect(orderedGroups(ages).map((each) => each.group)).toEqual([
      "under 25",
      "25 to 39",
      "60 and over",
      "unknown",
    ]);
  });
});

describe("monthPoints(report) and missedMonths(points)", () => {
  it("gives observed shares Wilson's interval, and leaves out months without rows", () => {
    const months = [report.months[1]!, { ...report.months[0]!, rows: 0, positives: 0 }];
    const [point, ...others] = monthPoints({ months });
    expect(others).toEqual([]);
    // 13 of 500 by Wilson: 1.53 to 4.40 %.
    expect(point!.observed.low).toBeCloseTo(0.0153, 3);
    expect(point!.observed.high).toBeCloseTo(0.044, 3);
    expect(point!.month).toEqual(new Date(Date.UTC(2025, 0, 1)));
  });
  it("finds months in which more came than chance explains", () => {
    const points = monthPoints({ months: report.months.map((month) => ({ ...month, predicted: 0.05 })) });
    expect(missedMonths(points)).toHaveLength(2);
    expect(missedMonths(monthPoints(report))).toEqual([]);
  });
});

describe("rivalOf(model) and rankedLines(model)", () => {
  it("passes over the constant and names the feature", () => {
    expect(rivalOf(madeModel())?.title).toBe("Late payments");
    expect(rivalOf(madeModel({ baselines: report.baselines.slice(0, 1) }))).toBeNull();
  });
  it("orders by AUC, and gives the rival the interval of its distance", () => {
    const lines = rankedLines(madeModel());
    expect(lines.map(({ id }) => id)).toEqual(["chance", "rival", "model"]);
    expect(lines[1]!.auc.low).toBeCloseTo(0.71);
    expect(lines[1]!.auc.high).toBeCloseTo(0.81);
  });
});

describe("shownModels(validations, cards)", () => {
  it("reads what is there and says why the others are not", () => {
    const models = shownModels(
      [
        { model: "default", report: JSON.stringify({ validation: report }), reason: null },
        { model: "churn", report: null, reason: "Silence means nothing here." },
      ],
      [{ model: "default", card: JSON.stringify(card), reason: null }],
    );
    expect(models.map(({ name, kind }) => [name, kind])).toEqual([
      ["default", "probability"],
      ["churn", "missing"],
      ["anomaly", "missing"],
    ]);
    expect(models[1]).toMatchObject({ reason: "Silence means nothing here." });
  });
});
