import type { FeatureTable } from "../models/table.js";
import type { Panel } from "../panel.js";
import { baselineReports } from "./baselines.js";
import { bootstrapByClient, type BootstrapOptions } from "./bootstrap.js";
import { calibrationCurve } from "./calibrationCurve.js";
import { ceilingReport } from "./ceiling.js";
import { classify } from "./classification.js";
import { curves, gainTable } from "./curves.js";
import { fairnessReport } from "./fairness.js";
import { monthReports } from "./months.js";
import { RankedSample } from "./rankedSample.js";
import type { CutOff, SampleName, SampleReport, ValidationReport } from "./report.js";
import { sampleReport } from "./samples.js";
import { takeScored } from "./scored.js";
import { segmentReports } from "./segments.js";
import { featureShifts, scoreShift } from "./shifts.js";

/** What is to be validated; loaders/models/trained.ts says what the parts of `trained` mean. */
export interface ValidationInput {
  readonly panel: Panel;
  readonly trained: {
    readonly split: { readonly train: Int32Array; readonly test: Int32Array };
    readonly probabilities: Float64Array;
    readonly outOfClient: Float64Array;
    readonly baselines: readonly { readonly name: string; readonly probabilities: Float64Array }[];
    readonly notes: readonly string[];
  };
  /** A text for each row of the panel, "unknown" where it is not known. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  /** Those of `attributes` that fairness is about; the others are segments. */
  readonly protectedAttributes?: readonly string[];
  /** For each row of the panel; NaN where unknown. */
  readonly trueProbabilities?: Float64Array | null;
  /** Who is scored now. */
  readonly today: { readonly table: FeatureTable; readonly probabilities: Float64Array } | null;
  /** Not chosen on the test rows. */
  readonly cutOff: CutOff;
  /** Which side of the cut-off gets what is to be had; credit is granted below it. */
  readonly selects?: "below" | "above";
  readonly seed: number;
  readonly resamples?: number;
}

/**
 * Validates a probability model, as a bank's independent validators would.
 *
 * @param input both classes in training and in the test
 * @returns plain JSON, the same for the same input
 * @throws RangeError if a sample is of one class, lengths differ, or a value is no probability
 */
export function validateProbabilities(input: ValidationInput): ValidationReport {
  const { panel, trained, attributes, today, cutOff, selects = "below", seed, resamples = 200 } = input;
  const protectedAttributes = input.protectedAttributes ?? ["gender", "age_band"];
  const { split, probabilities, outOfClient } = trained;
  const options: BootstrapOptions = { seed, resamples };
  const { test } = split;
  const score = (rows: Int32Array, by: Float64Array): ReturnType<typeof takeScored> =>
    takeScored(rows, { probabilities: by, labels: panel.labels, clients: panel.clients });
  const sample = (name: SampleName, rows: Int32Array, by: Float64Array): SampleReport => {
    const scored = score(rows, by);
    // A headline is about what comes later; intervals of the other samples would only take time.
    const intervals = rows === test ? headlineIntervals(scored, options) : null;
    return sampleReport(name, panel, rows, scored, intervals);
  };
  const tested = score(test, probabilities);
  const ofTest = <Value>(values: readonly Value[]): Value[] => Array.from(test, (row) => values[row]!);
  const isTest = new Uint8Array(panel.labels.length);
  for (const row of test) isTest[row] = 1;
  const bins = scoreShift(probabilities, split, today?.probabilities ?? null);
  const trainedOn = new Set(Array.from(split.train, (row) => panel.clients[row]!));
  const { roc, ks } = curves(tested);
  return {
    schema: 1,
    seed,
    resamples,
    samples: [
      sample("train", split.train, probabilities),
      sample("groupedCrossValidation", split.train, outOfClient),
      sample("outOfTime", test, probabilities),
      sample("outOfTimeOutOfClient", test, outOfClient),
    ],
    sharedClientRows: test.filter((row) => trainedOn.has(panel.clients[row]!)).length,
    classification: classify(tested, cutOff, options),
    calibration: calibrationCurve(tested, options),
    gain: gainTable(tested),
    roc,
    ks,
    score: bins.report,
    shifts: featureShifts(panel.table, split, today?.table ?? null),
    months: monthReports(
      panel,
      isTest,
      probabilities.map((value, row) => (isTest[row] === 1 ? value : outOfClient[row]!)),
      bins.psiOf,
    ),
    segments: Object.entries(attributes)
      .filter(([attribute]) => !protectedAttributes.includes(attribute))
      .flatMap(([attribute, groups]) => segmentReports(tested, attribute, ofTest(groups), options)),
    selects,
    fairness: protectedAttributes
      .filter((attribute) => Object.hasOwn(attributes, attribute))
      .map((attribute) =>
        fairnessReport(tested, attribute, ofTest(attributes[attribute]!), {
          ...options,
          cutOff: cutOff.probability,
          selects,
        }),
      ),
    baselines: baselineReports(
      tested,
      trained.baselines.map(({ name, probabilities: rival }) => ({
        name,
        probabilities: Float64Array.from(test, (row) => rival[row]!),
      })),
      options,
    ),
    ceiling: input.trueProbabilities
      ? ceilingReport(
          tested,
          Float64Array.from(test, (row) => input.trueProbabilities![row]!),
          options,
        )
      : null,
    notes: trained.notes,
  };
}

function headlineIntervals(
  scored: ReturnType<typeof takeScored>,
  options: BootstrapOptions,
): NonNullable<Parameters<typeof sampleReport>[4]> {
  const ranked = new RankedSample(scored);
  return bootstrapByClient(scored.clients.count, options, (weights) => ranked.headline(weights));
}
