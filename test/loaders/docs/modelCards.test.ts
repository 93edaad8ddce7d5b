import { describe, expect, it } from "vitest";
import { anomalyAlertReport } from "../../../lib/core/validation/anomalyAlerts.js";
import { validateProbabilities } from "../../../lib/core/validation/validateProbabilities.js";
import {
  number,
  percent,
  shareWithInterval,
  table,
  withInterval,
} from "../../../loaders/docs/cardFormats.js";
import { modelCard } from "../../../loaders/docs/modelCards.js";
import { fittedDocuments } from "../../lib/core/models/documents.js";
import { drawnInput } from "../../lib/core/validation/drawnPanel.js";

describe("number(value)", () => {
  it.each([
    [0, "0"],
    [0.123456, "0.123"],
    [-1.5, "−1.50"],
    [12_345.6, "12,300"],
    [0.00001234, "1.23e-5"],
    [3_456_000, "3.46e6"],
  ])("writes %d as %s", (value, text) => expect(number(value)).toBe(text));
});

describe("percent(share)", () => {
  it.each([
    [0, "0 %"],
    [0.02673, "2.7 %"],
    [0.5431, "54 %"],
    [1, "100 %"],
    [0.000004, "0.000 %"],
  ])("writes %d as %s", (share, text) => expect(percent(share)).toBe(text));
});

describe("withInterval(estimate)", () => {
  it("gives no more digits than the interval has a meaning for", () => {
    expect(withInterval({ value: 0.81972, low: 0.80668, high: 0.83356 })).toBe("0.820 (0.807 to 0.834)");
    expect(withInterval({ value: 4.8, low: 2.4, high: 7.2 })).toBe("4.8 (2.4 to 7.2)");
    expect(shareWithInterval({ value: 0.0256, low: 0.0226, high: 0.0287 })).toBe("2.56 % (2.26 to 2.87)");
    expect(withInterval({ value: 0.5, low: null, high: null })).toBe("0.500");
    expect(withInterval({ value: -0.0001, low: -0.05, high: 0.05 })).toBe("0.000 (−0.050 to 0.050)");
    expect(withInterval(null)).toBe("–");
  });
});

describe("table(head, rows)", () => {
  it("keeps vertical bars in their cell", () => {
    expect(table(["A", "B"], [["a|b", "1"]])).toBe("| A | B |\n| --- | ---: |\n| a\\|b | 1 |");
    expect(table(["A"], [], "None.")).toBe("None.");
  });
});

describe("modelCard(document, evidence)", () => {
  const validation = validateProbabilities(drawnInput());
  const [scorecard, trees, forest] = fittedDocuments;
  const crossChecks = [
    {
      name: "Fit",
      measured: 1e-7,
      tolerance: 1e-3,
      passed: true,
      about: "Coefficients beside another package's.",
    },
  ];

  it("says of a probability model all that validators ask for", () => {
    const card = modelCard(scorecard!, { validation, crossChecks });
    for (const section of [
      "Purpose and use",
      "Population and outcome",
      "Data",
      "Method",
      "Features",
      "Performance out of time",
      "Calibration",
      "At the cut-off",
      "Stability",
      "Fairness",
      "Checks against other software",
      "Limits",
      "Monitoring",
      "Version",
    ]) {
      expect(card).toContain(`\n## ${section}\n`);
    }
    const area = validation.samples[2]!.figures.auc.toFixed(3);
    expect(card).toContain(`| AUC `);
    expect(card).toContain(`${area} (`);
    expect(card).toContain("the same probability for all");
    expect(card).toContain("of the way from chance to the ceiling");
    expect(card).toContain("Balance (amount)");
    expect(card).toContain("- Nothing to note.");
    expect(card).toContain("Hash of the data");
    expect(card).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  it("weighs the features of trees, and says which way they push", () => {
    const card = modelCard(trees!, { validation: { ...validation, ceiling: null, fairness: [] } });
    expect(card).toMatch(/\| Balance \(amount\) \| [^|]+ \| rises \|/);
    expect(card).toMatch(/\| Channel \| [^|]+ \| by category \|/);
    expect(card).not.toContain("ceiling");
    expect(card).toContain("nothing can be said");
  });

  it("says of a detector what it finds, by kind", () => {
    const known = [
      { kind: "mule", isAnomaly: true, count: 10 },
      { kind: "bonus", isAnomaly: false, count: 5 },
    ];
    const scores = [
      { score: 0.9, kind: "mule", isAnomaly: true, count: 6 },
      { score: 0.8, kind: "bonus", isAnomaly: false, count: 2 },
      { score: 0.5, kind: "", isAnomaly: false, count: 1000 },
    ];
    const report = anomalyAlertReport({ scores, known }, { alerts: 8 });
    const truth = { movements: 1008, anomalies: 10, asMany: report, twiceAsMany: report, atBudget: report };
    const card = modelCard(forest!, { truth });
    expect(card).toMatch(/\| `mule` \| 10 \| 60 % \|/);
    expect(card).toMatch(/\| `bonus` \| 5 \| 40 % \|/);
    expect(card).toMatch(/\| As many alerts as anomalies \| 8 \| 75 % \| 60 % \|/);
    expect(card).not.toMatch(/NaN|undefined|null/);
    expect(modelCard(forest!, { truth: null })).toContain("neither precision nor recall is claimed");
  });

  it("marks a group below four fifths, and a model above the ceiling", () => {
    const [gender] = validation.fairness;
    const [first, ...others] = gender!.groups;
    const warned = { ...gender!, groups: [{ ...first!, isBelowFourFifths: true }, ...others] };
    const card = modelCard(scorecard!, {
      validation: { ...validation, fairness: [warned], ceiling: { ...validation.ceiling!, isLeaking: true } },
    });
    expect(card).toContain("Below four fifths: female.");
    expect(card).toContain("the model knows what it cannot know");
  });

  it("refuses a model of another name", () => {
    expect(() => modelCard({ ...scorecard!, name: "fraud" }, {})).toThrow(/called fraud/);
  });
});
