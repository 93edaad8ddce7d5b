import type { DuckDBConnection } from "@duckdb/node-api";
import type { Feature } from "../../lib/core/features/feature.js";
import type { ModelDocument } from "../../lib/core/models/modelDocument.js";
import type { ProbabilityEvidence } from "../../lib/core/validation/evidence.js";
import type { ValidationReport, Verdict } from "../../lib/core/validation/report.js";
import { name } from "../../lib/warehouse/sql.js";
import type { DatahubConfig } from "../config.js";
import { BuildError } from "../errors.js";
import { trueProbabilities } from "../evaluate/trueProbabilities.js";
import { contentHash } from "./dataHash.js";
import { describeFeatures, headlineFigures } from "./describeModel.js";
import { fitBeside } from "./fitBeside.js";
import type { FitContext, ModelDesign, ProbabilityModel } from "./modelDesign.js";
import { latestOf, readClients, readPanel } from "./panels.js";
import { compareRuntimes } from "./compareRuntimes.js";
import { sampleOf, scoreEverywhere } from "./runtimes.js";
import type { Surrogate } from "./surrogate.js";

/** A model's validation as the run keeps it. */
export interface ProbabilityReport extends ProbabilityEvidence {
  /** Of the out-of-time rows. */
  readonly surrogate: Surrogate | null;
}

/** Rows that every build scores in all four runtimes. */
const runtimeRows = 500;

/**
 * Fits a model to its panel, validates it, and holds it against other software; the fit is made in a thread of its own.
 *
 * @throws BuildError leaking_feature, cross_check_failed or runtimes_differ
 * @throws UntrainableError where there is too little to learn from
 */
export async function fitProbabilityModel(
  connection: DuckDBConnection,
  design: ModelDesign,
  config: DatahubConfig,
  { seed, asOf, hashes, truth }: FitContext,
): Promise<{ document: ModelDocument; report: ProbabilityReport }> {
  const { source, features } = design;
  const { panel, clientIds, snapshotDates, groups } = await readPanel(connection, source, features);
  const today = await readClients(connection, source, features, latestOf(source));
  const { model, split, validation, crossChecks, surrogate } = await fitBeside(source.features, config, {
    ...{ panel, groups, seed },
    today: today.table,
    trueProbabilities:
      truth === null
        ? null
        : await trueProbabilities(connection, truth, design.name, clientIds, snapshotDates),
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
      positives: split.train.reduce((sum, row) => sum + panel.labels[row]!, 0),
    },
    hashes: { data: await contentHash(connection, [source.features, source.labels]), ...hashes },
    metrics: headlineFigures(validation),
    seed,
    asOf,
  };
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
      surrogate,
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
