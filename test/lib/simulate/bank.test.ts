import { describe, expect, it } from "vitest";
import { bankOf } from "../../../lib/simulate/bank.js";

const options = { clients: 10, months: 2, seed: 1, firstMonth: "2024-02" };

describe("bankOf(options)", () => {
  it("lays out the months", () => {
    expect(bankOf(options).calendar.dates.at(-1)).toBe("2024-03-31");
  });

  it.each([
    [{ clients: 0 }, "clients"],
    [{ months: 1.5 }, "months"],
    [{ seed: -1 }, "seed"],
    [{ firstMonth: "2024-13" }, "firstMonth"],
    [{ defaultRate: 0 }, "defaultRate"],
    [{ churnRate: 1.5 }, "churnRate"],
    [{ anomalyRate: Number.NaN }, "anomalyRate"],
    [{ shock: "2024" }, "shock"],
  ])("refuses %o", (wrong, name) => {
    expect(() => bankOf({ ...options, ...wrong })).toThrow(name);
  });
});
