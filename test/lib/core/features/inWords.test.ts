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
});

describe("inPercent(ratio) and counted(value, one, many)", () => {
  it("say what is counted", () => {
    expect(inPercent(0.125)).toBe("12.5 %".replace("12.5", inFigures(12.5)));
    expect([counted(1, "payment"), counted(3, "payment")]).toEqual(["1 payment", "3 payments"]);
  });
});
