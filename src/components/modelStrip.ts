import type { Formats } from "../core/format/formats.js";
import type { WatchedModel } from "../core/findings/models.js";
import { sampleWords } from "../core/findings/modelParts.js";
import {
  dayOf,
  decimalsOf,
  figureOf,
  outOfTime,
  periodWords,
  writeFigure,
  writeInterval,
} from "../core/modelPage/figures.js";
import { modelWords } from "../core/modelPage/modelWords.js";
import { rankedLines } from "../core/modelPage/rivals.js";
import type { Detector, ModelName, ProbabilityModel } from "../core/modelPage/shownModels.js";
import { modelState } from "../core/modelPage/watch.js";
import type { WatchId } from "../core/modelPage/watched.js";
import { aucScale } from "./aucScale.js";
import { element } from "./dom.js";
import { stateMark } from "./stateMark.js";
import { term } from "./term.js";

export interface ModelStripOptions {
  readonly formats: Formats;
  /** The reader wants to see a model closely. */
  readonly onPick: (name: ModelName) => void;
}

const fact = (name: string, value: string | Node): HTMLElement =>
  element("div", {}, element("dt", {}, name), element("dd", {}, value));

const valueOf = ({ checks }: WatchedModel, id: WatchId): string =>
  checks.find((check) => check.id === id)?.value ?? "not known";

function headline(value: string, unit: string, about: string, beside: string): HTMLElement {
  return element(
    "p",
    { class: "model-figure" },
    element("span", { class: "number-value" }, value),
    term(unit, about),
    element("span", { class: "note" }, beside),
  );
}

function probabilityParts(entry: WatchedModel, model: ProbabilityModel, formats: Formats): Node[] {
  const { validation } = model.evidence;
  const words = modelWords[model.name];
  const auc = figureOf(outOfTime(validation), "auc")!;
  const sample = outOfTime(validation);
  return [
    headline(
      writeFigure(formats, auc.value, "number", decimalsOf(auc, "number")),
      "AUC",
      `Of a ${words.positive} and a ${words.negative} drawn at random, how often the first has the higher ${words.score}: 0.5 is chance, 1 perfect. With its 95 % interval, by drawing clients.`,
      writeInterval(formats, auc, "number"),
    ),
    aucScale(rankedLines(model), { formats }),
    element(
      "dl",
      { class: "model-facts" },
      fact("Out of time", sampleWords(validation, words.positives, formats)),
      fact(
        "Calibration",
        `${valueOf(entry, "calibration")}; predicted ${formats.percent(sample.predicted)}, observed ${formats.percent(sample.observed)}`,
      ),
      fact("Since training", `score ${valueOf(entry, "score")}; features ${valueOf(entry, "features")}`),
    ),
  ];
}

function detectorParts(entry: WatchedModel, model: Detector, formats: Formats): Node[] {
  const { truth, threshold } = model.evidence;
  const figure =
    truth?.atBudget.recall == null
      ? headline(
          formats.number(threshold.alertsPerDay, threshold.alertsPerDay < 10 ? 1 : 0),
          "alerts a day",
          "As many as somebody can look at; the budget is set in the configuration.",
          "by the threshold",
        )
      : headline(
          formats.percent(truth.atBudget.recall, 0),
          "found",
          "Share of the anomalies that the simulator put into the days not fitted on and that are among the alerts of the daily budget.",
          `${formats.percent(truth.atBudget.precision ?? 0, 0)} of its alerts are anomalies`,
        );
  return [
    figure,
    element(
      "dl",
      { class: "model-facts" },
      fact(
        "Judged on",
        truth
          ? `the ${formats.count(threshold.days)} days not fitted on, ${formats.count(threshold.alerts)} alerts; ${formats.count(truth.anomalies)} of ${formats.count(truth.movements)} movements are simulated anomalies`
          : "nothing: no anomaly is known in this bank's data",
      ),
      fact("Budget", valueOf(entry, "budget")),
      fact("Threshold", `score ${formats.number(threshold.cutOff, 3)} or more`),
    ),
  ];
}

function part(entry: WatchedModel, options: ModelStripOptions): HTMLElement {
  const { formats, onPick } = options;
  const { model } = entry;
  const head = (title: string): HTMLElement =>
    element("div", { class: "model-head" }, element("h2", {}, title), stateMark(modelState(entry.checks)));
  if (model.kind === "missing") {
    return element(
      "li",
      { class: "model" },
      head(modelWords[model.name].label),
      element("p", { class: "model-reason" }, model.reason),
    );
  }
  const { card } = model;
  const positives = card.training.positives;
  return element(
    "li",
    { class: "model" },
    head(card.title),
    model.kind === "probability"
      ? probabilityParts(entry, model, formats)
      : detectorParts(entry, model, formats),
    element(
      "dl",
      { class: "model-facts" },
      fact(
        "Fitted on",
        `${periodWords(formats, card.training)}, ${formats.count(card.training.rows)} rows${positives === null ? "" : `, ${formats.count(positives)} ${modelWords[model.name].positives}`}`,
      ),
      fact(
        "Version",
        element(
          "span",
          {},
          `${formats.day(dayOf(card.asOf))}, data `,
          element("code", {}, card.hashes.data.slice(0, 8)),
          ", code ",
          element("code", {}, card.hashes.code.slice(0, 8)),
        ),
      ),
    ),
    element(
      "p",
      { class: "model-more" },
      element(
        "a",
        { href: "#closely", click: () => onPick(model.name) },
        `${modelWords[model.name].label} closely →`,
      ),
    ),
  );
}

/** Each model's verdict: what it achieves on months it was not fitted on, beside what it is held against. */
export function modelStrip(models: readonly WatchedModel[], options: ModelStripOptions): HTMLElement {
  return element(
    "ul",
    { class: "models" },
    models.map((entry) => part(entry, options)),
  );
}
