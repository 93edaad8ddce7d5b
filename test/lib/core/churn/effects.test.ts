import { describe, expect, it } from "vitest";
import { effectBins, featureEffects } from "../../../../lib/core/churn/effects.js";
import { swarm } from "../../../../lib/core/churn/swarm.js";

describe("featureEffects(rows)", () => {
  const row = (feature: string, effect: number, value: number | null) => ({
    sample_number: 1,
    feature,
    effect,
    value,
  });
  const features = featureEffects([
    ...[1, 2, 3, 4, 5, 6, 7].map((value) => row("small", 0.1, value)),
    row("large", -2, 1),
    row("large", 1, null),
    row("large", 3, 1),
  ]);

  it("puts the features with the largest mean size first", () => {
    expect(features.map(({ feature, meanEffect }) => [feature, Number(meanEffect.toFixed(3))])).toEqual([
      ["large", 2],
      ["small", 0.1],
    ]);
  });

  it("tells values by thirds; equal ones are in the middle, missing ones apart", () => {
    expect(features[1]!.effects.map(({ level }) => level)).toEqual([
      "low",
      "low",
      "middle",
      "middle",
      "middle",
      "high",
      "high",
    ]);
    expect(features[0]!.effects.map(({ level }) => level)).toEqual(["middle", "unknown", "middle"]);
  });
});

describe("effectBins(effects, parts)", () => {
  const effect = (value: number | null, size: number) => ({ value, effect: size, level: "middle" as const });

  it("means effects over parts of about as many clients, equal values together", () => {
    const bins = effectBins(
      [effect(3, 6), effect(1, 0), effect(1, 2), effect(1, 4), effect(2, 1), effect(null, 9)],
      3,
    );
    expect(bins).toEqual([
      { value: 1, effect: 2, count: 3 },
      { value: 2.5, effect: 3.5, count: 2 },
    ]);
  });

  it("gives none where nothing is known", () => {
    expect(effectBins([effect(null, 1)], 4)).toEqual([]);
  });
});

describe("swarm(xs, options)", () => {
  it("stacks dots of one column from the middle outwards", () => {
    expect([...swarm([10, 10, 10, 30], { dot: 4, reach: 20 })]).toEqual([0, 4, -4, 0]);
  });

  it("presses a full column together", () => {
    const offsets = swarm(Array<number>(41).fill(5), { dot: 4, reach: 10 });
    expect(Math.max(...offsets.map(Math.abs))).toBeLessThanOrEqual(10);
    expect(new Set(offsets).size).toBe(41);
  });
});
