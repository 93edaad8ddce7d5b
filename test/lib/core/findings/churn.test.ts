import { describe, expect, it } from "vitest";
import type { CampaignOutcome } from "../../../../lib/core/churn/campaign.js";
import { churnMonths } from "../../../../lib/core/churn/months.js";
import type { ChurnMonth } from "../../../../lib/core/churn/rows.js";
import { survivalGroups } from "../../../../lib/core/churn/survivalGroups.js";
import {
  calibrationFinding,
  campaignFinding,
  churnHeadline,
  churnLead,
  leaversFinding,
  riskBySegmentFinding,
  segmentsFinding,
  survivalFinding,
  testFinding,
} from "../../../../lib/core/findings/churn.js";
import { makeFormats } from "../../../../lib/core/format/formats.js";

const formats = makeFormats({ locale: "en-GB", currency: "EUR" });
const plain = (text: string | null): string | undefined => text?.replaceAll("\u202F", " ");
const month = (day: string, changes: Partial<ChurnMonth> = {}): ChurnMonth => ({
  month: new Date(`${day}T00:00:00Z`),
  segment: "all",
  clients: 1000,
  yearly_income: 50_000,
  earning_clients: 700,
  expected_leavers: 30,
  income_at_risk: 2000,
  cost_relieved: -500,
  leavers: null,
  ...changes,
});
const outcome = (contacts: number, net: number): CampaignOutcome => ({
  contacts,
  cost: 0,
  kept: 0,
  net,
  random: 0,
  leavers: 0,
});
const june = month("2026-06-30", { income_at_risk: 2100 });
const may = month("2026-05-31");

describe("churnHeadline(pair, best, formats)", () => {
  it("says what is at risk, how it moved, who leaves and whom a contact pays for", () => {
    expect(plain(churnHeadline({ now: june, before: may }, outcome(15, 98), formats))).toBe(
      "€ 2,100 of yearly income is at risk, 5.0 % more than in May: 30 of 1,000 active clients are expected to leave. A contact pays for 15 clients.",
    );
  });

  it("counts active clients where there is no model, and nobody where no contact pays", () => {
    const none = month("2026-06-30", { income_at_risk: null, expected_leavers: null });
    expect(churnHeadline({ now: none, before: undefined }, outcome(0, 0), formats)).toBe(
      "Who will leave cannot be said of this bank. 1,000 clients were active in the three months to June 2026.",
    );
    expect(churnHeadline({ now: june, before: undefined }, outcome(0, 0), formats)).toContain(
      "none is worth one",
    );
    expect(churnHeadline({ now: june, before: undefined }, outcome(1, 3), formats)).toContain(
      "pays for one client.",
    );
  });
});

describe("churnLead(now, formats)", () => {
  it("says what the headline leaves out", () => {
    expect(plain(churnLead(june, formats))).toMatch(
      /300 of the 1,000 clients .* would save € 500 a year\. .* all clients is € 1,600\./,
    );
    expect(churnLead(month("2026-06-30", { earning_clients: 1000 }), formats)).toBeNull();
  });
});

