import { join } from "node:path";
import { hashCode } from "../runner/contentHash.js";
import type { Settings } from "../runner/settings.js";
import type { Step } from "../runner/steps.js";
import type { Delivery } from "../steps/deliveries.js";
import { rawExtracts } from "./loadDefects.js";
import { scoreQuality } from "./quality.js";
import { knownTruth, truthParts } from "./truthFile.js";

/** The step that scores the cleaning, where a simulated bank knows its defects; nothing but its report reads it. */
export function evaluationStep(settings: Settings, deliveries: readonly Delivery[]): Step {
  const defects = knownTruth(settings, "defects");
  return {
    name: "evaluation",
    after: ["staging"],
    needs: defects === null ? [] : ["staging"],
    parts: {
      ...truthParts(defects),
      code: hashCode(join(import.meta.dirname, "quality.ts")),
    },
    // Ready before the facts are: they do not wait for it.
    isBeside: true,
    run: async ({ connection }) => ({
      rows: await scoreQuality(connection, defects, rawExtracts(deliveries), settings.currency),
    }),
  };
}
