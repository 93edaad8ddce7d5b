import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { TableEvaluation } from "../../../loaders/evaluate/evaluateTable.js";
import { commandLine } from "../commandLine.js";

const folder = resolve(import.meta.dirname, "../../../../shared/data/benchmarks");
const isPresent = existsSync(folder);
if (!isPresent) console.log(`Skipped: ${folder} is not there, so that the public benchmarks were not run.`);

describe.skipIf(!isPresent)("npm run evaluate on public tables", () => {
  it.each<[string, string, string, number]>([
    ["default", "german_credit.csv", "creditability", 0.78],
    ["churn", "churn_modelling.csv", "Exited", 0.86],
    ["anomaly", "thyroid.csv", "label", 0.97],
  ])(
    "%s on %s",
    async (model, file, label, least) => {
      const args = ["evaluate", model, "--csv", join(folder, file), "--label", label, "--json"];
      const { code, output, errors } = await commandLine(args);
      expect([code, errors]).toEqual([0, ""]);
      const { auc, folds } = JSON.parse(output) as TableEvaluation;
      expect(auc).toBeGreaterThanOrEqual(least);
      expect(folds).toHaveLength(5);
    },
    60_000,
  );
});
