import type { DuckDBConnection } from "@duckdb/node-api";
import { hash } from "node:crypto";
import { readModelDocument, type ModelDocument } from "../../core/models/modelDocument.js";
import { name, oneRow, rows } from "../../warehouse/sql.js";
import { AnomalyScale, type ScoreCount } from "../scoring/anomalyScale.js";
import { Scorer } from "../scoring/scorer.js";

export const modelNames = ["default", "churn", "anomaly"] as const;

export type ModelName = (typeof modelNames)[number];

/** A model as it was published, ready to score. */
export interface PublishedModel {
  readonly document: ModelDocument;
  /** Its validation, JSON text. */
  readonly report: string;
  /** Changes with the document. */
  readonly version: string;
  readonly scorer: Scorer;
  readonly scale: AnomalyScale;
}

/** A model of a release, or why there is none. */
export type ReleasedModel = PublishedModel | { readonly reason: string };

/** Reads a model off a warehouse. */
export async function readModel(connection: DuckDBConnection, model: ModelName): Promise<ReleasedModel> {
  const { document, report, reason } = await oneRow<Record<"document" | "report" | "reason", string | null>>(
    connection,
    `SELECT document, report, reason FROM models.${name(model)}`,
  );
  if (document === null || report === null) return { reason: reason ?? "It could not be fitted." };
  const read = readModelDocument(JSON.parse(document));
  const scale = await (model === "anomaly" ? readScale(connection, report) : new AnomalyScale([], null));
  return {
    document: read,
    report,
    version: hash("sha256", document, "hex").slice(0, 12),
    scorer: new Scorer(read, scale),
    scale,
  };
}

async function readScale(connection: DuckDBConnection, report: string): Promise<AnomalyScale> {
  const counts = await rows<ScoreCount>(
    connection,
    `SELECT anomaly_score AS score, count(*) AS "count" FROM scores.scr_movements GROUP BY ALL ORDER BY ALL`,
  );
  const { threshold } = JSON.parse(report) as { threshold: { cutOff: number | null } };
  return new AnomalyScale(counts, threshold.cutOff);
}
