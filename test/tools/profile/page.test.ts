import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { anomalyKinds, lookalikeKinds } from "../../../lib/simulate/anomalies/kinds.js";
import { bankDefaults, bankOf, generatorVersion } from "../../../lib/simulate/bank.js";
import { defectKinds } from "../../../lib/simulate/dirt/defect.js";
import { truthHeaders } from "../../../lib/simulate/truth.js";
import { simulationRecord } from "../../../loaders/steps/simulate.js";
import config from "../../../datahub.config.js";
import type { Figures } from "./chapter.js";
import { figuresFile, simulatorPage } from "./page.js";
import { optionWords } from "./words.js";

const figures = JSON.parse(readFileSync(figuresFile, "utf8")) as Figures & { readonly bank: Figures };
const page = simulatorPage(figures);

describe("simulatorPage(figures)", () => {
  it.each([
    ["anomalies and look-alikes", [...anomalyKinds, ...lookalikeKinds].map(({ name }) => name)],
    ["defects", Object.keys(defectKinds)],
    ["options", Object.keys(optionWords)],
    ["columns of truth", Object.values(truthHeaders).flatMap((header) => header.trim().split(","))],
  ])("has a line for each of the %s", (_, names) => {
    const missing = names.filter((name) => !page.includes(`| \`${name}\` |`));
    expect(missing).toEqual([]);
  });

  it("describes the default bank of the configuration", () => {
    const { shock, dirt, ...wanted } = simulationRecord(config.simulate);
    expect(figures.bank).toMatchObject({ ...wanted, dirt: String(dirt), shock: shock ?? "none" });
    expect(figures.bank).toMatchObject({
      defaultRate: bankDefaults.defaultRate,
      churnRate: bankDefaults.churnRate,
    });
    expect(page).toContain(`generator ${generatorVersion}`);
  });

  it("refuses the figures of another generator", () => {
    const old: Figures = { ...figures, bank: { ...figures.bank, generator: "0.9.0" } };
    expect(() => simulatorPage(old)).toThrow(/run npm run docs:simulator/);
  });

  it("refuses the figures of a simulator that writes other bytes", () => {
    const other: Figures = { ...figures, bank: { ...figures.bank, fingerprint: "0" } };
    expect(() => simulatorPage(other)).toThrow(/fingerprint of the profile is 0/);
  });

  it.each([
    ["a figure", "{{whole.nothing|count}}", /no figure whole.nothing/],
    ["a format", "{{whole.clients|nicely}}", /cannot be written/],
    ["a table", "{{table nothing}}", /no table nothing/],
  ])("refuses %s that there is not", (_, prose, message) => {
    expect(() => simulatorPage(figures, prose)).toThrow(message);
  });
});

describe("optionWords", () => {
  const bank = { clients: 10, months: 2, seed: 1, firstMonth: "2023-07" };
  const numbers = Object.entries(optionWords).flatMap(([option, { range }]) =>
    range ? [{ option, range }] : [],
  );

  it.each(numbers)(
    "states the range of $option that the simulator takes",
    ({ option, range: [low, high] }) => {
      const step = Number.isInteger(low) && Number.isInteger(high) && option !== "anomalyRate" ? 1 : 1e-6;
      for (const value of [low, ...(option === "months" || high < 1 ? [high] : [])])
        expect(() => bankOf({ ...bank, [option]: value })).not.toThrow();
      expect(() => bankOf({ ...bank, [option]: low - step })).toThrow(option);
      expect(() => bankOf({ ...bank, [option]: high + step })).toThrow(option);
    },
  );
});
