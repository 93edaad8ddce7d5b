import type { Formats } from "../core/format/formats.js";
import { worstPsi, type DriftRow } from "../core/modelPage/drift.js";
import { writePsi } from "../core/modelPage/figures.js";
import { watchLimits } from "../core/modelPage/limits.js";
import { element, shape } from "./dom.js";

const barColors = {
  stable: "var(--series)",
  watch: "var(--warn-mark)",
  moved: "var(--bad)",
} as const;

/**
 * How far features moved since training: a bar to today, a grey tick in the test, against the limits. The scale is that
 * of the square root, on which small shifts can still be told apart and large ones do not push them away.
 */
export function driftBars(
  rows: readonly DriftRow[],
  options: { readonly width: number; readonly formats: Formats; readonly label: string },
): HTMLElement {
  const { width, formats, label } = options;
  const isStacked = width < 560;
  const left = isStacked ? 0 : Math.min(380, Math.round(width * 0.5));
  const right = 56;
  const head = 30;
  const foot = 22;
  const rowHeight = isStacked ? 38 : 24;
  const height = head + rows.length * rowHeight + foot;
  const largest = Math.max(0.3, ...rows.map(worstPsi));
  const x = (value: number): number => left + Math.sqrt(value / largest) * (width - left - right);
  const { watch, moved } = watchLimits.psi;
  const bottom = height - foot;
  // A letter of this size takes about 5.6 pixels.
  const most = Math.floor((isStacked ? width : left - 8) / 5.6);
  const fit = (title: string): string => (title.length > most ? `${title.slice(0, most - 1)}…` : title);
  const limits = [
    { at: watch, name: `watch ${watch}` },
    { at: moved, name: `moved ${moved}` },
  ];
  // A tick's number needs 26 pixels.
  const ticks = [0, 0.01, 0.1, 0.25, 1, 2, 4]
    .filter((value) => value <= largest)
    .filter((value, index, all) => index === 0 || x(value) - x(all[index - 1]!) >= 26);
  const lines = rows.map((row, index) => {
    const top = head + index * rowHeight;
    const y = top + (isStacked ? 20 : 5);
    const now = row.psiToday ?? row.psiTest;
    return shape(
      "g",
      {},
      shape("path", { d: `M0,${top}H${width}`, stroke: "var(--rule)" }),
      shape(
        "text",
        { x: 0, y: top + (isStacked ? 14 : 16), fill: "var(--ink)" },
        fit(row.title),
        shape("title", {}, row.title),
      ),
      now !== null &&
        shape("rect", {
          x: left,
          y,
          width: Math.max(1, x(now) - left),
          height: 14,
          rx: 2,
          fill: row.verdict ? barColors[row.verdict] : "var(--compare)",
        }),
      row.psiToday !== null &&
        row.psiTest !== null && [
          shape("path", {
            d: `M${x(row.psiTest).toFixed(1)},${y - 3}v20`,
            stroke: "var(--paper)",
            "stroke-width": 5,
          }),
          shape("path", {
            d: `M${x(row.psiTest).toFixed(1)},${y - 3}v20`,
            stroke: "var(--compare)",
            "stroke-width": 2.5,
          }),
        ],
      shape(
        "text",
        { x: width, y: y + 11, "text-anchor": "end", fill: "var(--ink-2)" },
        writePsi(formats, now),
      ),
    );
  });
  return element(
    "div",
    { role: "img", "aria-label": label },
    shape(
      "svg",
      { width, height, viewBox: `0 0 ${width} ${height}`, "font-size": 11, "aria-hidden": true },
      lines,
      shape("path", { d: `M0,${bottom}H${width}`, stroke: "var(--rule-2)" }),
      limits
        .map(({ at, name }, index) => [
          shape("path", {
            d: `M${x(at).toFixed(1)},${head - 6}V${bottom}`,
            stroke: "var(--warn-mark)",
            "stroke-dasharray": "3 3",
          }),
          shape(
            "text",
            {
              x: x(at) + (index === 0 ? -3 : 3),
              y: head - 10,
              "text-anchor": index === 0 ? "end" : "start",
              fill: "var(--warn)",
            },
            name,
          ),
        ])
        .flat(),
      ticks.map((value) =>
        shape(
          "text",
          {
            x: x(value),
            y: height - 6,
            "text-anchor": value === 0 ? "start" : "middle",
            fill: "var(--ink-3)",
          },
          String(value),
        ),
      ),
      shape("text", { x: width, y: height - 6, "text-anchor": "end", fill: "var(--ink-3)" }, "PSI"),
    ),
  );
}
