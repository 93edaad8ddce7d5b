import type { FastifyInstance } from "fastify";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AuditLog } from "../../lib/api/audit/auditLog.js";
import { Releases } from "../../lib/api/release/releases.js";
import { createServer } from "../../lib/api/server.js";
import { TokenStore } from "../../lib/api/tokens/tokenStore.js";
import { readModelDocument } from "../../lib/core/models/modelDocument.js";
import { openWarehouse, warehouseFile, type Warehouse } from "../../lib/warehouse/open.js";
import { rows } from "../../lib/warehouse/sql.js";
import { coreScores, tableOf, type AttributeRecord } from "../../loaders/models/coreScores.js";
import { dists } from "./support/dists.js";

/** The data folder that a site was built from: around it, or beside it. */
const dataOf = (dist: string): string => {
  const around = dirname(dist);
  return existsSync(join(around, warehouseFile)) ? around : join(around, "data");
};

interface Result {
  readonly score: number;
  readonly probability: number | null;
  readonly band?: string;
  readonly percentile?: number;
  readonly is_alert?: boolean;
  readonly one_in?: number | null;
  readonly reasons: readonly { feature: string; words: string; effect: number }[];
}

/** Relative; what is not a number is as different as can be. */
function difference(one: number, other: number): number {
  if (one === other) return 0;
  const found = Math.abs(one - other) / Math.max(Math.abs(one), Math.abs(other));
  return Number.isNaN(found) ? Infinity : found;
}

const largest = (differences: readonly number[]): number => differences.reduce((a, b) => Math.max(a, b), 0);

const tolerance = 1e-9;

/** Of a large bank not every movement is asked for. */
const mostMovements = 10_000;

