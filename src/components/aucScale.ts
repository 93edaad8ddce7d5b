import type { Formats } from "../core/format/formats.js";
import { writeFigure } from "../core/modelPage/figures.js";
import type { RankedLine } from "../core/modelPage/rivals.js";
import { shape } from "./dom.js";

const width = 320;
const height = 56;
const middle = 28;
/** Of the name of the best single feature. */
const nameWidth = 132;
const x = (auc: number): number => 4 + ((Math.max(0.5, Math.min(1, auc)) - 0.5) / 0.5) * (width - 8);

/** The AUC of a model with its interval on the way from chance to perfect, beside its best single feature and the ceiling. */
export function aucScale(
  lines: readonly RankedLine[],
  { formats }: { readonly formats: Formats },
): SVGSVGElement {
  const find = (id: RankedLine["id"]): RankedLine | undefined => lines.find((line) => line.id === id);
  const own = find("model")!;
  const { value, low, high } = own.auc;
  const tick = (line: RankedLine): SVGElement =>
    shape("path", {
      d: `M${x(line.auc.value)},${middle - 9}v18`,
      stroke: "var(--compare)",
      "stroke-width": 2,
    });
  const name = (line: RankedLine, label: string, y: number, anchor: "start" | "end"): SVGElement =>
    shape(
      "text",
      { x: x(line.auc.value), y, "text-anchor": anchor, fill: "var(--ink-3)" },
      `${label} ${writeFigure(formats, line.auc.value, "number")}`,
    );
  const rival = find("rival");
  const ceiling = find("ceiling");
  const isRivalLeft = rival !== undefined && x(rival.auc.value) < nameWidth;
  const rivalEnd = rival ? x(rival.auc.value) + (isRivalLeft ? nameWidth : 0) : 0;
  // The ceiling's name stands above, beside the rival's, or below where the two would meet.
  const isCeilingBelow = ceiling !== undefined && x(ceiling.auc.value) < rivalEnd + 8;
  const isCeilingEnd = ceiling !== undefined && x(ceiling.auc.value) > width - 64;
  return shape(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      class: "auc-scale",
      role: "img",
      "font-size": 11,
      "aria-label": `AUC ${writeFigure(formats, value, "number")} between 0.5, chance, and 1, perfect${rival ? `; best single feature ${writeFigure(formats, rival.auc.value, "number")}` : ""}${ceiling ? `; ceiling ${writeFigure(formats, ceiling.auc.value, "number")}` : ""}`,
    },
    shape("path", { d: `M${x(0.5)},${middle}H${x(1)}`, stroke: "var(--rule-2)" }),
    [0.5, 1].map((end) =>
      shape(
        "text",
        {
          x: x(end),
          y: height - 4,
          "text-anchor": end === 1 ? "end" : "start",
          fill: "var(--ink-3)",
        },
        end === 1 ? "1" : "0.5 chance",
      ),
    ),
    rival && [tick(rival), name(rival, "best single feature", 12, isRivalLeft ? "start" : "end")],
    ceiling && [
      tick(ceiling),
      name(
        ceiling,
        "ceiling",
        isCeilingBelow || isCeilingEnd ? height - 4 : 12,
        isCeilingEnd || isCeilingBelow ? "end" : "start",
      ),
    ],
    low !== null &&
      high !== null &&
      shape("path", {
        d: `M${x(low)},${middle}H${x(high)}`,
        stroke: "var(--series)",
        "stroke-width": 5,
        "stroke-opacity": 0.35,
      }),
    shape("circle", { cx: x(value), cy: middle, r: 5, fill: "var(--series)" }),
  );
}
