import { afterAll, beforeAll, describe, expect, it } from "vitest";
import config from "../../../datahub.config.js";
import type { DatahubConfig } from "../../../loaders/config.js";
import { planSteps, type PlannedStep, type Step, type StepState } from "../../../loaders/runner/steps.js";
import { findDeliveries } from "../../../loaders/steps/deliveries.js";
import { planPipeline } from "../../../loaders/steps/plan.js";
import type { Flags } from "../../../loaders/runner/settings.js";
import { TestBank, csv, minimalFiles } from "../minimalBank.js";

const stateOf = (planned: readonly PlannedStep[]): StepState =>
  new Map(planned.map(({ step, key }) => [step.name, { key, parts: step.parts }]));

const reasonsOf = (planned: readonly PlannedStep[]): Record<string, readonly string[]> =>
  Object.fromEntries(
    planned.filter(({ reasons }) => reasons.length > 0).map(({ step, reasons }) => [step.name, reasons]),
  );

describe("planSteps(steps, state)", () => {
  const step = (name: string, after: readonly string[], parts: Record<string, string>): Step => ({
    name,
    after,
    parts,
    run: () => Promise.resolve({ rows: 0 }),
  });
  const steps = (changed: Record<string, Record<string, string>> = {}): Step[] =>
    (
      [
        ["a", [], { file: "1" }],
        ["b", [], { file: "1", code: "1" }],
        ["c", ["a"], { sql: "1" }],
        ["d", ["b", "c"], { sql: "1" }],
        ["e", ["b"], { sql: "1" }],
      ] as const
    ).map(([name, after, parts]) => step(name, after, changed[name] ?? parts));
  const current = stateOf(planSteps(steps(), new Map()));

  it.each<readonly [string, Record<string, Record<string, string>>, Record<string, readonly string[]>]>([
    ["nothing changed", {}, {}],
    ["a leaf changed", { e: { sql: "2" } }, { e: ["sql changed"] }],
    ["a root changed", { a: { file: "2" } }, { a: ["file changed"], c: ["a ran"], d: ["c ran"] }],
    [
      "two changed",
      { b: { file: "1", code: "2" }, c: { sql: "2" } },
      { b: ["code changed"], c: ["sql changed"], d: ["b ran", "c ran"], e: ["b ran"] },
    ],
    ["a part is new", { e: { sql: "1", other: "1" } }, { e: ["other is new"] }],
    ["a part is gone", { b: { file: "1" } }, { b: ["code is gone"], d: ["b ran"], e: ["b ran"] }],
  ])("when %s", (_, changed, reasons) => {
    expect(reasonsOf(planSteps(steps(changed), current))).toEqual(reasons);
  });

  it("runs everything at first", () => {
    const reasons = reasonsOf(planSteps(steps(), new Map()));
    expect(Object.keys(reasons)).toEqual(["a", "b", "c", "d", "e"]);
    for (const each of Object.values(reasons)) expect(each).toEqual(["first run"]);
  });

  it("runs a step whose forerunner had run without it", () => {
    const stale = new Map(current).set("c", { key: "older", parts: { sql: "1" } });
    expect(reasonsOf(planSteps(steps(), stale))).toEqual({
      c: ["an earlier step had changed"],
      d: ["c ran"],
    });
  });

  it("wants the steps in order", () => {
    expect(() => planSteps([step("d", ["a"], {}), step("a", [], {})], new Map())).toThrow(
      /step d comes before a/,
    );
  });
});

