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
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "site",
          include: ["test/site/**/*.site.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // One browser at a time: two on two cores only make each other late.
          fileParallelism: false,
        },
      },
    ],
  },
});
