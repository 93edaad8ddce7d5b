import { describe, expect, it } from "vitest";
import { effectWeights, pointWeights } from "../../../../lib/core/modelPage/weights.js";
import type { ModelDocument } from "../../../../lib/core/models/modelDocument.js";
import type { Scorecard } from "../../../../lib/core/models/scorecard.js";

const bin = (points: number, rows = 10) => ({ rows, bads: 1, woe: 0, points });

describe("pointWeights(document)", () => {
  it("is the distance of the best and the worst bin, the missing one among them where rows have no value", () => {
    const features = [
      { name: "late", bins: [bin(120), bin(40)], missing: bin(0, 0) },
      { name: "card", bins: [bin(90), bin(80)], missing: bin(50) },
    ];
    const { of } = pointWeights({ model: { features } } as unknown as ModelDocument<Scorecard>);
    expect([...of]).toEqual([
      ["late", 80],
      ["card", 40],
    ]);
  });
});

describe("effectWeights(rows)", () => {
  it("takes the mean effect", () => {
    expect(effectWeights([{ feature: "late", mean_effect: 0.4 }]).of.get("late")).toBe(0.4);
  });
});
