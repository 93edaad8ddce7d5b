import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { counted, inFigures, inPercent } from "../../../../lib/core/features/inWords.js";

describe("inFigures(value)", () => {
  it.each([
    [0, "0"],
    [-0, "0"],
    [7, "7"],
    [-12, "−12"],
    [999, "999"],
    [1000, "1,000"],
    [1234567.8, "1,234,568"],
    [0.25, "0.3"],
    [1.45, "1.5"],
    [9.96, "10.0"],
    [10.5, "11"],
    [-3.14, "−3.1"],
  ])("says %f as %s", (value, words) => expect(inFigures(value)).toBe(words));

  it("says whole numbers as a reader of English has them", () => {
    for (let value = -1500; value < 1500; value++)
      expect(inFigures(value)).toBe(value.toLocaleString("en-GB").replace("-", "−"));
  });

  it("rounds as a reader of English has it", () => {
    const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
    const one = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    const check = (value: number): void => {
      if (!Number.isInteger(value)) expect(inFigures(value)).toBe((value < 10 ? one : whole).format(value));
    };
    // Halves are where two ways to round differ.
    for (let value = 1; value < 20_000; value++) check(value / 20);
    fc.assert(fc.property(fc.double({ min: 0, max: 2000, noNaN: true }), check));
  });
});

describe("inPercent(ratio) and counted(value, one, many)", () => {
  it("say what is counted", () => {
    expect(inPercent(0.125)).toBe("12.5 %".replace("12.5", inFigures(12.5)));
    expect([counted(1, "payment"), counted(3, "payment")]).toEqual(["1 payment", "3 payments"]);
  });
});
