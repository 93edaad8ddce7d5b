import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anomalyFeatures } from "../../../../lib/core/features/anomalyFeatures.js";
import { churnFeatures } from "../../../../lib/core/features/churnFeatures.js";
import { defaultFeatures } from "../../../../lib/core/features/defaultFeatures.js";
import { defaultGrantFeatures } from "../../../../lib/core/features/defaultGrantFeatures.js";
import { reasonWords } from "../../../../lib/core/features/reasonWords.js";

const features = [...anomalyFeatures, ...churnFeatures, ...defaultFeatures, ...defaultGrantFeatures];
const numbers = features.filter(({ kind }) => kind === "numeric");

describe("reasonWords(feature, value)", () => {
  it.each(numbers.map((feature) => [feature.name, feature] as const))(
    "says of %s what JSON takes as it is, as the API relies on",
    (_name, feature) => {
      const check = (value: number | null): void => {
        const words = reasonWords(feature, value);
        expect(JSON.stringify(words)).toBe(`"${words}"`);
      };
      for (const value of [null, Number.NaN, 0, -0, 1, -1, 0.5, Infinity, -Infinity, 1e21, 1e-9])
        check(value);
      fc.assert(fc.property(fc.double(), check), { numRuns: 50 });
    },
  );
});
