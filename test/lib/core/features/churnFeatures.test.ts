import { describe, expect, it } from "vitest";
import { churnFeatures } from "../../../../lib/core/features/churnFeatures.js";
import { reasonWords } from "../../../../lib/core/features/reasonWords.js";

describe("churnFeatures", () => {
  it.each([
    ["days_since_pay", 48, "salary or other regular pay has not come for 48 days"],
    ["pay_delay_days", 18.25, "salary or other regular pay is 18 days later than usual"],
    ["pay_delay_days", -1, "salary or other regular pay is due in 1 day"],
    ["elsewhere_count_3m", 2, "2 transfers to own accounts at other banks in the last three months"],
    ["stopped_bill_count", 1, "1 direct debit or standing order stopped"],
    ["activity_ratio", 0.6, "purchases, cash and logins of late are at 60 % of the usual"],
    ["savings_count", 0, "no savings account"],
    ["days_since_complaint", 12, "a complaint was made 12 days ago"],
  ])("%s of %d: %s", (name, value, words) => {
    expect(
      reasonWords(
        churnFeatures.find((feature) => feature.name === name)!,
        value,
      ),
    ).toBe(words);
  });

  it("has words for any number", () => {
    for (const feature of churnFeatures) {
      for (const value of [-3.5, 0, 1, 2.25, 1000]) {
        expect(reasonWords(feature, value)).not.toMatch(/NaN|undefined/);
      }
    }
  });
});
