import type { Formats } from "../core/format/formats.js";
import { writeEstimate } from "../core/modelPage/figures.js";
import type { RankedLine } from "../core/modelPage/rivals.js";
import { intervalPanels } from "./intervalPanels.js";

/** What ranks how well, from chance to the ceiling. */
export function rankedPanels(
  lines: readonly RankedLine[],
  { width, formats, label }: { readonly width: number; readonly formats: Formats; readonly label: string },
): HTMLElement {
  return intervalPanels(
    lines,
    [
      {
        title: "AUC",
        domain: [0.5, 1],
        ticks: [0.5, 0.6, 0.7, 0.8, 0.9, 1],
        tick: (value) => formats.number(value, 1),
        references: [],
        figure: ({ auc }) => auc,
        text: ({ auc }) => writeEstimate(formats, auc, "number"),
        tone: ({ id }) => (id === "model" ? "series" : "compare"),
      },
    ],
    {
      width,
      label,
      rowLabel: (line) => line.label,
      labelWidth: Math.min(300, 24 + 6 * Math.max(...lines.map((line) => line.label.length))),
    },
  );
}
