import {
  driftFinding,
  knownSegments,
  monthsFinding,
  rankedFinding,
  sampleWords,
  segmentsFinding,
} from "../core/findings/modelParts.js";
import { capital, plural } from "../core/findings/words.js";
import { driftRows } from "../core/modelPage/drift.js";
import { figureOf, outOfTime } from "../core/modelPage/figures.js";
import { modelWords } from "../core/modelPage/modelWords.js";
import { monthPoints } from "../core/modelPage/months.js";
import { rankedLines, rivalOf } from "../core/modelPage/rivals.js";
import type { ProbabilityModel } from "../core/modelPage/shownModels.js";
import { chartFrame, emptyNote } from "./chartFrame.js";
import { element } from "./dom.js";
import { driftSection } from "./driftSection.js";
import { fairnessSection } from "./fairnessSection.js";
import { modelMonths } from "./modelMonths.js";
import { sectionHead } from "./pageHead.js";
import { rankedPanels } from "./rankedPanels.js";
import type { SectionOptions } from "./sectionOptions.js";
import { segmentPanels } from "./segmentPanels.js";

function monthsFrame(model: ProbabilityModel, { formats, source, resize }: SectionOptions): HTMLElement {
  const { validation } = model.evidence;
  const { positives } = modelWords[model.name];
  const points = monthPoints(validation);
  const title = monthsFinding(points, formats);
  const auc = figureOf(outOfTime(validation), "auc")!;
  const rival = rivalOf(model)?.figures.auc ?? null;
  return chartFrame(
    points.length > 0
      ? resize((width) => modelMonths(points, { width, formats, auc, rival, positives }))
      : emptyNote("No month of snapshots has a known outcome yet."),
    {
      title,
      about: `By month of the snapshot, ${points.length} ${plural(points.length, "month")}. Kept for the test: ${sampleWords(validation, positives, formats)}.`,
      source: source(`rpt_validation_${model.name}`),
      download: {
        name: `${model.name}_months`,
        rows: points.map(({ month, isTest, rows, positives: hits, auc: own, predicted, observed, psi }) => ({
          month,
          is_test: isTest,
          rows,
          positives: hits,
          auc: own?.value ?? null,
          auc_low: own?.low ?? null,
          auc_high: own?.high ?? null,
          predicted,
          observed: observed.value,
          observed_low: observed.low,
          observed_high: observed.high,
          psi,
        })),
      },
    },
  );
}

function rankedFrame(model: ProbabilityModel, { formats, source, resize }: SectionOptions): HTMLElement {
  const title = rankedFinding(model, formats);
  const lines = rankedLines(model);
  return chartFrame(
    resize((width) => rankedPanels(lines, { width, formats, label: title })),
    {
      title,
      about: `AUC with 95 % intervals, out of time: ${sampleWords(model.evidence.validation, modelWords[model.name].positives, formats)}.${model.evidence.validation.ceiling ? "" : " The ceiling is known of a simulated bank only."}`,
      source: source(`rpt_validation_${model.name}`),
      download: {
        name: `${model.name}_ranking`,
        rows: lines.map(({ label, auc: { value, low, high } }) => ({ line: label, auc: value, low, high })),
      },
    },
  );
}

function segmentsFrame(model: ProbabilityModel, { formats, source, resize }: SectionOptions): HTMLElement {
  const { validation } = model.evidence;
  const title = segmentsFinding(validation, formats);
  const segments = knownSegments(validation);
  return chartFrame(
    segments.length > 0
      ? resize((width) =>
          segmentPanels(segments, {
            width,
            formats,
            label: title,
            auc: figureOf(outOfTime(validation), "auc")!.value,
            positives: modelWords[model.name].positives,
          }),
        )
      : emptyNote(
          "Segments come with the clients' data; this source has none, so a weakness in one part of them cannot be seen.",
        ),
    {
      title,
      about:
        "Out of time, with 95 % intervals by drawing clients; a segment needs 30 rows, and 10 of each outcome for its AUC.",
      source: source(`rpt_validation_${model.name}`),
      download: {
        name: `${model.name}_segments`,
        rows: segments.map(({ attribute, group, rows, positives, auc, predicted, observed }) => ({
          attribute,
          group,
          rows,
          positives,
          auc: auc?.value ?? null,
          auc_low: auc?.low ?? null,
          auc_high: auc?.high ?? null,
          predicted,
          observed: observed?.value ?? null,
        })),
      },
    },
  );
}

/** Everything about one probability model: over time, against rivals, by segment, drift and fairness. */
export function probabilitySections(model: ProbabilityModel, options: SectionOptions): HTMLElement[] {
  const { evidence } = model;
  const { selects, classification } = evidence.validation;
  const cutOff = options.formats.percent(Math.min(1, classification.cutOff.probability));
  const side =
    selects === "below" ? `below the cut-off of ${cutOff}` : `at or above the cut-off of ${cutOff}`;
  const rows = driftRows(model);
  return [
    element(
      "div",
      { class: "stack" },
      monthsFrame(model, options),
      element("div", { class: "columns is-2" }, rankedFrame(model, options), segmentsFrame(model, options)),
    ),
    sectionHead(
      driftFinding(rows),
      `Under 0.1 stable, 0.1 to 0.25 watch, above moved; ${rows.length} features are watched`,
      "drift",
    ),
    element("div", { class: "stack" }, driftSection(model, options)),
    sectionHead(
      "Fairness: how the decision falls on groups that are never features",
      `${capital(modelWords[model.name].selected)}: a probability ${side}`,
      "fairness",
    ),
    element("div", { class: "stack" }, fairnessSection(model, options)),
  ];
}
