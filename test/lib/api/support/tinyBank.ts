import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { anomalyScore, averagePathLength } from "../../../../lib/core/models/isolationForest.js";
import { openWarehouse, warehouseFile } from "../../../../lib/warehouse/open.js";
import { text } from "../../../../lib/warehouse/sql.js";

const shared = {
  schema: 1,
  document: "datahub-model",
  purpose: "To be tested with.",
  intendedUse: "Tests.",
  training: { from: "2026-01-31", to: "2026-03-31", snapshots: 3, rows: 100, positives: 10 },
  hashes: { data: "aa", code: "bb", config: "cc" },
  metrics: null,
  seed: 1,
  asOf: "2026-06-30",
};
const described = (name: string) => ({ name, title: name, about: `${name}.`, unit: "count" });
const bin = (woe: number, points: number) => ({ rows: 50, bads: 5, woe, points });

/** A scorecard of one feature: 640 points and odds of 200 to 1 without arrears, 560 and 12.5 to 1 with. */
const scorecard = {
  ...shared,
  name: "default",
  type: "scorecard",
  title: "Tiny scorecard",
  features: [described("behind_count")],
  model: {
    schema: 1,
    type: "scorecard",
    intercept: Math.log(50),
    scale: { pointsToDouble: 20, basePoints: 600, baseOdds: 50 },
    features: [
      {
        name: "behind_count",
        kind: "numeric",
        coefficient: 1,
        standardError: 0.1,
        pValue: 0.001,
        informationValue: 0.5,
        missing: { rows: 0, bads: 0, woe: 0, points: 600 },
        cuts: [0.5],
        bins: [bin(Math.log(4), 640), bin(-Math.log(4), 560)],
      },
    ],
    fit: { rows: 100, bads: 10, ridge: 0, prior: 0, logLikelihood: -30, leftOut: [], notes: [] },
  },
};

/** One tree: margin −2, less 1 below 30 days, more 1 from there on. */
const trees = {
  ...shared,
  name: "churn",
  type: "boostedTrees",
  title: "Tiny trees",
  features: [described("days_since_act")],
  model: {
    schema: 1,
    type: "boostedTrees",
    features: [{ name: "days_since_act", kind: "numeric" }],
    baseMargin: -2,
    trees: [
      [
        {
          kind: "threshold",
          feature: 0,
          threshold: 30,
          left: 1,
          right: 2,
          missing: "left",
          gain: 1,
          cover: 4,
        },
        { kind: "leaf", value: -1, cover: 3 },
        { kind: "leaf", value: 1, cover: 1 },
      ],
    ],
    training: { rows: 100, positives: 10 },
  },
};

/** One tree: what is above 2 is alone after one split; the other three share a leaf. */
const forest = {
  ...shared,
  name: "anomaly",
  type: "isolationForest",
  title: "Tiny forest",
  features: [described("amount_above")],
  training: { ...shared.training, positives: null },
  model: {
    schema: 1,
    type: "isolationForest",
    sampleSize: 4,
    heightLimit: 2,
    seed: 1,
    features: [{ name: "amount_above", kind: "numeric", typical: 0 }],
    trees: [{ feature: [0, -1, -1], threshold: [2, 0, 0], left: [1, 0, 0], size: [4, 3, 1] }],
  },
};

/**
 * Publishes a bank of two clients in a data folder, the warehouse renamed into its place as the pipeline does it.
 *
 * @param run by which one release is told from the next
 */
export async function writeTinyBank(data: string, run = "first"): Promise<void> {
  const aside = join(data, `${run}.duckdb`);
  await mkdir(join(data, "warehouse"), { recursive: true });
  const warehouse = await openWarehouse(aside);
  const model = (name: string, document: object, report: object) =>
    `CREATE TABLE models."${name}" AS SELECT '${name}' AS model, ${text(JSON.stringify(document))} AS document,
       ${text(JSON.stringify(report))} AS report, CAST(NULL AS VARCHAR) AS reason;`;
  await warehouse.connection.run(`
    CREATE SCHEMA marts; CREATE SCHEMA meta; CREATE SCHEMA models; CREATE SCHEMA features; CREATE SCHEMA scores;
    CREATE TABLE marts.dim_bank AS SELECT 'Tiny bank' AS bank, DATE '2026-06-30' AS as_of;
    CREATE TABLE meta.run AS SELECT '${run}' AS run;
    CREATE TABLE marts.dim_clients AS SELECT * FROM (VALUES
      ('C1', 'Ann Ample', DATE '2020-01-01', CAST('gold' AS ENUM('gold', 'silver')), DATE '1990-02-03'),
      ('C2', 'Bob O''Brien', DATE '2021-01-01', 'silver', NULL)) AS t(client_id, name, valid_from, segment, birth_date);
    CREATE TABLE marts.dim_accounts AS SELECT * FROM (VALUES ('A1', 'C1', DATE '2020-01-01', NULL, TRUE),
      ('A2', 'C1', DATE '2020-02-01', 100.5, TRUE), ('A3', 'C2', DATE '2021-01-01', 7.25, FALSE)) AS t(account_id, client_id, opened_date, credit_limit_amount, is_open);
    ${model("default", scorecard, { validation: {} })}
    ${model("churn", trees, { validation: {} })}
    ${model("anomaly", forest, { threshold: { cutOff: 0.6, days: 90 } })}
    CREATE TABLE features.ftr_default AS SELECT * FROM (VALUES ('C1', DATE '2026-06-30', 0), ('C2', DATE '2026-06-30', 2),
      ('C3', DATE '2026-05-31', 2)) AS t(client_id, snapshot_date, behind_count);
    CREATE TABLE features.ftr_churn AS SELECT * FROM (VALUES ('C1', DATE '2026-06-30', 3), ('C2', DATE '2026-06-30', 60))
      AS t(client_id, snapshot_date, days_since_act);
    CREATE TABLE features.ftr_movements AS SELECT * FROM (VALUES ('T1', 'C1', 'A1', TIMESTAMP '2026-06-29 10:00:00', 0.0),
      ('T2', 'C1', 'A2', TIMESTAMP '2026-06-30 10:00:00', 5.0), ('T3', 'C2', 'A3', TIMESTAMP '2026-06-30 11:00:00', 0.0),
      ('T4', 'C2', 'A3', TIMESTAMP '2026-06-28 11:00:00', 0.0))
      AS t(transaction_id, client_id, account_id, posted_at, amount_above);
    CREATE TABLE scores.scr_default AS SELECT client_id, snapshot_date, CAST(NULL AS VARCHAR) AS loan_id, 600.0 AS points, 0.02 AS pd, 'D' AS band FROM features.ftr_default;
    CREATE TABLE scores.scr_churn AS SELECT client_id, snapshot_date, CAST(NULL AS VARCHAR) AS loan_id FROM features.ftr_churn;
    CREATE TABLE scores.scr_movements AS SELECT transaction_id, client_id,
      CASE WHEN amount_above > 2 THEN ${anomalyScore(1, 4)} ELSE ${anomalyScore(1 + averagePathLength(3), 4)} END AS anomaly_score, 2.0 AS one_in, amount_above > 2 AS is_alert FROM features.ftr_movements`);
  warehouse.close();
  await rename(aside, join(data, warehouseFile));
}