describe("planPipeline(settings, deliveries, workFolder, runs)", () => {
  const bank = new TestBank(minimalFiles());
  afterAll(() => bank.dispose());

  const plan = (
    flags: Flags = {},
    changed: Partial<DatahubConfig> = {},
    edit: (select: string) => string = (x) => x,
  ): Step[] => {
    const settings = bank.settings(flags, changed);
    const deliveries = findDeliveries(settings).map((delivery) => ({
      ...delivery,
      select: edit(delivery.select),
    }));
    return planPipeline(settings, deliveries, bank.folder, { records: [], skipped: [], next: 1 });
  };
  let steps: Step[];
  let current: StepState;
  beforeAll(() => {
    steps = plan();
    current = stateOf(planSteps(steps, new Map()));
  });

  /** Names of some steps, of all that depend on them, and of what those need made again; by the steps' own word. */
  const withDependents = (...names: string[]): Set<string> => {
    // A run of another hash has another before it.
    const found = new Set(names.includes("run") ? [...names, "previous run"] : names);
    for (const step of steps) if (step.after.some((name) => found.has(name))) found.add(step.name);
    for (const { name, needs } of [...steps].reverse()) {
      if (found.has(name)) for (const other of needs ?? []) found.add(other);
    }
    return found;
  };

  it("is the same twice, so that nothing runs", () => {
    expect(reasonsOf(planSteps(plan(), current))).toEqual({});
  });

  it("gives every table of the star schema and every report a step", () => {
    const names = steps.map(({ name }) => name);
    for (const table of [
      "dim_clients",
      "dim_accounts",
      "dim_time",
      "fct_transactions",
      "fct_events",
      "fct_loans",
    ]) {
      expect(names).toContain(`marts.${table}`);
    }
    expect(new Set(names).size).toBe(names.length);
  });

  // The number of the run comes from the files on disk, which this test leaves alone.
  it.each(["reports.rpt_checks", "marts.dim_time", "marts.fct_loans", "marts.fct_transactions"])(
    "after an edit of %s runs it and what reads it",
    (name) => {
      const file = `${name.split(".")[1] ?? ""}.sql`;
      const edited = steps.map((step) =>
        step.name === name ? { ...step, parts: { ...step.parts, [file]: "edited" } } : step,
      );
      const reasons = reasonsOf(planSteps(edited, current));
      expect(reasons[name]).toEqual([`${file} changed`]);
      expect(new Set(Object.keys(reasons))).toEqual(withDependents(name));
    },
  );

  it("reads no extract again for what stands on marts", () => {
    const edited = steps.map((step) =>
      step.name === "marts.fct_client_months" ? { ...step, parts: { edited: "edited" } } : step,
    );
    const ran = Object.keys(reasonsOf(planSteps(edited, current)));
    expect(ran).toContain("marts.fct_client_months");
    expect(ran.filter((name) => /^(landing\.|staging$)/.test(name))).toEqual([]);
  });

  it("does not make marts depend on reports, nor landing on anything", () => {
    for (const { name, after } of steps) {
      if (name.startsWith("landing.") || name === "settings") expect(after).toEqual([]);
      if (name.startsWith("marts."))
        expect(after.filter((other) => other.startsWith("reports."))).toEqual([]);
    }
  });

  it("reads of a fact table what it says", () => {
    const afterOf = (name: string): readonly string[] =>
      steps.find((step) => step.name === name)?.after ?? [];
    expect(afterOf("marts.fct_transactions")).toEqual(
      expect.arrayContaining(["staging", "marts.dim_accounts"]),
    );
    expect(afterOf("marts.fct_transactions")).not.toContain("marts.dim_clients");
    expect(afterOf("reports.rpt_checks")).toEqual(["checks"]);
    expect(afterOf("checks")).toEqual(expect.arrayContaining(["marts.fct_transactions", "staging"]));
  });

  it.each<readonly [string, Flags, Partial<DatahubConfig>, string, string]>([
    [
      "the KPI margins",
      {},
      { kpi: { ...config.kpi, loanMargin: 0.5 } },
      "settings",
      "datahub.config.ts changed",
    ],
    [
      "the bank's name",
      {},
      { profiles: { minimal: { bank: "New name", currency: "EUR", targets: {}, balanceTolerance: 0 } } },
      "settings",
      "datahub.config.ts changed",
    ],
    [
      "a KPI's target",
      {},
      {
        profiles: {
          minimal: {
            ...{ bank: config.profiles.minimal!.bank, currency: "EUR", balanceTolerance: 0 },
            targets: { attrition: 0.1 },
          },
        },
      },
      "settings",
      "datahub.config.ts changed",
    ],
    [
      "the freshness limits",
      {},
      { quality: { ...config.quality, freshnessDays: { ...config.quality.freshnessDays, kyc: 3 } } },
      "settings",
      "datahub.config.ts changed",
    ],
    [
      "the quarantine limit",
      {},
      { quality: { ...config.quality, maximumQuarantineShare: 0.1 } },
      "staging",
      "quarantine limit changed",
    ],
    ["the as-of date", { asOf: "2026-02-01" }, {}, "staging", "as-of date changed"],
  ])("after a change of %s runs %s what depends on it", (_, flags, changed, first, reason) => {
    const reasons = reasonsOf(planSteps(plan(flags, changed), current));
    expect(reasons[first]).toEqual([reason]);
    expect(new Set(Object.keys(reasons))).toEqual(withDependents(first, "run"));
  });

  it("reads every extract again when a rate of exchange is new", () => {
    const reasons = reasonsOf(planSteps(plan({}, { currencyRates: { USD: 0.9 } }), current));
    for (const step of steps) {
      if (step.name.startsWith("landing.")) expect(reasons[step.name]).toEqual(["currencies changed"]);
    }
    expect(reasons.settings).toBeUndefined();
  });

  it("does not care for what has no say in the result", () => {
    expect(reasonsOf(planSteps(plan({}, { memoryLimit: "1GB" }), current))).toEqual({});
    expect(reasonsOf(planSteps(plan({}, { simulate: { ...config.simulate, seed: 7 } }), current))).toEqual(
      {},
    );
  });

  it("says of an extract whose SELECT changed that it did, and of the others what needs them", () => {
    const edit = (select: string): string => (select.includes("raw.kyc") ? `${select} -- edited` : select);
    const reasons = reasonsOf(planSteps(plan({}, {}, edit), current));
    expect(reasons["landing.kyc"]).toEqual(["minimal/kyc.sql changed"]);
    expect(reasons["landing.accounts"]).toEqual(["staging needs it"]);
    expect(new Set(Object.keys(reasons))).toEqual(withDependents("landing.kyc", "run"));
  });

  it("says of an extract whose file changed that it did, or that another came", () => {
    const other = new TestBank(
      minimalFiles({
        "accounts.csv": csv("accounts").replace("2024-03-01", "2024-03-02"),
        "transactions_2.csv": csv("transactions"),
      }),
    );
    const reasons = reasonsOf(planSteps(plan({ raw: other.raw }), current));
    other.dispose();
    expect(reasons["landing.accounts"]).toEqual(["accounts.csv changed"]);
    expect(reasons["landing.transactions"]).toEqual(["transactions_2.csv is new"]);
    expect(new Set(Object.keys(reasons))).toEqual(
      withDependents("landing.accounts", "landing.transactions", "run"),
    );
  });
});
