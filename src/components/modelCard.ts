import { capital, listWords } from "../core/findings/words.js";
import type { Formats } from "../core/format/formats.js";
import { cardTexts } from "../core/modelPage/cardTexts.js";
import { dayOf, figureOf, periodWords, writeEstimate } from "../core/modelPage/figures.js";
import { featureTitle } from "../core/modelPage/rivals.js";
import type { Detector, ProbabilityModel } from "../core/modelPage/shownModels.js";
import type { FeatureWeights } from "../core/modelPage/weights.js";
import type { DocumentFeature } from "../core/models/modelDocument.js";
import type { Figures, SampleName, SampleReport, ValidationReport } from "../core/validation/report.js";
import { dataTable } from "./dataTable.js";
import { element } from "./dom.js";
import { term } from "./term.js";

const sampleTitles: Readonly<Record<SampleName, string>> = {
  train: "Training",
  groupedCrossValidation: "Cross-validation by client",
  outOfTime: "Out of time",
  outOfTimeOutOfClient: "Out of time and client",
};

const figureTitles: readonly {
  readonly name: keyof Figures;
  readonly label: string;
  readonly about: string;
}[] = [
  {
    name: "auc",
    label: "AUC",
    about: "Chance that one with the outcome has the higher score than one without.",
  },
  { name: "ks", label: "KS", about: "Largest distance between the two classes' cumulative shares." },
  { name: "gini", label: "Gini", about: "2 AUC − 1." },
  {
    name: "lift",
    label: "Lift at 10 %",
    about: "Positives in the riskiest tenth over those of an average tenth.",
  },
  {
    name: "brier",
    label: "Brier",
    about: "Mean squared distance of probability and outcome; lower is better.",
  },
  { name: "logLoss", label: "Log-loss", about: "Nats per row; lower is better." },
  {
    name: "calibrationSlope",
    label: "Calibration slope",
    about: "1 is perfect; below 1, probabilities are too extreme.",
  },
];

const part = (title: string, ...content: (Node | string)[]): HTMLElement =>
  element(
    "section",
    { class: "card-part" },
    element("h3", {}, title),
    element(
      "div",
      {},
      content.map((each) => (typeof each === "string" ? element("p", {}, each) : each)),
    ),
  );

interface SampleLine {
  readonly label: string;
  readonly about?: string;
  readonly write: (sample: SampleReport) => string;
}

/** Samples beside each other, so that what was flattered stands next to what was not. */
function sampleTable({ samples }: ValidationReport, formats: Formats): HTMLElement {
  const lines: SampleLine[] = [
    { label: "Snapshots", write: (sample) => periodWords(formats, sample) },
    { label: "Rows", write: ({ rows }) => formats.count(rows) },
    { label: "Clients", write: ({ clients }) => formats.count(clients) },
    {
      label: "Positives",
      write: ({ positives, observed }) => `${formats.count(positives)}, ${formats.percent(observed)}`,
    },
    ...figureTitles.map(({ name, label, about }) => ({
      label,
      about,
      // One precision in a line: that of the sample with an interval.
      write: (sample: SampleReport) => {
        const figure = figureOf(sample, name);
        const digits = name === "brier" || name === "logLoss" ? 3 : 2;
        return figure?.low === null
          ? formats.number(figure.value, digits)
          : writeEstimate(formats, figure, "number");
      },
    })),
  ];
  return element(
    "div",
    { class: "table-wrap", tabindex: 0, role: "region", "aria-label": "Figures by sample" },
    element(
      "table",
      {},
      element("caption", { class: "visually-hidden" }, "Figures by sample"),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          element("th", { scope: "col" }, "Figure"),
          samples.map(({ sample }) =>
            element("th", { scope: "col", class: "is-number" }, sampleTitles[sample]),
          ),
        ),
      ),
      element(
        "tbody",
        {},
        lines.map(({ label, about, write }) =>
          element(
            "tr",
            {},
            element("th", { scope: "row" }, about ? term(label, about) : label),
            samples.map((sample) => element("td", { class: "is-number" }, write(sample))),
          ),
        ),
      ),
    ),
  );
}

