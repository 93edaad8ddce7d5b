import { alertsFinding, kindsFinding, kindWords } from "../core/findings/detector.js";
import { capital } from "../core/findings/words.js";
import { chartFrame, emptyNote } from "./chartFrame.js";
import type { Detector } from "../core/modelPage/shownModels.js";
import { dataTable } from "./dataTable.js";
import { element } from "./dom.js";
import { kindPanels } from "./kindPanels.js";
import type { SectionOptions } from "./sectionOptions.js";

/** What an alert within the budget turned out to be. */
interface AlertKind {
  readonly kind: string;
  readonly is: string;
  readonly count: number;
  readonly alerts: number;
  readonly share: number;
}

/** Everything about the detector: what it finds, and what its alerts are. */
export function detectorSections(
  model: Detector,
  options: SectionOptions & { readonly budget: number | null },
): HTMLElement[] {
  const { formats, source, resize, budget } = options;
  const { truth, threshold } = model.evidence;
  const threshWords = `An alert is a movement with a score of ${formats.number(threshold.cutOff, 3)} or more: ${formats.number(threshold.alertsPerDay, 1)} a day${budget === null ? "" : ` of ${formats.count(budget)} that somebody can look at`}, over ${formats.count(threshold.days)} days that were not fitted on.`;
  if (truth === null) {
    return [
      element("p", { class: "lead" }, threshWords),
      emptyNote(
        "No anomaly is known in this bank's data, so nothing can be measured: neither precision nor recall is claimed. Verdicts on alerts, given on the page Outliers, will tell the share that is confirmed.",
      ),
    ];
  }
  const { atBudget } = truth;
  const anomalous = new Set(atBudget.found.map(({ kind }) => kind));
  const kinds: AlertKind[] = [
    ...atBudget.found.map(({ kind, count, alerts }) => ({
      kind: capital(kindWords(kind)),
      is: "anomaly",
      count,
      alerts,
    })),
    ...atBudget.falseAlarms.map(({ kind, count, alerts }) => ({
      kind: kind === "" ? "All other movements" : capital(kindWords(kind)),
      is: kind === "" ? "in order" : anomalous.has(kind) ? "beside one, in order" : "looks like one",
      count,
      alerts,
    })),
  ]
    .filter(({ count }) => count > 0)
    .map((each) => ({ ...each, share: each.alerts / each.count }))
    .sort((a, b) => b.alerts - a.alerts);
  const title = kindsFinding(truth, formats);
  return [
    element("p", { class: "lead" }, threshWords),
    element(
      "div",
      { class: "stack" },
      chartFrame(
        resize((width) => kindPanels(truth, { width, formats, label: title })),
        {
          title,
          about: `Share of each kind of anomaly that is alerted, with 95 % intervals; ${formats.count(truth.anomalies)} of ${formats.count(truth.movements)} scored movements are anomalies that the simulator put there. They played no part in the fit.`,
          source: source("rpt_validation_anomaly"),
          download: {
            name: "anomaly_found",
            rows: (["atBudget", "asMany", "twiceAsMany"] as const).flatMap((budgetName) =>
              truth[budgetName].found.map((each) => ({ budget: budgetName, ...each })),
            ),
          },
        },
      ),
      chartFrame(
        dataTable<AlertKind>(
          kinds,
          [
            { id: "kind", label: "What the movement is", isHead: true, value: ({ kind }) => kind },
            { id: "is", label: "Truth", value: ({ is }) => is },
            {
              id: "alerts",
              label: "Alerts",
              isNumber: true,
              bar: "series",
              value: ({ alerts }) => alerts,
              show: ({ alerts }) => formats.count(alerts),
            },
            {
              id: "count",
              label: "Movements",
              isNumber: true,
              value: ({ count }) => count,
              show: ({ count }) => formats.count(count),
            },
            {
              id: "share",
              label: "Alerted, %",
              isNumber: true,
              value: ({ share }) => share,
              show: ({ share }) => formats.percent(share, share > 0 && share < 0.1 ? 1 : 0),
            },
          ],
          {
            caption: "Alerts within the budget by what they are",
            noun: "kinds",
            download: { name: "anomaly_alerts_by_kind" },
          },
        ),
        {
          title: alertsFinding(truth, formats),
          about: `The ${formats.count(atBudget.alerts)} alerts of the ${formats.count(threshold.days)} days not fitted on, by what the simulator knows of each movement. Beside one: what the client or another did in order at the time, such as paying by the card that is tested.`,
          source: source("rpt_validation_anomaly"),
        },
      ),
    ),
  ];
}
