import { describe, expect, it } from "vitest";
import { anomalyDayFeatures, anomalyFeatures } from "../../../../lib/core/features/anomalyFeatures.js";
import { explainMovement, type MovementFacts } from "../../../../lib/core/features/anomalyReasons.js";

const facts: MovementFacts = {
  transaction_type: "transfer_out",
  amount: -600,
  has_hour: true,
  hour: 3,
  usual_amount: 50,
  usual_low_amount: 20,
  usual_high_amount: 125,
  largest_amount: 200,
  pair_largest_amount: 60,
  burst_count: 2,
  day_count: 6,
  usual_day_count: 0.5,
  trial_count: 4,
  pair_seconds: 240,
  repeated_seconds: 7300,
  week_amount: 19_400,
  received_amount: 1000,
  balance_before_amount: 800,
  idle_days: 120,
  device_seconds: 45,
};

describe("explainMovement(feature, facts)", () => {
  it.each([
    ["amount_above", {}, "12 times the usual amount of this kind", 600, [20, 125]],
    ["amount_above", { usual_amount: null, usual_low_amount: null }, "unusual amount", 600, null],
    ["amount_below", { amount: -2 }, "1/25 of the usual amount of this kind", 2, [20, 125]],
    ["record", {}, "3 times the largest amount paid before", 600, [0, 200]],
    ["record", { amount: -150 }, "2.5 times the largest amount to this counterparty", 150, [0, 60]],
    ["odd_hour", {}, "at 03 hours, when the client is seldom active", 3, null],
    ["rare_country", {}, "in a country that is rare for the client", null, null],
    ["stranger", {}, "first payment to this counterparty", 600, [20, 125]],
    [
      "stranger",
      { amount: 600, transaction_type: "transfer_in" },
      "first money from this counterparty",
      600,
      [20, 125],
    ],
    ["burst", {}, "third movement within 10 minutes", 3, [1, 1]],
    ["burst", { burst_count: 11 }, "12th movement within 10 minutes", 12, [1, 1]],
    ["pace", {}, "6 movements within 24 hours, usually 0.5", 6, [0, 0.5]],
    ["trials", {}, "after 4 unusually small payments to changing receivers within an hour", 4, [0, 0]],
    ["repeated_amount", {}, "same amount with the same counterparty again after 2 hours", 7300 / 3600, null],
    ["same_counterparty", {}, "same counterparty again after 4 minutes", 240 / 3600, null],
    ["pace", { has_hour: false }, "6 movements on one day, usually 0.5", 6, [0, 0.5]],
    [
      "same_counterparty",
      { has_hour: false, pair_seconds: 0 },
      "same counterparty again on the same day",
      0,
      null,
    ],
    [
      "repeated_amount",
      { has_hour: false, repeated_seconds: 86_400 },
      "same amount with the same counterparty again the day after",
      1,
      null,
    ],
    ["below_threshold", { amount: -9800 }, "just below the reporting threshold of 10,000", 9800, [20, 125]],
    ["split_sum", {}, "19,400 received within 7 days in parts below the reporting threshold", 19_400, [0, 0]],
    ["passed_on", {}, "passes on 60 % of what strangers paid in within 3 days", 1000, [0, 0]],
    ["drained", {}, "takes 75 % of the balance", 0.75, null],
    ["dormant", {}, "account unused for 120 days before", 120, [0, 30]],
    ["new_device", {}, "45 seconds after a first login from a new device", 45 / 3600, null],
    ["round_amount", {}, "round amount, which is rare among movements of this kind", 600, null],
  ] as const)("says of %s %j: %s", (feature, change, text, actual, usual) => {
    expect(explainMovement(feature, { ...facts, ...change })).toMatchObject({ text, actual, usual });
  });

  it("has words for every feature, and for no other", () => {
    for (const { name } of anomalyFeatures) expect(explainMovement(name, facts).text).not.toBe("");
    expect(() => explainMovement("amount", facts)).toThrow("Nothing is said of amount.");
  });
});

describe("anomalyFeatures", () => {
  it.each([...anomalyFeatures, ...anomalyDayFeatures].map((feature) => [feature.name, feature] as const))(
    "%s has a reason in words for any degree",
    (_, feature) => {
      if (feature.kind !== "numeric") throw new Error("numeric");
      for (const value of [0.5, 2, 6.5, 12])
        expect(feature.reason(value)).not.toMatch(/NaN|undefined|Infinity/);
    },
  );
});