describe("findings of the sections", () => {
  it("names the segment with most at risk", () => {
    const segments = [
      month("2026-06-30", { segment: "retail", income_at_risk: 300 }),
      month("2026-06-30", { segment: "business", income_at_risk: 100 }),
    ];
    expect(plain(riskBySegmentFinding(segments, formats))).toBe(
      "Retail clients carry 75 % of the income at risk",
    );
    expect(plain(riskBySegmentFinding(segments.slice(0, 1), formats))).toBe(
      "€ 300 of yearly income is at risk, with 700 clients who bring income",
    );
    expect(riskBySegmentFinding([], formats)).toBe("No segment has income at risk");
  });

  it("compares leavers with what was expected, over the months that are over", () => {
    const over = [month("2026-01-31", { leavers: 33 }), month("2026-02-28", { leavers: 30 }), june];
    expect(plain(leaversFinding(over, formats))).toBe(
      "5 % more left than expected over the two months that are over",
    );
    expect(leaversFinding([june], formats)).toBe("Who left is not known yet for any of these months");
  });

  it("says what a campaign brings", () => {
    expect(plain(campaignFinding(outcome(15, 98), outcome(15, 98), formats))).toBe(
      "15 clients contacted: € 98.00 net benefit expected, the most there is",
    );
    expect(plain(campaignFinding(outcome(500, -1200), outcome(15, 98), formats))).toBe(
      "500 clients contacted: a loss of € 1,200 expected; the most is € 98.00 with 15",
    );
    expect(campaignFinding(outcome(5, -25), outcome(0, 0), formats)).toBe(
      "On these terms no contact pays for itself",
    );
  });

  it("says what the test held", () => {
    const found = { depth: 0.002, leaversShare: 0.05, precision: 0.6, net: 1, expectedNet: 1 };
    expect(plain(testFinding(found, formats))).toBe(
      "In the test the first 0.2 % of the list held 5.0 % of those who left",
    );
    expect(testFinding(null, formats)).toBe("No month of the test is over yet");
  });

  it("judges calibration by whether the slope's interval holds 1", () => {
    expect(calibrationFinding(0.98, { low: 0.92, high: 1.04 })).toBe("The probabilities mean what they say");
    expect(calibrationFinding(0.8, { low: 0.7, high: 0.9 })).toContain("too bold");
    expect(calibrationFinding(1.2, { low: 1.1, high: 1.3 })).toContain("too timid");
    expect(calibrationFinding(0.7, { low: 0, high: 1.3 })).toContain("Too few left");
    expect(calibrationFinding(null, null)).toBe("What was predicted against what came");
  });

  it("names the small segment that holds most leavers", () => {
    const surrogate = {
      segments: [
        { bounds: [], clients: 10, probability: 0.9, observed: 0.9 },
        { bounds: [], clients: 990, probability: 0.01, observed: 0.01 },
      ],
      fidelity: { rSquared: 0.8, auc: 0.8, rows: 1000 },
    };
    expect(plain(segmentsFinding(surrogate, formats))).toBe(
      "One segment, 1.0 % of the clients, holds 48 % of those who left",
    );
  });
});

describe("survivalGroups(rows, grouping) and survivalFinding(groups)", () => {
  const row = (group: string, time: number, atRisk: number, leavers: number) => ({
    grouping: "segment",
    group_name: group,
    tenure_months: time,
    at_risk: atRisk,
    leavers,
    clients: group === "a" ? 100 : 50,
    all_leavers: leavers,
  });

  it("makes a curve for each group, the largest first, and compares them after a year", () => {
    const groups = survivalGroups(
      [row("b", 12, 50, 25), row("a", 12, 100, 10), row("b", 6, 50, 0)],
      "segment",
    );
    expect(groups.map(({ name, points }) => [name, points.map(({ survival }) => survival)])).toEqual([
      ["a", [0.9]],
      ["b", [1, 0.5]],
    ]);
    expect(survivalFinding(groups)).toBe("After a year 90 of 100 are still there of “a”, 50 of “b”");
    expect(survivalFinding(groups.slice(0, 1))).toBe("Of 100 new clients 90 are still there after a year");
    expect(survivalFinding([])).toContain("Too few months");
  });
});

describe("churnMonths(rows)", () => {
  it("takes the latest months of everybody, and the segments of the last two", () => {
    const found = churnMonths([
      june,
      may,
      month("2026-06-30", { segment: "retail" }),
      month("2026-05-31", { segment: "retail" }),
    ]);
    expect(found.recent).toEqual([may, june]);
    expect([found.now, found.before]).toEqual([june, may]);
    expect(found.segments).toHaveLength(1);
    expect(found.segmentsBefore).toHaveLength(1);
  });
});
