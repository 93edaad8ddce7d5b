import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/site/**", "test/bench/**"],
          // Banks of the same files are then alike to the last pseudonym.
          env: { DATAHUB_PSEUDONYM_KEY: "the key of every bank in these tests" },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
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
