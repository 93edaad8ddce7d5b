import { describe, expect, it } from "vitest";
import { Random } from "../../../lib/core/random.js";
import { describeEvaluation, evaluateTable } from "../../../loaders/evaluate/evaluateTable.js";
import { modelNames } from "../../../loaders/evaluate/tableModels.js";
import { commandLine } from "../commandLine.js";
import { csvFile } from "./csvFile.js";

/** Rows with a number and a text that tell the label, a number that does not, gaps, and columns that say nothing. */
function table(rows: number, share: number): string {
  const random = new Random(9);
  const lines = ["signal,noise,town,constant,copy,empty,infinite,y"];
  for (let row = 0; row < rows; row++) {
    const positive = random.uniform() < share;
    const signal = random.normal() + (positive ? 3 : 0);
    const town = random.uniform() < (positive ? 0.7 : 0.2) ? "Brno" : `other ${random.integer(3)}`;
    const noise = random.uniform() < 0.1 ? "" : random.normal().toFixed(3);
    const infinite = ["inf", "-inf", "nan", "1", "2"][random.integer(5)]!;
    const cells = [
      signal.toFixed(3),
      noise,
      town,
      7,
      signal.toFixed(3),
      "",
      infinite,
      positive ? "gone" : "here",
    ];
    lines.push(cells.join(","));
  }
  return `${lines.join("\n")}\n`;
}

const clock = (): number => 0;

describe("evaluateTable(model, options, clock)", () => {
  it.each(modelNames)(
    "%s copes with gaps, infinities, constants and copies, the same for the same seed",
    async (model) => {
      const options = { csv: csvFile(table(400, 0.2)), label: "y", folds: 3, seed: 2 };
      const evaluation = await evaluateTable(model, options, clock);
      expect(evaluation).toMatchObject({
        model,
        file: "table.csv",
        label: "y",
        meaning: '1 is "gone", 0 is "here"',
        rows: 400,
        features: 6,
      });
      expect(evaluation.auc).toBeGreaterThan(model === "anomaly" ? 0.6 : 0.95);
      expect(evaluation.folds).toHaveLength(model === "anomaly" ? 5 : 3);
      expect(evaluation.notes).toContain("empty has no value in any row, and is left out.");
      expect(await evaluateTable(model, options, clock)).toEqual(evaluation);
      const text = describeEvaluation(evaluation);
      expect(text).toMatch(/^mean +\d\.\d{4} +\d\.\d{4} +\d\.\d{4} +\d\.\d{4} +0\.0000$/m);
    },
  );

  it("says that figures are rough below 50 positives, and refuses too few for the folds", async () => {
    const csv = csvFile(table(200, 0.1));
    const evaluation = await evaluateTable("churn", { csv, label: "y", folds: 5, seed: 1 }, clock);
    expect(evaluation.notes).toContainEqual(expect.stringMatching(/^Only \d+ rows are of the rarer class/));
    await expect(
      evaluateTable("churn", { csv, label: "y", folds: 50, seed: 1 }, clock),
    ).rejects.toMatchObject({
      code: "too_few_rows",
    });
  });
});

describe("npm run evaluate -- MODEL --csv FILE --label COLUMN", () => {
  it("prints one JSON object with --json", async () => {
    const csv = csvFile(table(300, 0.3));
    const args = [
      "evaluate",
      "anomaly",
      "--csv",
      csv,
      "--label",
      "y",
      "--positive",
      "here",
      "--drop",
      "copy, noise",
    ];
    const { code, output, errors } = await commandLine([...args, "--seed", "3", "--json"]);
    expect([code, errors]).toEqual([0, ""]);
    const result = JSON.parse(output) as Record<string, unknown>;
    for (const key of ["auc", "ks", "brier", "logLoss", "fitSeconds"]) {
      expect(result[key]).toEqual(expect.any(Number));
      expect(result.folds).toContainEqual(expect.objectContaining({ [key]: expect.any(Number) as unknown }));
    }
    expect(result).toMatchObject({ features: 4, meaning: '1 is "here", 0 is "gone"' });
  });

  it.each<[string, readonly string[], RegExp]>([
    ["no file", ["--label", "y"], /required option '--csv <file>' not specified/],
    [
      "a file that is not there",
      ["--csv", "none.csv", "--label", "y"],
      /none\.csv: file not found\n {2}→ Name a CSV/,
    ],
    ["folds that are none", ["--csv", "none.csv", "--label", "y", "--folds", "1"], /at least 2 was expected/],
  ])("refuses %s", async (_, args, message) => {
    const { code, output, errors } = await commandLine(["evaluate", "churn", ...args]);
    expect(code).toBe(1);
    expect(output).toBe("");
    expect(errors).toMatch(message);
  });
});
