import { describe, expect, it } from "vitest";
import { Random } from "../../../lib/core/random.js";
import { filterCorrelated, selectForward } from "../../../lib/fit/selection.js";

const random = new Random(11);
const draw = () => Float64Array.from({ length: 600 }, () => random.uniform() - 0.5);
const [strong, weak, noise] = [draw(), draw(), draw()];
const labels = Uint8Array.from(strong, (value, i) =>
  random.uniform() < 1 / (1 + Math.exp(-5 * value - 2 * weak[i]!)) ? 1 : 0,
);

describe("filterCorrelated(columns, most)", () => {
  it("keeps the first of two that say the same, in either direction", () => {
    const like = strong.map((value, i) => -value + 0.05 * noise[i]!);
    expect(filterCorrelated([strong, weak, like], 0.8)).toEqual({
      kept: [0, 1],
      rejected: [{ column: 2, like: 0, reason: "correlated" }],
    });
  });
});

describe("selectForward(columns, labels, entry)", () => {
  it("takes the best first and leaves noise out", () => {
    const { kept, rejected } = selectForward([noise, weak, strong], labels, 0.01);
    expect(kept).toEqual([2, 1]);
    expect(rejected.map(({ column }) => column)).toEqual([0]);
  });

  it("refuses a column whose coefficient would have the wrong sign", () => {
    const turned = weak.map((value) => -value);
    expect(selectForward([strong, turned], labels, 0.01).kept).toEqual([0]);
  });

  it("takes a duplicate once", () => {
    expect(selectForward([strong, strong], labels, 0.5).kept).toHaveLength(1);
  });

  it("takes nothing where nothing helps", () => {
    expect(selectForward([new Float64Array(600).fill(1)], labels, 0.5).kept).toEqual([]);
    expect(selectForward([], labels, 0.5).kept).toEqual([]);
  });
});
