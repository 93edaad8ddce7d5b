import { describe, expect, it } from "vitest";
import {
  bestCampaign,
  campaignAt,
  campaignCurve,
  campaignOutcomes,
  everybody,
  netBenefit,
} from "../../../../lib/core/churn/campaign.js";
import type { CampaignPoint } from "../../../../lib/core/churn/rows.js";

/** Five clients with expected losses of 100, 60, 20, 0 and −30. */
const points: CampaignPoint[] = [
  { segment: "all", contacts: 3, value_reached: 180, leavers_reached: 1.2 },
  { segment: "all", contacts: 1, value_reached: 100, leavers_reached: 0.5 },
  { segment: "all", contacts: 2, value_reached: 160, leavers_reached: 0.9 },
  { segment: "all", contacts: 5, value_reached: 150, leavers_reached: 1.5 },
  { segment: "business", contacts: 1, value_reached: 60, leavers_reached: 0.4 },
];
const curve = campaignCurve(points, "all");
const terms = { cost: 5, success: 0.2, years: 1 };

describe("netBenefit(probability, income, terms)", () => {
  it.each([
    [0.5, 200, 15],
    [0.1, 100, -3],
    [0.9, -100, -23],
  ])("P %d × 20 %% × %d − 5 = %d", (probability, income, expected) => {
    expect(netBenefit(probability, income, terms)).toBeCloseTo(expected, 10);
  });
});

describe("campaignCurve(points, segment)", () => {
  it("begins at no contact and takes the segment's points only", () => {
    expect([...curve.contacts]).toEqual([0, 1, 2, 3, 5]);
    expect([...curve.value]).toEqual([0, 100, 160, 180, 150]);
    expect(everybody(campaignCurve(points, "business"))).toBe(1);
    expect(everybody(campaignCurve(points, "unheard of"))).toBe(0);
  });
});

describe("campaignAt(curve, contacts, terms)", () => {
  it.each([
    [0, 0, 0, 0],
    [2, 32, 22, 0.9],
    [4, 33, 13, 1.35],
    [99, 30, 5, 1.5],
    [-1, 0, 0, 0],
  ])("%d contacts keep %d, net %d, of %d leavers", (contacts, kept, net, leavers) => {
    const outcome = campaignAt(curve, contacts, terms);
    expect(outcome.kept).toBeCloseTo(kept, 10);
    expect(outcome.net).toBeCloseTo(net, 10);
    expect(outcome.leavers).toBeCloseTo(leavers, 10);
  });

  it("takes random clients for the mean", () => {
    expect(campaignAt(curve, 2, terms).random).toBeCloseTo((0.2 * 150 * 2) / 5 - 10, 10);
    expect(campaignAt(curve, 5, terms).random).toBeCloseTo(campaignAt(curve, 5, terms).net, 10);
  });
});

describe("bestCampaign(curve, terms)", () => {
  it.each([
    [5, 2],
    [4, 2],
    [3.9, 3],
    [12, 1],
    [20, 0],
    [100, 0],
  ])("at a cost of %d it stops after %d", (cost, contacts) => {
    expect(bestCampaign(curve, { ...terms, cost }).contacts).toBe(contacts);
  });

  it("is the highest point of the curve", () => {
    const best = bestCampaign(curve, terms);
    expect(Math.max(...campaignOutcomes(curve, terms).map(({ net }) => net))).toBe(best.net);
  });
});
