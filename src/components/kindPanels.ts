import { kindWords } from "../core/findings/detector.js";
import { capital } from "../core/findings/words.js";
import type { Formats } from "../core/format/formats.js";
import { wilson } from "../core/metrics/wilson.js";
import type { AlertReport, KindAlerts } from "../core/validation/anomalyAlerts.js";
import type { AnomalyTruth } from "../core/validation/evidence.js";
import { intervalPanels, type IntervalPanel } from "./intervalPanels.js";

const ofKind = (report: AlertReport, kind: string): KindAlerts | null =>
  report.found.find((each) => each.kind === kind && each.count > 0) ?? null;

/** Share of each kind of anomaly that is found, by the number of alerts. */
export function kindPanels(
  truth: AnomalyTruth,
  { width, formats, label }: { readonly width: number; readonly formats: Formats; readonly label: string },
): HTMLElement {
  const panel = (title: string, report: AlertReport): IntervalPanel<KindAlerts> => ({
    title,
    domain: [0, 1],
    ticks: [0, 0.5, 1],
    tick: (value) => formats.percent(value, 0),
    references: [],
    figure: ({ kind }) => {
      const found = ofKind(report, kind);
      // Ties at the threshold count by their chance, so that the number found need not be whole.
      return found
        ? { value: found.share, ...wilson(Math.min(found.count, found.alerts), found.count) }
        : null;
    },
    text: ({ kind }) => {
      const found = ofKind(report, kind);
      return found ? `${formats.percent(found.share, 0)} of ${formats.count(found.count)}` : "none there";
    },
  });
  return intervalPanels(
    truth.asMany.found,
    [
      panel(`Daily budget, days not fitted on`, truth.atBudget),
      panel(`${formats.count(truth.asMany.alerts)} alerts: as many as anomalies`, truth.asMany),
      panel(`${formats.count(truth.twiceAsMany.alerts)} alerts: twice as many`, truth.twiceAsMany),
    ],
    { width, label, rowLabel: ({ kind }) => capital(kindWords(kind)), textWidth: 88 },
  );
}
