import { describe, expect, it } from "vitest";
import { anomalyAlertReport, type ScoredKind } from "../../../../lib/core/validation/anomalyAlerts.js";

const line = (score: number, kind: string, isAnomaly: boolean, count: number): ScoredKind => ({
  score,
  kind,
  isAnomaly,
  count,
});

const groups = {
  scores: [
    line(0.9, "mule", true, 3),
    line(0.9, "inheritance", false, 1),
    line(0.8, "", false, 4),
    line(0.8, "card_testing", true, 4),
    line(0.4, "", false, 988),
  ],
  known: [
    { kind: "mule", isAnomaly: true, count: 5 },
    { kind: "card_testing", isAnomaly: true, count: 4 },
    { kind: "mule", isAnomaly: false, count: 2 },
    { kind: "inheritance", isAnomaly: false, count: 1 },
  ],
};

describe("anomalyAlertReport(groups, limit)", () => {
  it("counts what the alerts find, by kind, those that were never scored as missed", () => {
    const report = anomalyAlertReport(groups, { alerts: 4 });
    expect(report).toMatchObject({ alerts: 4, cutOff: 0.9, precision: 3 / 4, recall: 3 / 9 });
    expect(report.found).toEqual([
      { kind: "mule", count: 5, alerts: 3, share: 0.6 },
      { kind: "card_testing", count: 4, alerts: 0, share: 0 },
    ]);
    expect(report.falseAlarms).toEqual([
      { kind: "", count: 992, alerts: 0, share: 0 },
      { kind: "mule", count: 2, alerts: 0, share: 0 },
      { kind: "inheritance", count: 1, alerts: 1, share: 1 },
    ]);
  });

  it("expects of rows with the same score their share of the alerts left", () => {
    // Of the 8 rows at 0.8, 6 are alerts.
    const report = anomalyAlertReport(groups, { alerts: 10 });
    expect(report).toMatchObject({ alerts: 10, cutOff: 0.8, precision: 0.6, recall: 6 / 9 });
    expect(report.found[1]).toEqual({ kind: "card_testing", count: 4, alerts: 3, share: 0.75 });
  });

  it("takes all rows at or above a cut-off", () => {
    expect(anomalyAlertReport(groups, { cutOff: 0.8 })).toMatchObject({ alerts: 12, recall: 7 / 9 });
    expect(anomalyAlertReport(groups, { cutOff: 0.81 })).toMatchObject({ alerts: 4 });
  });

  it("has neither precision nor recall where there is nothing", () => {
    expect(anomalyAlertReport({ scores: [], known: [] }, { alerts: 0 })).toMatchObject({
      alerts: 0,
      cutOff: null,
      precision: null,
      recall: null,
    });
    expect(anomalyAlertReport(groups, { cutOff: Infinity })).toMatchObject({ alerts: 0, precision: null });
  });
});
