import type { KpiPoint } from "../core/kpiSeries.js";
import { shape } from "./dom.js";

export interface SparklineOptions {
  readonly width?: number;
  readonly height?: number;
  /** Drawn as a tick beside the last point. */
  readonly target?: number | null;
  /** What the tick is called, with its value. */
  readonly targetLabel?: string;
  /** What a screen reader says. */
  readonly label: string;
}

/** Thirteen months as a line whose last point is marked. */
export function sparkline(points: readonly KpiPoint[], options: SparklineOptions): SVGSVGElement {
  const { height = 32, target = null, label } = options;
  const full = options.width ?? 132;
  const width = target === null ? full - 8 : full - 56;
  const values = points.map(({ value }) => value);
  const low = Math.min(...values, ...(target === null ? [] : [target]));
  const high = Math.max(...values, ...(target === null ? [] : [target]));
  const first = points[0]?.month.getTime() ?? 0;
  const span = (points[points.length - 1]?.month.getTime() ?? 0) - first || 1;
  const x = (date: Date): number => 1 + ((date.getTime() - first) / span) * (width - 2);
  const y = (value: number): number => height - 4 - ((value - low) / (high - low || 1)) * (height - 8);
  const last = points[points.length - 1];
  const path = points.map(({ month, value }) => `${x(month).toFixed(1)},${y(value).toFixed(1)}`).join("L");
  const [word = "", number = ""] = (options.targetLabel ?? "").split("\n");
  return shape(
    "svg",
    { width: full, height, viewBox: `0 0 ${full} ${height}`, role: "img", "aria-label": label },
    points.length > 1 &&
      shape("path", { d: `M${path}`, fill: "none", stroke: "var(--compare)", "stroke-width": 1.25 }),
    last &&
      shape("circle", {
        cx: points.length > 1 ? x(last.month) : 4,
        cy: y(last.value),
        r: 3,
        fill: "var(--ink)",
      }),
    target !== null &&
      shape("path", { d: `M${width - 7},${y(target)}h14`, stroke: "var(--ink)", "stroke-width": 1.5 }),
    target !== null &&
      shape(
        "text",
        {
          x: width + 10,
          y: Math.min(height - 12, Math.max(8, y(target) + 2)),
          fill: "var(--ink-3)",
          "font-size": 11,
        },
        word,
        shape("tspan", { x: width + 10, dy: 12 }, number),
      ),
  );
}
