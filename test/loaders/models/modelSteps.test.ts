import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DetectorEvidence } from "../../../lib/core/validation/evidence.js";
import type { ProbabilityReport } from "../../../loaders/models/fitProbabilityModel.js";
import { formatVerdicts } from "../../../lib/core/outliers/verdicts.js";
import { readModelDocument, type ModelDocument } from "../../../lib/core/models/modelDocument.js";
import { simulateBank } from "../../../loaders/steps/simulate.js";
import { minimalFiles, recording, TestBank } from "../minimalBank.js";

const bank = new TestBank({}, "models");
const minimal = new TestBank(minimalFiles(), "minimal");
const flags = { profile: "simulated", raw: bank.raw };
const fileOf = (name: string): string => join(bank.data, "models", name);
const json = (name: string): unknown => JSON.parse(readFileSync(fileOf(name), "utf8"));

beforeAll(async () => {
  await simulateBank({ clients: 2000, months: 26, seed: 4, firstMonth: "2024-01", out: bank.raw });
  await bank.run(flags);
  await minimal.run();
}, 240_000);

afterAll(() => {
  bank.dispose();
  minimal.dispose();
});

describe("the models of a simulated bank", () => {
  it.each(["default", "churn", "anomaly", "anomaly_days"])(
    "publishes %s as a document that its JSON Schema accepts",
    (name) => {
      const schema = JSON.parse(
        readFileSync(join(import.meta.dirname, "../../../docs/model-document.schema.json"), "utf8"),
      ) as object;
      const validate = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(
        schema,
      );
      const document = json(`${name}.json`);
      expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
      expect(readModelDocument(document)).toMatchObject({ name, seed: 1, asOf: "2026-02-28" });
    },
  );

  it.each(["default", "churn"])(
    "validates %s on the latest months, beside baselines and the truth",
    (name) => {
      const { validation, runtimes, crossChecks } = json(`${name}.validation.json`) as ProbabilityReport;
      const samples = Object.fromEntries(validation.samples.map((sample) => [sample.sample, sample]));
      expect(samples.outOfTime!.from > samples.train!.to).toBe(true);
      expect(samples.outOfTime!.positives).toBeGreaterThan(10);
      expect(validation.baselines.map((each) => each.name)[0]).toBe("constant");
      expect(validation.baselines).toHaveLength(2);
      expect(validation.ceiling!.auc.value).toBeGreaterThan(0.75);
      expect(validation.ceiling!.isLeaking).toBe(false);
      expect(Math.max(...runtimes.differences.map((each) => each.difference))).toBeLessThan(1e-9);
      expect(crossChecks.every((check) => check.passed)).toBe(true);
    },
  );

  it("scores every client of every snapshot, and explains the latest in words", async () => {
    for (const [table, features] of [
      ["scr_default", "ftr_default"],
      ["scr_churn", "ftr_churn"],
    ] as const) {
      const [found] = await bank.query<Record<string, number>>(
        `SELECT (SELECT count(*) FROM scores.${table})::INTEGER AS scored, (SELECT count(*) FROM features.${features})::INTEGER AS known,
           (SELECT max(reason_rank) FROM scores.${table}_reasons) AS most,
           (SELECT count(*) FROM scores.${table}_reasons AS r WHERE length(words) < 5 OR effect <= 0
              OR snapshot_date <> (SELECT max(snapshot_date) FROM features.${features}))::INTEGER AS odd`,
      );
      expect(found!.scored).toBe(found!.known);
      expect(found!.most).toBeLessThanOrEqual(4);
      expect(found!.odd).toBe(0);
    }
    const [pd] = await bank.query<Record<string, number>>(
      `SELECT min(pd) AS low, max(pd) AS high, count(DISTINCT band)::INTEGER AS bands,
         max(abs(ln((1 - pd) / pd) - (ln(50) + (points - 600) * ln(2) / 20))) AS off FROM scores.scr_default`,
    );
    expect(pd!.low).toBeGreaterThan(0);
    expect(pd!.high).toBeLessThan(1);
    expect(pd!.bands).toBeGreaterThan(2);
    // Points and PD say the same.
    expect(pd!.off).toBeLessThan(1e-9);
  });

  it("raises as many alerts as the budget allows, each with reasons", async () => {
    const { threshold } = json("anomaly.validation.json") as DetectorEvidence;
    expect(threshold.alertsPerDay).toBeLessThanOrEqual(20);
    const [found] = await bank.query<Record<string, number>>(
      `SELECT count(*)::INTEGER AS alerts, count(*) FILTER (WHERE r.transaction_id IS NULL)::INTEGER AS unexplained
       FROM scores.scr_movements AS m LEFT JOIN (SELECT DISTINCT transaction_id FROM scores.scr_movements_reasons) AS r
         ON r.transaction_id = m.transaction_id WHERE m.is_alert`,
    );
    expect(found).toEqual({ alerts: threshold.alerts, unexplained: 0 });
    const days = json("anomaly_days.validation.json") as DetectorEvidence;
    expect(
      await bank.query(
        "SELECT count(*) FILTER (WHERE is_alert)::INTEGER AS alerts, count(*)::INTEGER AS days FROM scores.scr_client_days",
      ),
    ).toEqual(
      await bank.query(
        `SELECT ${days.threshold.alerts} AS alerts, count(*)::INTEGER AS days FROM features.ftr_client_days`,
      ),
    );
  });

  it("keeps protected attributes out of every model", () => {
    for (const name of ["default", "churn", "anomaly"]) {
      const { features } = json(`${name}.json`) as ModelDocument;
      expect(features.length).toBeGreaterThan(2);
      for (const feature of features) {
        expect(`_${feature.name}_`).not.toMatch(/_(?:gender|age|birth|name|region|segment|nationality)_/);
      }
    }
  });

  it("runs nothing again while nothing changed, and the same models from the same files", async () => {
    const again = recording();
    await bank.run(flags, again);
    expect(again.ran).toEqual([]);
    const other = new TestBank({}, "models-again");
    try {
      await other.run({ profile: "simulated", raw: bank.raw });
      for (const name of ["default.json", "churn.json", "anomaly.json", "churn.validation.json"]) {
        expect(readFileSync(join(other.data, "models", name), "utf8"), name).toBe(
          readFileSync(fileOf(name), "utf8"),
        );
      }
    } finally {
      other.dispose();
    }
  }, 240_000);

  it("ranks alerts by verdicts once there are enough", async () => {
    const alerts = await bank.query<{ id: string; rank: number }>(
      "SELECT transaction_id AS id, alert_rank AS rank FROM scores.scr_alerts WHERE confirmation_probability IS NULL ORDER BY rank",
    );
    expect(alerts.length).toBeGreaterThan(100);
    const judged = alerts.filter((_, index) => index % 3 === 0).slice(0, 40);
    mkdirSync(join(bank.data, "triage"), { recursive: true });
    writeFileSync(
      join(bank.data, "triage/verdicts.csv"),
      `transaction_id,label\n${judged.map(({ id }, index) => `${id},${index % 2 === 0 ? "confirmed" : "dismissed"}`).join("\n")}\n`,
    );
    const again = recording();
    await bank.run(flags, again);
    expect(again.ran).toContainEqual({ step: "scores.scr_movements", reason: "verdicts.csv is new" });
    const [found] = await bank.query<Record<string, number>>(
      `SELECT count(is_confirmed)::INTEGER AS judged, count(*) FILTER (WHERE is_confirmed)::INTEGER AS confirmed,
         count(confirmation_probability)::INTEGER AS known FROM scores.scr_alerts`,
    );
    expect(found).toMatchObject({ judged: 40, confirmed: 20 });
    expect(found!.known).toBeGreaterThanOrEqual(40);
  }, 240_000);

  it("shows in the next build what the Outliers page exported, without its notes", async () => {
    const alerts = await bank.query<{ movement: string; client: string }>(
      "SELECT movement, client FROM reports.rpt_alerts ORDER BY alert_rank LIMIT 3",
    );
    const labels = ["confirmed", "unsure", "dismissed"] as const;
    const note = 'stolen, "never mine"\nsee case 7';
    rmSync(join(bank.data, "triage"), { recursive: true, force: true });
    mkdirSync(join(bank.data, "triage"));
    writeFileSync(
      join(bank.data, "triage/verdicts_2026-06-30_3.csv"),
      formatVerdicts(
        alerts.map(({ movement }, index) => ({
          movement,
          label: labels[index]!,
          note,
          decidedAt: `2026-07-01T08:0${index}:00.000Z`,
        })),
      ),
    );
    await bank.run(flags);
    const found = await bank.query<{ movement: string; verdict: string; at: string }>(
      "SELECT movement, verdict, strftime(decided_at, '%H:%M') AS at FROM reports.rpt_alerts WHERE verdict IS NOT NULL ORDER BY decided_at",
    );
    expect(found).toEqual(
      alerts.map(({ movement }, index) => ({ movement, verdict: labels[index], at: `08:0${index}` })),
    );
    const [counts] = await bank.query<Record<string, number>>(
      `SELECT sum(confirmed)::INTEGER AS confirmed, sum(dismissed)::INTEGER AS dismissed, sum(unsure)::INTEGER AS unsure,
         (SELECT count(is_confirmed)::INTEGER FROM scores.scr_alerts) AS clear FROM reports.rpt_alert_days`,
    );
    expect(counts).toEqual({ confirmed: 1, dismissed: 1, unsure: 1, clear: 2 });
    const columns = await bank.query(
      "SELECT table_name, column_name FROM duckdb_columns() WHERE column_name ILIKE '%note%' AND table_name ILIKE '%alert%'",
    );
    expect(columns).toEqual([]);
  }, 240_000);
});

describe("a bank without events or loans", () => {
  it("is built without models, and says why", async () => {
    const reasons = await minimal.query<{ reason: string }>(
      `SELECT reason FROM models."default" UNION ALL SELECT reason FROM models.churn UNION ALL SELECT reason FROM models.anomaly`,
    );
    expect(reasons.map(({ reason }) => reason)).toEqual([
      "No loan that went bad is in the extracts.",
      expect.stringMatching(/^The churn model is not fitted: /) as string,
      expect.stringMatching(/^Anomaly detector: not fitted\. The extracts hold 300 movements/) as string,
    ]);
    expect(existsSync(join(minimal.data, "models/default.json"))).toBe(false);
    expect(await minimal.query("SELECT * FROM scores.scr_default")).toEqual([]);
  });
});
