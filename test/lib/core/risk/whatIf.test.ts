import { describe, expect, it } from "vitest";
import type { ModelDocument } from "../../../../lib/core/models/modelDocument.js";
import type { Scorecard, ScorecardBin } from "../../../../lib/core/models/scorecard.js";
import { explainClients, withLoss } from "../../../../lib/core/risk/clients.js";
import type { RiskClientRow } from "../../../../lib/core/risk/rows.js";
import { binWords, inputWords, scorecardLines } from "../../../../lib/core/risk/scorecardBins.js";
import { editsFromText, editsToText, scoreInputs, typicalInputs } from "../../../../lib/core/risk/whatIf.js";

const bin = (points: number, rows = 50, bads = 5): ScorecardBin => ({
  rows,
  bads,
  woe: points / 100,
  points,
});
const term = { coefficient: 1, standardError: 0.1, pValue: 0, informationValue: 0.5, missing: bin(90, 0, 0) };
const model: Scorecard = {
  schema: 1,
  type: "scorecard",
  intercept: 1,
  scale: { pointsToDouble: 20, basePoints: 600, baseOdds: 50 },
  features: [
    { ...term, name: "behind_count", kind: "numeric", cuts: [0.5, 1.5], bins: [bin(150), bin(110), bin(80)] },
    { ...term, name: "interest_rate_ratio", kind: "numeric", cuts: [0.07], bins: [bin(200), bin(120)] },
  ],
  fit: { rows: 100, bads: 10, ridge: 0, prior: 0, logLikelihood: 0, leftOut: [], notes: [] },
};
const good = { behind_count: 0, interest_rate_ratio: 0.05 };
const bad = { behind_count: 2, interest_rate_ratio: 0.09 };

describe("scoreInputs(model, clients)", () => {
  it("adds up the points of the bins and words what was lost", () => {
    const [first, second] = scoreInputs(model, [good, bad]);
    expect(first).toMatchObject({ points: 350, reasons: [] });
    expect(second!.points).toBe(200);
    expect(second!.reasons).toEqual([
      { feature: "interest_rate_ratio", lost: 80, words: "the loan was priced at 9 % a year" },
      { feature: "behind_count", lost: 70, words: "2 instalments behind on the loan" },
    ]);
    expect(first!.pd).toBeCloseTo(1 / (1 + Math.exp(1 + 1.5 + 2)), 12);
  });

  it("scores what is not known as the model does", () => {
    expect(scoreInputs(model, [{ ...good, behind_count: null }])[0]!.points).toBe(290);
  });
});

describe("typicalInputs(model, clients)", () => {
  it("takes the median, and nothing where most have none", () => {
    expect(typicalInputs(model, [good, bad, bad])).toEqual(bad);
    expect(
      typicalInputs(model, [{ ...good, behind_count: null }, { ...good, behind_count: null }, bad]),
    ).toEqual({
      behind_count: null,
      interest_rate_ratio: 0.05,
    });
  });
});

describe("editsToText(actual, edited) and editsFromText(model, actual, text)", () => {
  it.each([
    [{ ...good, behind_count: 1 }, "behind_count.1"],
    [{ behind_count: null, interest_rate_ratio: 0.0825 }, "behind_count.~interest_rate_ratio.0.0825"],
    [good, ""],
  ])("goes there and back: %o", (edited, text) => {
    expect(editsToText(good, edited)).toBe(text);
    expect(editsFromText(model, good, text)).toEqual(edited);
  });

  it("leaves alone what it does not understand", () => {
    expect(editsFromText(model, good, "gender.1~behind_count.many~nonsense")).toEqual(good);
  });
});

describe("explainClients(rows, inputs, model) and withLoss(clients, assumptions)", () => {
  const published = {
    client: "A1",
    band: "C",
    points: 200.4,
    pd: 0.02,
    drawn_amount: 1000,
    undrawn_amount: 200,
    points_1: 210,
    points_2: null,
  } as unknown as RiskClientRow;

  it("joins a client with what the model read, by the loan where there is one", () => {
    const inputs = { client: "A1", loan: null, ...bad };
    const [client] = explainClients([published, { ...published, client: "B2" }], [inputs], model);
    expect(client).toMatchObject({ client: "A1", change: -10, inputs: bad });
    expect(client!.history.at(-1)).toBe(200);
    expect(client!.history).toHaveLength(13);
    expect(client!.reasons()).toEqual(scoreInputs(model, [bad])[0]!.reasons);
    expect(explainClients([published], [{ ...inputs, client: "X", loan: "A1" }], model)).toHaveLength(1);
    const [lost] = withLoss([client!], { lgd: 0.5, undrawnShare: 0.5, margin: 0 });
    expect(lost).toMatchObject({ exposure: 1100, loss: 11 });
  });
});

describe("binWords(cuts, index, unit, symbol)", () => {
  it.each([
    [[0.5, 1.5], 0, "count", "none"],
    [[0.5, 1.5], 1, "count", "1"],
    [[0.5, 1.5], 2, "count", "2 or more"],
    [[5.5, 12.5], 0, "count", "up to 5"],
    [[5.5, 12.5], 1, "months", "6 to 12"],
    [[0.07, 0.08], 0, "ratio", "under 7 %"],
    [[0.07, 0.08], 1, "ratio", "7 to 8 %"],
    [[100, 2500], 1, "amount", "€ 100 to 2,500"],
    [[100, 2500], 2, "amount", "€ 2,500 or more"],
    [[], 0, "ratio", "any"],
  ] as const)("cuts %o, bin %d of %s: %s", (cuts, index, unit, words) => {
    expect(binWords(cuts, index, unit, "€")).toBe(words);
  });

  it("writes a value with its unit", () => {
    expect(inputWords(0.0797206, "ratio", "€")).toBe("7.97 %");
    expect(inputWords(12, "months", "€")).toBe("12 months");
  });
});

describe("scorecardLines(document, symbol)", () => {
  it("puts the widest feature first, with shares, rates and points lost", () => {
    const document = {
      features: [
        { name: "behind_count", title: "Instalments behind", about: "", unit: "count" },
        { name: "interest_rate_ratio", title: "Interest rate", about: "", unit: "ratio" },
      ],
      model,
    } as unknown as ModelDocument<Scorecard>;
    const [first, second] = scorecardLines(document, "€");
    expect(first).toMatchObject({ title: "Interest rate", range: 80 });
    expect(first!.bins[1]).toMatchObject({
      label: "7 % or more",
      share: 0.5,
      defaultRate: 0.1,
      points: 120,
      lost: 80,
    });
    expect(second!.bins).toHaveLength(3);
  });
});
