import type { Unit } from "../features/feature.js";
import type { Estimate } from "../metrics/estimate.js";
import type { BoostedTrees } from "./boostedTreesDocument.js";
import type { IsolationForest } from "./isolationForest.js";
import { readBoostedTrees } from "./readBoostedTrees.js";
import { readIsolationForest } from "./readIsolationForest.js";
import { finite, list, record, whole, words } from "./readParts.js";
import { readScorecard } from "./readScorecard.js";
import type { Scorecard } from "./scorecard.js";

export type Model = Scorecard | BoostedTrees | IsolationForest;

/** What a feature is, for whoever reads the model without the code. */
export interface DocumentFeature {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** Null for a category. */
  readonly unit: Unit | null;
}

/** What the headline figures were measured on; days are ISO. */
export interface MetricsSample {
  readonly sample: string;
  readonly from: string;
  readonly to: string;
  readonly rows: number;
  readonly positives: number;
}

/** A model as it is published: everything that scoring, explaining and judging it takes; plain JSON. */
export interface ModelDocument<M extends Model = Model> {
  readonly schema: 1;
  readonly document: "datahub-model";
  /** "default", "churn" or "anomaly". */
  readonly name: string;
  readonly type: M["type"];
  readonly title: string;
  /** What it says of whom. */
  readonly purpose: string;
  /** Who may use it for what, and for what not. */
  readonly intendedUse: string;
  readonly features: readonly DocumentFeature[];
  readonly model: M;
  readonly training: {
    /** ISO days of the first and the last snapshot. */
    readonly from: string;
    readonly to: string;
    readonly snapshots: number;
    readonly rows: number;
    /** Null for a model that sees no labels. */
    readonly positives: number | null;
  };
  /** Of what the model was made of, as hexadecimal digits. */
  readonly hashes: { readonly data: string; readonly code: string; readonly config: string };
  /** The headline figures by name, and what they were measured on; null where nothing was known to measure by. */
  readonly metrics: (MetricsSample & { readonly figures: Readonly<Record<string, Estimate>> }) | null;
  readonly seed: number;
  /** ISO day. */
  readonly asOf: string;
}

const versions = [1];

const readers: Readonly<Record<Model["type"], (model: unknown) => Model>> = {
  scorecard: readScorecard,
  boostedTrees: readBoostedTrees,
  isolationForest: readIsolationForest,
};

/**
 * Checks that a parsed JSON document is a published model that can be scored with.
 *
 * @param json what `JSON.parse` gave
 * @returns the same object
 * @throws RangeError if it is no model document, of an unknown version or type, or broken; the message says where, and
 * what this code reads
 */
export function readModelDocument(json: unknown): ModelDocument {
  const document = record(json, "the document");
  if (document.document !== "datahub-model") {
    throw new RangeError(`document is ${JSON.stringify(document.document)}; "datahub-model" was expected.`);
  }
  if (!versions.includes(document.schema as number)) {
    throw new RangeError(
      `schema is ${JSON.stringify(document.schema)}; this version reads ${versions.join(", ")}. Build the model again.`,
    );
  }
  const { type } = document;
  if (typeof type !== "string" || !Object.hasOwn(readers, type)) {
    throw new RangeError(
      `type is ${JSON.stringify(type)}; this version reads ${Object.keys(readers).join(", ")}.`,
    );
  }
  for (const name of ["name", "title", "purpose", "intendedUse"]) words(document[name], name);
  day(document.asOf, "asOf");
  whole(document.seed, "seed", 0);
  checkTraining(document.training);
  const hashes = record(document.hashes, "hashes");
  for (const name of ["data", "code", "config"]) words(hashes[name], `hashes.${name}`);
  if (document.metrics !== null) checkMetrics(document.metrics);
  const known = checkFeatures(document.features);
  const model = within("model", () => readers[type as Model["type"]](document.model));
  const undescribed = model.features.find(({ name }) => !known.has(name));
  if (undescribed)
    throw new RangeError(`features does not describe ${undescribed.name}, which the model uses.`);
  return json as ModelDocument;
}

function within<Result>(part: string, check: () => Result): Result {
  try {
    return check();
  } catch (error) {
    throw error instanceof RangeError ? new RangeError(`${part}: ${error.message}`) : error;
  }
}

function checkTraining(value: unknown): void {
  const training = record(value, "training");
  for (const name of ["from", "to"]) day(training[name], `training.${name}`);
  for (const name of ["snapshots", "rows"]) whole(training[name], `training.${name}`, 1);
  if (training.positives !== null) whole(training.positives, "training.positives", 0);
}

function checkMetrics(value: unknown): void {
  const metrics = record(value, "metrics");
  words(metrics.sample, "metrics.sample");
  for (const name of ["from", "to"]) day(metrics[name], `metrics.${name}`);
  for (const name of ["rows", "positives"]) whole(metrics[name], `metrics.${name}`, 0);
  for (const [name, figure] of Object.entries(record(metrics.figures, "metrics.figures"))) {
    const at = `metrics.figures.${name}`;
    const estimate = record(figure, at);
    finite(estimate.value, `${at}.value`);
    for (const end of ["low", "high"]) if (estimate[end] !== null) finite(estimate[end], `${at}.${end}`);
  }
}

function checkFeatures(value: unknown): ReadonlySet<string> {
  const names = list(value, "features").map((item, index) => {
    const feature = record(item, `features[${index}]`);
    for (const name of ["title", "about"]) words(feature[name], `features[${index}].${name}`);
    if (feature.unit !== null) words(feature.unit, `features[${index}].unit`);
    return words(feature.name, `features[${index}].name`);
  });
  return new Set(names);
}

function day(value: unknown, where: string): void {
  if (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value)) return;
  throw new RangeError(`${where} is ${JSON.stringify(value)}; a day such as 2026-06-30 was expected.`);
}
