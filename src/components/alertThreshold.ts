import { cutOffFor, scoreTable, type ScoreRow } from "../core/outliers/threshold.js";
import { thresholdFinding } from "../core/findings/outliers.js";
import type { AlertBank, AlertDesk } from "./alertDesk.js";
import { chartFrame, emptyNote } from "./chartFrame.js";
import { element } from "./dom.js";
import { fitted } from "./fitted.js";
import { seen, type LatePart } from "./lazy.js";
import { scoreThreshold, type ScoreThreshold } from "./scoreThreshold.js";
import { slider } from "./slider.js";

/** Steps of the slider: even to the hand, and each a round number of alerts a day. */
const budgets = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 200];

/** How scores are spread, and from which on movements are alerts, set by how many somebody can look at in a day. */
export function alertThreshold(
  { controls }: AlertDesk,
  { about, assumptions, formats, days }: AlertBank,
  load: () => Promise<readonly ScoreRow[]>,
): LatePart {
  const root = element("div", {}, emptyNote("The scores are being fetched."));
  const standard = assumptions.alerts_per_day;
  const steps = [...new Set([...budgets, standard, controls.budget.value])].sort((a, b) => a - b);
  const draw = async (): Promise<void> => {
    // A cut-off in the URL filters the queue at once; otherwise the scores can wait.
    if (controls.budget.value === standard) await seen(root);
    const rows = await load();
    const table = scoreTable(rows, days.length);
    let chart: ScoreThreshold | null = null;
    const frame = { title: element("span"), words: element("p", { class: "brush-words", role: "status" }) };
    const hand = slider({
      label: "Alerts a day that somebody can look at",
      min: 0,
      max: steps.length - 1,
      step: 1,
      value: steps.indexOf(controls.budget.value),
      format: (index) => formats.count(steps[index] ?? standard),
    });
    const show = (budget: number): void => {
      const cut = cutOffFor(table, budget);
      if (chart) chart.value = budget;
      const score = cut.score === null ? "" : cut.score.toFixed(3);
      const effect =
        budget === standard
          ? "This is the budget of the build, so the queue shows all of them."
          : budget < standard
            ? `The queue shows only movements with a score of ${score} or more.`
            : `The build explains ${formats.count(standard)} a day; to queue more, set models.anomaly.alertsPerDay to ${formats.count(budget)} in datahub.config.ts.`;
      frame.words.textContent = `Score ${score} or more, ${formats.count(cut.alerts)} in ${table.days} days, ${formats.percent(cut.alerts / Math.max(1, table.movements), 2)} of ${formats.count(table.movements)} movements. ${effect}`;
      const head = figure.querySelector(".frame-title");
      if (head) head.textContent = thresholdFinding(cut, formats);
    };
    const filter = (): void => {
      const budget = controls.budget.value;
      controls.cutOff.value = budget < standard ? (cutOffFor(table, budget).score ?? 0) : 0;
      controls.cutOff.dispatchEvent(new Event("input"));
    };
    // The line follows the hand at once; the queue, which is longer, when the hand rests.
    let waiting = 0;
    hand.addEventListener("input", (event) => {
      event.stopPropagation();
      const budget = steps[hand.value] ?? standard;
      show(budget);
      clearTimeout(waiting);
      waiting = window.setTimeout(() => {
        controls.budget.value = budget;
        controls.budget.dispatchEvent(new Event("input"));
      }, 100);
    });
    controls.budget.addEventListener("input", () => {
      const index = steps.indexOf(controls.budget.value);
      if (index >= 0 && hand.value !== index) hand.value = index;
      show(controls.budget.value);
      filter();
    });
    const picture = fitted(
      (width) =>
        (chart = scoreThreshold(rows, table, {
          width,
          formats,
          label: "Movements by anomaly score",
          budget: controls.budget.value,
        })),
    );
    const figure = chartFrame(element("div", {}, hand, frame.words, picture.node), {
      title: thresholdFinding(cutOffFor(table, controls.budget.value), formats),
      about: `Movements by anomaly score, last ${table.days} days, log scale, bins of 0.01; marks at 200, 50, 20, 5 and 1 alerts a day`,
      source: `Source: rpt_anomaly_scores, n = ${formats.count(table.movements)}, ${about.bank}, as of ${formats.day(about.as_of)}`,
      download: { name: "anomaly_scores", rows },
    });
    root.replaceChildren(figure);
    show(controls.budget.value);
    filter();
  };
  return Object.assign(root, { drawn: draw() });
}