describe.each(dists.map((dist) => [basename(dataOf(dist)), dataOf(dist)] as const))(
  "the API of %s",
  (_name, data) => {
    let folder: string;
    let warehouse: Warehouse;
    let audit: AuditLog;
    let releases: Releases;
    let app: FastifyInstance;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "api-equality-"));
      warehouse = await openWarehouse(join(data, warehouseFile), { readOnly: true });
      audit = await AuditLog.open(folder);
      releases = new Releases(data, () => undefined);
      await releases.refresh();
      const tokens = new TokenStore(join(folder, "tokens.json"));
      app = await createServer({ audit, releases, tokens, now: Date.now });
    });
    afterAll(async () => {
      await app.close();
      await audit.close();
      releases.close();
      warehouse.close();
      await rm(folder, { recursive: true });
    });

    /** Everybody's answers, a thousand at a time. */
    async function answers(path: string, subjects: readonly object[]): Promise<Result[]> {
      const found: Result[] = [];
      for (let from = 0; from < subjects.length; from += 1000) {
        const records = subjects.slice(from, from + 1000);
        const ask = () => app.inject({ method: "POST", url: path, payload: { records } });
        let answer = await ask();
        // A machine that is busy with other things is told of in this way.
        for (let tries = 0; answer.statusCode === 503 && tries < 20; tries++) {
          await sleep(1000);
          answer = await ask();
        }
        expect(answer.statusCode).toBe(200);
        found.push(...answer.json<{ results: Result[] }>().results);
      }
      return found;
    }

    it.each([
      ["default", "/score_default", "pd", "points"],
      ["churn", "/predict_churn", "probability", "probability"],
    ] as const)(
      "scores every client for %s as the batch and the page do, for the same reasons",
      async (model, path, probability, score) => {
        const { connection } = warehouse;
        const [{ document, loans } = { document: null, loans: 0 }] = await rows<{
          document: string | null;
          loans: number;
        }>(
          connection,
          `SELECT document, (SELECT count(loan_id) FROM scores.scr_${model}) AS loans FROM models.${model}`,
        );
        if (document === null) {
          const refused = await app.inject({ method: "POST", url: path, payload: { client_id: "x" } });
          expect(refused.json()).toMatchObject({ code: "no_model" });
          return;
        }
        // Where the model is about loans, a client stands for the latest one, and the batch has them all.
        const latest =
          loans > 0
            ? `(SELECT *, ROW_NUMBER() OVER (PARTITION BY client_id ORDER BY snapshot_date DESC, loan_id DESC) AS place FROM scores.scr_${model})`
            : `(SELECT *, 1 AS place FROM scores.scr_${model} WHERE snapshot_date = (SELECT max(snapshot_date) FROM scores.scr_${model}))`;
        const batch = await rows<{
          client_id: string;
          client: string;
          loan: string | null;
          probability: number;
          score: number;
          band: string | null;
          reasons: string;
        }>(
          connection,
          `SELECT s.client_id, c.pseudonym AS client, l.pseudonym AS loan, s.${probability} AS probability, s.${score} AS score,
         ${model === "default" ? "s.band" : "CAST(NULL AS VARCHAR)"} AS band,
         (SELECT COALESCE(string_agg(r.words, ' | ' ORDER BY r.reason_rank), '') FROM scores.scr_${model}_reasons AS r
          WHERE r.client_id = s.client_id AND r.snapshot_date = s.snapshot_date
            AND r.loan_id IS NOT DISTINCT FROM s.loan_id) AS reasons
       FROM ${latest} AS s
       INNER JOIN scores.pseudonyms AS c ON c.kind = 'client' AND c.id = s.client_id
       LEFT JOIN scores.pseudonyms AS l ON l.kind = 'loan' AND l.id = s.loan_id
       WHERE s.place = 1 ORDER BY s.client_id`,
        );
        expect(batch.length).toBeGreaterThan(0);
        const found = await answers(
          path,
          batch.map(({ client_id }) => ({ client_id })),
        );
        const toBatch = largest(
          found.flatMap((each, index) => [
            difference(each.score, batch[index]!.score),
            difference(each.probability!, batch[index]!.probability),
          ]),
        );
        // What a page has: the published inputs, under pseudonyms, scored by the code that it runs.
        const document_ = readModelDocument(JSON.parse(document));
        const inputs = await rows<AttributeRecord & { client: string; loan: string | null }>(
          connection,
          `SELECT * FROM reports.rpt_${model}_inputs`,
        );
        const page = coreScores(document_.model, tableOf(document_.model, inputs));
        const ofPage = new Map(
          inputs.map(({ client, loan }, row) => [`${client} ${loan}`, page[probability]![row]!]),
        );
        const toPage = largest(
          found.map(({ probability: own }, index) =>
            difference(own!, ofPage.get(`${batch[index]!.client} ${batch[index]!.loan}`) ?? NaN),
          ),
        );
        console.log(
          `${model}: ${found.length} clients, largest relative difference to the batch ${toBatch.toExponential(1)}, to the page ${toPage.toExponential(1)}`,
        );
        expect(toBatch).toBeLessThanOrEqual(tolerance);
        expect(toPage).toBeLessThanOrEqual(tolerance);
        expect(found.map(({ reasons }) => reasons.map(({ words }) => words).join(" | "))).toEqual(
          batch.map(({ reasons }) => reasons),
        );
        if (model === "default") expect(found.map(({ band }) => band)).toEqual(batch.map(({ band }) => band));
      },
    );

    it("finds movements as odd as the batch does, all alerts among them", { timeout: 300_000 }, async () => {
      const batch = await rows<{
        transaction_id: string;
        anomaly_score: number;
        percentile: number;
        one_in: number;
        is_alert: boolean;
      }>(
        warehouse.connection,
        `SELECT transaction_id, anomaly_score, percentile, one_in, is_alert FROM scores.scr_movements
           ORDER BY is_alert DESC, hash(transaction_id), transaction_id LIMIT ${mostMovements}`,
      );
      if (batch.length === 0) return;
      const found = await answers(
        "/detect_anomaly",
        batch.map(({ transaction_id }) => ({ transaction_id })),
      );
      const toBatch = largest(
        found.flatMap((each, index) => [
          difference(each.score, batch[index]!.anomaly_score),
          Math.abs(each.percentile! - batch[index]!.percentile),
        ]),
      );
      console.log(
        `anomaly: ${found.length} movements, largest difference to the batch ${toBatch.toExponential(1)}`,
      );
      expect(toBatch).toBeLessThanOrEqual(tolerance);
      expect(
        found.filter(
          ({ is_alert, one_in }, index) =>
            is_alert !== batch[index]!.is_alert || one_in !== batch[index]!.one_in,
        ),
      ).toEqual([]);
    });
  },
);
