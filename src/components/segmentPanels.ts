import { capital, codeWords } from "../core/findings/words.js";
import type { Formats } from "../core/format/formats.js";
import { writeEstimate, writeFigure } from "../core/modelPage/figures.js";
import type { SegmentReport } from "../core/validation/report.js";
import { intervalPanels } from "./intervalPanels.js";

export interface SegmentPanelsOptions {
  readonly width: number;
  readonly formats: Formats;
  readonly label: string;
  /** Of all rows. */
  readonly auc: number;
  /** What the shares are of. */
  readonly positives: string;
}

/** How well the model ranks, and how well its level fits, in each segment of clients. */
export function segmentPanels(
  segments: readonly SegmentReport[],
  options: SegmentPanelsOptions,
): HTMLElement {
  const { width, formats, label, auc, positives } = options;
  const lowest = Math.min(auc, ...segments.map((each) => each.auc?.low ?? 1));
  const highest = Math.max(
    ...segments.map(({ observed, predicted }) => Math.max(observed?.high ?? 0, predicted ?? 0)),
  );
  const start = Math.max(0, Math.floor(lowest * 10) / 10);
  const end = Math.ceil(highest * 50) / 50 || 0.02;
  return intervalPanels(
    segments,
    [
      {
        title: "AUC",
        domain: [start, 1],
        ticks: [start, 1],
        tick: (value) => formats.number(value, 1),
        references: [{ at: auc, label: `all ${writeFigure(formats, auc, "number")}` }],
        figure: (segment) => segment.auc,
        text: (segment) => (segment.auc ? writeEstimate(formats, segment.auc, "number") : "not judged"),
        tone: (segment) => (segment.auc?.high != null && segment.auc.high < auc ? "warn" : "series"),
      },
      {
        title: `${capital(positives)}, %; tick predicted`,
        domain: [0, end],
        ticks: [0, end],
        tick: (value) => formats.tick("ratio", value),
        references: [],
        figure: ({ observed }) => observed,
        text: ({ observed }) => (observed ? writeEstimate(formats, observed, "share") : "not judged"),
        expected: ({ predicted }) => predicted,
        tone: ({ observed, predicted }) =>
          observed?.low != null &&
          observed.high !== null &&
          predicted !== null &&
          (predicted < observed.low || predicted > observed.high)
            ? "warn"
            : "series",
      },
    ],
    {
      width,
      label,
      rowLabel: ({ group }) => capital(codeWords(group)),
      rowNote: ({ rows }) => `${formats.count(rows)} rows`,
      labelWidth: 92,
      textWidth: 118,
    },
  );
}
