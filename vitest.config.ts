import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/tools/longestFirst.js";

/** Tests of code that reads and changes nothing outside itself need no process of their own for each file. */
const pure = "test/lib/{core,fit,simulate,sqlgen}/**/*.test.ts";
const unitTimeouts = { testTimeout: 60_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/site/**", "test/bench/**", pure],
          // Banks of the same files are then alike to the last pseudonym.
          env: { DATAHUB_PSEUDONYM_KEY: "the key of every bank in these tests" },
          ...unitTimeouts,
        },
      },
      { extends: true, test: { name: "pure", include: [pure], isolate: false, ...unitTimeouts } },
      {
        extends: true,
        test: {
          name: "site",
          include: ["test/site/**/*.site.test.ts"],
          // Two browsers on two cores make each other late, and some tests build a site beside them.
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
