import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binColumn, type Binning, type BinningOptions } from "../../../lib/fit/binning.js";
import { category, groups, numeric } from "./columns.js";

const options: BinningOptions = {
  minimumShare: 0.05,
  minimumRows: 1,
  maximumBins: 6,
  fineBins: 20,
  penalty: 1,
  bendPenalty: 4,
  prior: 0,
  smoothing: 0,
  direction: "free",
};

const counts = ({ bins }: Binning) => bins.map(({ rows, bads }) => [rows, bads]);
const rates = ({ bins }: Binning) => bins.map(({ rows, bads }) => bads / rows);
const cutsOf = (binning: Binning) => (binning.kind === "numeric" ? binning.cuts : []);

describe("binColumn(column, labels, options) of numbers", () => {
  it("takes the risk of bins from a curve, as far as it is told to, and leaves the counts as they are", () => {
    const { values, labels } = groups([1, 100, 10], [2, 100, 12], [3, 100, 40]);
    const binned = (smoothing: number) =>
      binColumn(numeric("x", values), labels, { ...options, direction: "rising", penalty: 0, smoothing });
    const [own, half, curve] = [0, 0.5, 1].map(binned);
    if (!own || !half || !curve) throw new Error("three binnings");
    expect(counts(half)).toEqual(counts(own));
    const woes = ({ bins }: Binning) => bins.map(({ woe }) => woe);
    // The step from the first bin to the second is small, and the curve's is not.
    expect(woes(curve)[0]! - woes(curve)[1]!).toBeGreaterThan(2 * (woes(own)[0]! - woes(own)[1]!));
    for (const [i, woe] of woes(half).entries()) {
      const [low, high] = [woes(own)[i]!, woes(curve)[i]!].sort((a, b) => a - b);
      expect(woe).toBeGreaterThanOrEqual(low! - 1e-9);
      expect(woe).toBeLessThanOrEqual(high! + 1e-9);
    }
  });

  it("gives the weights of evidence of a table worked out by hand", () => {
    const { values, labels } = groups([1, 100, 40], [2, 100, 20], [NaN, 50, 10]);
    const binning = binColumn(numeric("x", values), labels, options);
    // 180 goods and 70 bads in all.
    const woe = (good: number, bad: number) => Math.log(good / 180 / (bad / 70));
    expect(cutsOf(binning)).toEqual([1.5]);
    expect(counts(binning)).toEqual([
      [100, 40],
      [100, 20],
    ]);
    expect(binning.bins[0]!.woe).toBeCloseTo(woe(60, 40), 12);
    expect(binning.bins[1]!.woe).toBeCloseTo(woe(80, 20), 12);
    expect(binning.missing).toMatchObject({ rows: 50, bads: 10 });
    expect(binning.missing.woe).toBeCloseTo(woe(40, 10), 12);
    const parts = [
      [60, 40],
      [80, 20],
      [40, 10],
    ] as const;
    const iv = parts.reduce((sum, [good, bad]) => sum + (good / 180 - bad / 70) * woe(good, bad), 0);
    expect(binning.informationValue).toBeCloseTo(iv, 12);
  });

  it("joins neighbours that do not differ", () => {
    const { values, labels } = groups([1, 100, 30], [2, 100, 31], [3, 100, 10], [4, 100, 9]);
    expect(cutsOf(binColumn(numeric("x", values), labels, options))).toEqual([2.5]);
  });

  it("makes one bin of what says nothing, and of a constant", () => {
    const { values, labels } = groups([1, 100, 30], [2, 100, 30]);
    expect(counts(binColumn(numeric("x", values), labels, options))).toEqual([[200, 60]]);
    expect(counts(binColumn(numeric("x", new Array(200).fill(7)), labels, options))).toEqual([[200, 60]]);
    const nowhere = binColumn(numeric("x", new Array(200).fill(NaN)), labels, options);
    expect(nowhere.missing).toMatchObject({ rows: 200, bads: 60 });
    expect(nowhere.informationValue).toBeCloseTo(0, 12);
  });

  it("runs the way it is told, or the way that says more", () => {
    const { values, labels } = groups([1, 100, 10], [2, 100, 40], [3, 100, 15], [4, 100, 60]);
    const along = (direction: BinningOptions["direction"]) =>
      rates(binColumn(numeric("x", values), labels, { ...options, direction }));
    expect(along("rising")).toEqual([0.1, 0.275, 0.6]);
    expect(along("either")).toEqual([0.1, 0.275, 0.6]);
    expect(along("falling")).toEqual([0.3125]);
    expect(along("free")).toEqual([0.1, 0.4, 0.15, 0.6]);
    // This bend gains 8.1 of log-likelihood, less 1 for its bin.
    expect(along("guided")).toEqual([0.1, 0.4, 0.15, 0.6]);
    const strict = { ...options, direction: "guided", bendPenalty: 20 } as const;
    expect(rates(binColumn(numeric("x", values), labels, strict))).toEqual([0.1, 0.275, 0.6]);
  });

  it("keeps to the least size of a bin, and puts infinities with the missing", () => {
    const { values, labels } = groups([1, 5, 5], [2, 100, 20], [3, 95, 60], [Infinity, 3, 1]);
    const binning = binColumn(numeric("x", values), labels, { ...options, minimumRows: 30 });
    expect(counts(binning)).toEqual([
      [105, 25],
      [95, 60],
    ]);
    expect(binning.missing.rows).toBe(3);
  });

  it("draws few rows towards 0 by the prior, and survives a bin of one class without one", () => {
    const { values, labels } = groups([1, 20, 0], [2, 200, 100]);
    const free = binColumn(numeric("x", values), labels, options).bins[0]!.woe;
    const drawn = binColumn(numeric("x", values), labels, { ...options, prior: 10 }).bins[0]!.woe;
    expect(Number.isFinite(free)).toBe(true);
    expect(drawn).toBeGreaterThan(0);
    expect(drawn).toBeLessThan(free);
  });

  it("accounts for every row, keeps bins large enough and monotone, and its odds add up", () => {
    const value = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant(NaN), fc.double());
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, fc.boolean()), { minLength: 20, maxLength: 200 }),
        fc.constantFrom("rising", "falling", "either", "free", "guided"),
        (rows, direction) => {
          const labels = Uint8Array.from(rows, ([, label], i) => (i === 0 ? 1 : i === 1 ? 0 : label ? 1 : 0));
          const column = numeric(
            "x",
            rows.map(([number]) => number),
          );
          const binning = binColumn(column, labels, { ...options, direction });
          const { bins, missing, informationValue } = binning;
          const all = [...bins, missing];
          const bads = labels.reduce((sum, label) => sum + label, 0);
          expect(all.reduce((sum, bin) => sum + bin.rows, 0)).toBe(rows.length);
          expect(all.reduce((sum, bin) => sum + bin.bads, 0)).toBe(bads);
          // Where a bin has none of a class, the half row in its place can turn its weight round.
          if (all.every(({ rows: n, bads: bad }) => n === 0 || (bad > 0 && bad < n))) {
            expect(informationValue).toBeGreaterThanOrEqual(-1e-12);
          }
          if (bins.length > 1) {
            for (const bin of bins) expect(bin.rows).toBeGreaterThanOrEqual(0.05 * rows.length);
          }
          const turns = rates(binning)
            .slice(1)
            .map((rate, i) => Math.sign(rate - rates(binning)[i]!));
          if (direction === "rising") expect(turns.every((turn) => turn > 0)).toBe(true);
          if (direction === "falling") expect(turns.every((turn) => turn < 0)).toBe(true);
          // Without a prior, the share of goods in a bin is its share of bads times e^WoE.
          for (const bin of all.filter((one) => one.bads > 0 && one.bads < one.rows)) {
            const good = (bin.rows - bin.bads) / (rows.length - bads);
            expect(good / ((bin.bads / bads) * Math.exp(bin.woe))).toBeCloseTo(1, 9);
          }
        },
      ),
    );
  });
});

describe("binColumn(column, labels, options) of texts", () => {
  it("merges categories of like weight, whatever their codes", () => {
    const { values, labels } = groups<string | null>(
      ["car", 100, 40],
      ["boat", 100, 10],
      ["tv", 100, 41],
      ["rare", 3, 0],
      [null, 20, 15],
    );
    const binning = binColumn(category("use", values), labels, options);
    expect(binning).toMatchObject({
      kind: "category",
      groups: [
        ["boat", "rare"],
        ["car", "tv"],
      ],
    });
    expect(counts(binning)).toEqual([
      [103, 10],
      [200, 81],
    ]);
    expect(binning.missing).toMatchObject({ rows: 20, bads: 15 });
  });
});
