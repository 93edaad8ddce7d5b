import { describe, expect, it } from "vitest";
import { makeFormats } from "../../../../lib/core/format/formats.js";
import type { ShownModel } from "../../../../lib/core/modelPage/shownModels.js";
import { modelState, watchModel } from "../../../../lib/core/modelPage/watch.js";
import type { WatchId, WatchState } from "../../../../lib/core/modelPage/watched.js";
import { crossCheck, estimate, group, madeDetector, madeModel, report, sample, shift } from "./madeModels.js";

const formats = makeFormats({ locale: "en-GB", currency: "EUR" });
const stateOf = (model: ShownModel, id: WatchId): WatchState | undefined =>
  watchModel(model, formats, 20).find((check) => check.id === id)?.state;
const withSlope = (calibrationSlope: number | null, interval = { low: 1.2, high: 1.4 }): ShownModel =>
  madeModel({
    samples: [
      {
        ...sample,
        figures: { ...sample.figures, calibrationSlope },
        intervals: { ...sample.intervals!, calibrationSlope: interval },
      },
    ],
  });
const withGain = (value: number, low: number): ShownModel =>
  madeModel({ baselines: [{ ...report.baselines[1]!, aucGain: estimate(value, low, value + 0.05) }] });
const withLatest = (auc: number): ShownModel =>
  madeModel({ months: [{ ...report.months[1]!, auc: estimate(auc) }] });
const withRatio = (ratio: number): ShownModel =>
  madeModel({
    fairness: [
      { attribute: "gender", reference: "male", groups: [group("female", ratio), group("male", 1)] },
    ],
  });

describe("watchModel(model, formats, alertsPerDay)", () => {
  const cases: [string, WatchId, ShownModel, WatchState][] = [
    ["a clear lead over the best feature", "ranking", withGain(0.08, 0.02), "ok"],
    ["a lead that may be chance", "ranking", withGain(0.02, -0.01), "watch"],
    ["no lead", "ranking", withGain(-0.01, -0.04), "act"],
    ["the latest month within the interval", "latest", withLatest(0.79), "ok"],
    ["the latest month below the interval", "latest", withLatest(0.77), "watch"],
    ["the latest month below the best feature", "latest", withLatest(0.74), "act"],
    ["a test without both outcomes", "latest", madeModel({ months: [] }), "none"],
    [
      "a month with nine of an outcome",
      "latest",
      madeModel({ months: [{ ...report.months[1]!, positives: 9 }] }),
      "none",
    ],
    ["a slope of 0.9", "calibration", withSlope(0.9), "ok"],
    ["a slope of 0.89", "calibration", withSlope(0.89), "watch"],
    ["a slope of 1.3", "calibration", withSlope(1.3), "act"],
    ["a slope of 0.7 that may be 1", "calibration", withSlope(0.7, { low: 0.3, high: 1.1 }), "watch"],
    ["no calibration line", "calibration", withSlope(null), "none"],
    ["a score as in training", "score", madeModel(), "ok"],
    ["a score to watch", "score", madeModel({ score: { ...shift("score", 0.02, 0.1), bins: [] } }), "watch"],
    ["a score that moved", "score", madeModel({ score: { ...shift("score", 0.3, null), bins: [] } }), "act"],
    ["features as in training", "features", madeModel(), "ok"],
    ["a feature that moved", "features", madeModel({ shifts: [shift("late_count", 0.1, 0.4)] }), "act"],
    [
      "a moved feature that is not used",
      "features",
      madeModel({ shifts: [...report.shifts, shift("other", 3, 3)] }),
      "ok",
    ],
    [
      "missing values that doubled",
      "missing",
      madeModel({ shifts: [shift("late_count", 0, 0, 0.03)] }),
      "watch",
    ],
    [
      "missing values that rose by little",
      "missing",
      madeModel({ shifts: [shift("late_count", 0, 0, 0.019)] }),
      "ok",
    ],
    ["a source that failed", "missing", madeModel({ shifts: [shift("late_count", 0, 0, 1)] }), "act"],
    ["a ratio of 0.9", "fairness", withRatio(0.9), "ok"],
    ["a ratio of 0.85", "fairness", withRatio(0.85), "watch"],
    ["a ratio of 0.79", "fairness", withRatio(0.79), "act"],
    ["nobody's gender known", "fairness", madeModel({ fairness: [] }), "none"],
    ["no truth", "ceiling", madeModel(), "none"],
    ["the budget kept", "budget", madeDetector(), "ok"],
    [
      "more than half the budget unused",
      "budget",
      madeDetector({ threshold: { cutOff: 0.4, alertsPerDay: 9, alerts: 810, days: 90 } }),
      "watch",
    ],
    [
      "twice the budget",
      "budget",
      madeDetector({ threshold: { cutOff: 0.4, alertsPerDay: 41, alerts: 3690, days: 90 } }),
      "act",
    ],
    ["no anomaly known", "ranking", madeDetector({ truth: null }), "none"],
    [
      "a failed cross-check",
      "crossChecks",
      madeDetector({ crossChecks: [{ ...crossCheck, passed: false }] }),
      "act",
    ],
    ["no cross-check", "crossChecks", madeDetector({ crossChecks: [] }), "none"],
  ];
  it.each(cases)("judges %s", (_, id, model, expected) => {
    expect(stateOf(model, id)).toBe(expected);
  });

  it("says nothing of a missing model", () => {
    expect(watchModel({ kind: "missing", name: "churn", reason: "No events." }, formats, 20)).toEqual([]);
  });

  it("writes figures with the decimals that their intervals leave a meaning to", () => {
    const values = watchModel(madeModel(), formats, 20).map(({ value }) => value.replaceAll("\u202F", " "));
    expect(values.slice(0, 4)).toEqual([
      "AUC 0.83 (0.78 to 0.87)",
      "AUC 0.81 in Jan 25",
      "slope 1.00 (0.90 to 1.10)",
      "PSI 0.003 today",
    ]);
  });
});

describe("modelState(checks)", () => {
  const check = (id: WatchId, state: WatchState) => ({ id, state, value: "", note: "" });
  it.each([
    ["holds", [check("ranking", "ok"), check("ceiling", "none")]],
    ["watch", [check("ranking", "ok"), check("calibration", "watch")]],
    ["watch", [check("ranking", "ok"), check("fairness", "act")]],
    ["act", [check("calibration", "act"), check("fairness", "ok")]],
    ["missing", []],
  ] as const)("is %s", (expected, checks) => {
    expect(modelState(checks)).toBe(expected);
  });
});