/** The features, those that weigh most first where that is known. */
export function featureTable(
  { card }: ProbabilityModel | Detector,
  weights: FeatureWeights | null,
  { formats }: { readonly formats: Formats },
): HTMLElement {
  const weightOf = ({ name }: DocumentFeature): number | null => weights?.of.get(name) ?? null;
  const features = [...card.features].sort((a, b) => (weightOf(b) ?? 0) - (weightOf(a) ?? 0));
  return dataTable<DocumentFeature>(
    features,
    [
      { id: "title", label: "Feature", isHead: true, value: ({ title }) => title },
      ...(weights
        ? [
            {
              ...{ id: "weight", label: weights.label, about: weights.about },
              ...{ isNumber: true, bar: "series" as const, value: weightOf },
              show: (feature: DocumentFeature) => {
                const weight = weightOf(feature);
                return weight === null ? "–" : formats.number(weight, weights.digits);
              },
            },
          ]
        : []),
      { id: "unit", label: "Unit", value: ({ unit }) => unit, show: ({ unit }) => unit ?? "category" },
      { id: "about", label: "What it counts", isText: true, value: ({ about }) => about },
    ],
    { caption: "Features of the model", isTall: card.features.length > 12, noun: "features" },
  );
}

function validatedParts({ evidence, card }: ProbabilityModel, formats: Formats): HTMLElement[] {
  const { validation } = evidence;
  const { classification, sharedClientRows, resamples, baselines } = validation;
  const { cutOff, precision, recall, flagged } = classification;
  const rivals = baselines.filter(({ name }) => name !== "constant");
  return [
    part(
      "Performance",
      sampleTable(validation, formats),
      `In brackets the 95 % interval, by drawing clients ${resamples} times. ${formats.count(sharedClientRows)} out-of-time rows are of clients that have training rows too; the last line is of models that never saw the client. ${rivals.map(({ name, aucGain }) => `AUC is ${writeEstimate(formats, aucGain, "number")} above “${featureTitle(card, name)}” alone.`).join(" ")}`,
    ),
    part(
      "At the cut-off",
      `${cutOff.probability > 1 ? "No probability reaches the cut-off" : `A probability of ${formats.percent(cutOff.probability)} or more`} (${cutOff.name}), chosen on training rows. It flags ${writeEstimate(formats, flagged, "share")} of the rows out of time, with precision ${writeEstimate(formats, precision, "share")} and recall ${writeEstimate(formats, recall, "share")}.`,
    ),
  ];
}

/** A model's card, with its table of features: what it is for, what it was made of and judged by, where it ends, and what exactly it is. */
export function modelCard(
  model: ProbabilityModel | Detector,
  { formats, features }: { readonly formats: Formats; readonly features: HTMLElement },
): HTMLElement {
  const { card, evidence } = model;
  const texts = cardTexts[card.name];
  const { from, to, rows, positives, snapshots } = card.training;
  const notes = model.kind === "detector" ? model.evidence.notes : model.evidence.validation.notes;
  const version: readonly (readonly [string, string])[] = [
    ["Data as of", formats.day(dayOf(card.asOf))],
    ["Type, version of the document", `${card.type}, ${card.schema}`],
    ["Seed", String(card.seed)],
    ["Hash of the data", card.hashes.data],
    ["Hash of the code", card.hashes.code],
    ["Hash of the configuration", card.hashes.config],
  ];
  const days = snapshots === 1 ? "one day" : `${formats.count(snapshots)} different days`;
  return element(
    "article",
    { class: "model-card" },
    part("Purpose", card.purpose),
    part("Intended use", card.intendedUse, ...(texts ? [texts.users] : [])),
    ...(texts ? [part("Population and outcome", texts.population, texts.outcome)] : []),
    part(
      "Data",
      ...(texts ? [texts.data] : []),
      `Fitted on ${formats.count(rows)} rows of ${days} from ${formats.day(dayOf(from))} to ${formats.day(dayOf(to))}, ${positives === null ? "without labels" : `${formats.count(positives)} with the outcome`}. Every feature uses only what was known on its day; the build recomputes the features with later data deleted, and stops if a value changes.`,
    ),
    ...(texts ? [part("Method", texts.method)] : []),
    part(`Features, ${formats.count(card.features.length)}`, features),
    ...(model.kind === "probability" ? validatedParts(model, formats) : []),
    part(
      "Limits",
      element(
        "ul",
        {},
        [...(texts?.limits ?? []), ...notes].map((limit) => element("li", {}, limit)),
      ),
    ),
    part("Monitoring", ...(texts ? [texts.monitoring] : [])),
    part(
      "Checks",
      evidence.crossChecks.length > 0
        ? capital(
            listWords(
              evidence.crossChecks.map(({ name, passed }) => `${name}: ${passed ? "passed" : "failed"}`),
            ),
          )
        : "The fit is not held against another package at every build; the tests compare it on fixed tables.",
    ),
    part(
      "Version",
      element(
        "dl",
        { class: "model-facts" },
        version.map(([name, value]) =>
          element(
            "div",
            {},
            element("dt", {}, name),
            element("dd", {}, /^[0-9a-f]{16}$/.test(value) ? element("code", {}, value) : value),
          ),
        ),
      ),
    ),
  );
}
