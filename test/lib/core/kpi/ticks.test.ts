import { describe, expect, it } from "vitest";
import { axisTicks } from "../../../../lib/core/kpi/ticks.js";

describe("axisTicks(values, count)", () => {
  it.each([
    [[55], 4, [0, 20, 40, 60]],
    [[100], 4, [0, 25, 50, 75, 100]],
    [[-3, 7], 4, [-5, -2.5, 0, 2.5, 5, 7.5]],
    [[-40], 2, [-40, -20, 0]],
    [[], 4, [0, 1]],
    [[0], 4, [0, 1]],
  ])("%j in about %i steps: %j", (values, count, ticks) => {
    expect(axisTicks(values, count)).toEqual(ticks);
  });
});
