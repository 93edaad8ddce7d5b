import type { DuckDBConnection } from "@duckdb/node-api";
import type { Feature } from "../../lib/core/features/feature.js";
import type { BoostedTrees } from "../../lib/core/models/boostedTreesDocument.js";
import type { ModelDocument } from "../../lib/core/models/modelDocument.js";
import type { Scorecard } from "../../lib/core/models/scorecard.js";
import type { FeatureTable } from "../../lib/core/models/table.js";
import { takePanel, type Panel } from "../../lib/core/panel.js";
import type { CrossCheck, ProbabilityEvidence } from "../../lib/core/validation/evidence.js";
import type { CutOff, ValidationReport, Verdict } from "../../lib/core/validation/report.js";
import { validateProbabilities } from "../../lib/core/validation/validateProbabilities.js";
import { name, oneRow } from "../../lib/warehouse/sql.js";
import { BuildError } from "../errors.js";
import { trueProbabilities } from "../evaluate/trueProbabilities.js";
import { describeFeatures, headlineFigures } from "./describeModel.js";
import type { ModelName } from "./modelTable.js";
import { latestOf, readClients, readPanel, type PanelSource } from "./panels.js";
import { compareRuntimes } from "./compareRuntimes.js";
import { sampleOf, scoreEverywhere } from "./runtimes.js";
import { checkSingleFeatures } from "./singleFeatures.js";
import type { Surrogate } from "./surrogate.js";
import type { Trained } from "./trained.js";

export type ProbabilityModel = Scorecard | BoostedTrees;

/** What makes one probability model another. */
export interface ModelDesign<M extends ProbabilityModel = ProbabilityModel> {
  readonly name: Extract<ModelName, "default" | "churn">;
  readonly title: string;
  readonly purpose: string;
  readonly intendedUse: string;
  readonly source: PanelSource;
  readonly features: readonly Feature[];
  train(panel: Panel): Trained<M>;
  predict(model: M, table: FeatureTable): Float64Array;
  /** Chosen on training rows, scored by models that did not see their client. */
  cutOff(probabilities: Float64Array, labels: Uint8Array): CutOff;
  /** Which side of the cut-off gets what is to be had. */
  readonly selects: "below" | "above";
  crossCheck(panel: Panel, trained: Trained<M>): readonly CrossCheck[];
  /** A model that can be read, in place of one that cannot; null where the model is read as it is. */
  surrogate(model: M, panel: Panel): Surrogate | null;
}

/** What a fit is recorded with. */
export interface FitContext {
  readonly seed: number;
  /** ISO day. */
  readonly asOf: string;
  readonly hashes: Omit<ModelDocument["hashes"], "data">;
  /** File of true probabilities, where somebody knows them. */
  readonly truth: string | null;
}

/** A model's validation as the run keeps it. */
export interface ProbabilityReport extends ProbabilityEvidence {
  /** Of the out-of-time rows. */
  readonly surrogate: Surrogate | null;
}

/** Rows that every build scores in all four runtimes. */
const runtimeRows = 500;

/**
 * Fits a model to its panel, validates it, and holds it against other software.
 *
 * @throws BuildError leaking_feature, cross_check_failed or runtimes_differ
 * @throws UntrainableError where there is too little to learn from
 */
export async function fitProbabilityModel(
  connection: DuckDBConnection,
  design: ModelDesign,
  { seed, asOf, hashes, truth }: FitContext,
): Promise<{ document: ModelDocument; report: ProbabilityReport }> {
  const { source, features } = design;
  const { panel, clientIds, snapshotDates, groups } = await readPanel(connection, source, features);
  const trained = design.train(panel);
  checkSingleFeatures(panel, design.name);
  const { split, outOfClient, model } = trained;
  const trainedOn = takePanel(panel, split.train);
  const today = await readClients(connection, source, features, latestOf(source));
  const validation = validateProbabilities({
    panel,
    trained,
    attributes: groups,
    trueProbabilities:
      truth === null
        ? null
        : await trueProbabilities(connection, truth, design.name, clientIds, snapshotDates),
    today: { table: today.table, probabilities: design.predict(model, today.table) },
    cutOff: design.cutOff(
      Float64Array.from(split.train, (row) => outOfClient[row]!),
      trainedOn.labels,
    ),
    selects: design.selects,
    seed,
  });
  if (validation.ceiling?.isLeaking === true) {
    throw new BuildError(
      "leaking_feature",
      `${design.name}: the model's AUC is above what the true probabilities reach, beyond both intervals`,
    );
  }
  const dates = Array.from(split.train, (row) => snapshotDates[row]!).sort();
  const document: ModelDocument = {
    schema: 1,
    document: "datahub-model",
    name: design.name,
    type: model.type,
    title: design.title,
    purpose: design.purpose,
    intendedUse: design.intendedUse,
    features: describeFeatures(features, model),
    model,
    training: {
      from: dates[0]!,
      to: dates.at(-1)!,
      snapshots: new Set(dates).size,
      rows: dates.length,
      positives: trainedOn.labels.reduce((sum, label) => sum + label, 0),
    },
    hashes: { data: await contentHash(connection, [source.features, source.labels]), ...hashes },
    metrics: headlineFigures(validation),
    seed,
    asOf,
  };
  const crossChecks = design.crossCheck(trainedOn, trained);
  const rows = { from: `features.${name(source.features)}`, keys: source.keys };
  const sample = await sampleOf(connection, rows, runtimeRows);
  const everywhere = await scoreEverywhere(connection, JSON.stringify(document), { ...rows, from: sample });
  return {
    document,
    report: {
      validation: {
        ...validation,
        shifts: validation.shifts.map((shift) => ({ ...shift, ...titled(features, shift.name) })),
      },
      drifting: driftingOf(validation, model),
      crossChecks,
      runtimes: compareRuntimes(everywhere),
      surrogate: design.surrogate(model, takePanel(panel, split.test)),
    },
  };
}

const titled = (features: readonly Feature[], wanted: string): { title?: string } => {
  const title = features.find(({ name: feature }) => feature === wanted)?.title;
  return title === undefined ? {} : { title };
};

/** Verdicts on the features that a model uses; others were offered to the fit and are watched by nobody. */
function driftingOf({ shifts }: ValidationReport, model: ProbabilityModel): ProbabilityEvidence["drifting"] {
  const used = new Set(model.features.map(({ name: feature }) => feature));
  const count = (wanted: Verdict): number =>
    shifts.filter(({ name: feature, verdict }) => used.has(feature) && verdict === wanted).length;
  return { watch: count("watch"), moved: count("moved") };
}

/** Hash of what some feature tables hold, 16 hexadecimal digits; the order of their rows does not matter. */
export async function contentHash(connection: DuckDBConnection, tables: readonly string[]): Promise<string> {
  const parts = tables.map(
    (table) =>
      `(SELECT concat_ws('|', count(*), sum(CAST(hash(t) AS HUGEINT)), bit_xor(hash(t))) FROM features.${name(table)} AS t)`,
  );
  const { hash } = await oneRow<{ hash: string }>(
    connection,
    `SELECT md5(concat_ws('|', ${parts.join(", ")})) AS hash`,
  );
  return hash.slice(0, 16);
}
