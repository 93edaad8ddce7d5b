import { shape } from "./dom.js";

/** A measure over the cut-off. */
export interface Panel {
  readonly label: string;
  readonly height: number;
  /** One for each whole number of points; null where it does not exist. */
  readonly values: readonly (number | null)[];
  readonly words: (value: number) => string;
  readonly tick: (value: number) => string;
}

interface Place {
  readonly top: number;
  readonly left: number;
  readonly inner: number;
  readonly x: (points: number) => number;
  readonly from: number;
  /** Cut-off of the most profit. */
  readonly best: number;
  /** Cut-offs that are nearly as good, shaded; null in other panels. */
  readonly near: readonly [number, number] | null;
  readonly isNarrow: boolean;
}

/** A round step that cuts a span into a few. */
function stepOf(span: number, count: number): number {
  const raw = span / count || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  return ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power;
}

/** One of the simulator's curves, with a mark that moves along it. */
export function cutoffPanel(
  panel: Panel,
  place: Place,
): { readonly node: SVGGElement; readonly mark: SVGGElement; readonly move: (cutOff: number) => void } {
  const { label, height, values, words, tick } = panel;
  const { top, left, inner, x, from, best, near, isNarrow } = place;
  const known = values.filter((value) => value !== null);
  // Losses on the far side would flatten the part that matters; they run out of the picture below.
  const [most, least] = [Math.max(...known, 0), Math.min(...known, 0)];
  const low = Math.max(least, most > 0 ? -most : least);
  const y = (value: number): number =>
    top + height - ((Math.max(value, low) - low) / (most - low || 1)) * height;
  const step = stepOf(most - low, height > 100 ? 4 : 2);
  const ticks = Array.from(
    { length: Math.floor(most / step) - Math.ceil(low / step) + 1 },
    (_, i) => (Math.ceil(low / step) + i) * step,
  );
  const parts = values.flatMap((value, i) =>
    value === null ? [] : [`${x(from + i).toFixed(1)},${y(value).toFixed(1)}`],
  );
  const bestValue = values[best - from] ?? null;
  const dot = shape("circle", { r: 4, fill: "var(--accent)", stroke: "var(--paper)", "stroke-width": 1.5 });
  const text = shape("text", {
    fill: "var(--accent)",
    "font-weight": 600,
    "font-size": 12,
    class: "halo",
  });
  // Its words are about 170 wide: beside the wash where they fit, else where there is more room.
  const roomRight = near === null ? 0 : left + inner - x(near[1]);
  const roomLeft = near === null ? 0 : x(near[0]) - left;
  const isRight = roomRight > 170 || roomRight > roomLeft;
  const node = shape(
    "g",
    {},
    near &&
      near[1] > near[0] &&
      shape("rect", {
        x: x(near[0]),
        y: top,
        width: x(near[1]) - x(near[0]),
        height,
        fill: "var(--paper-wash)",
      }),
    ticks.map((value) =>
      shape("path", {
        d: `M${left},${y(value).toFixed(1)}h${inner}`,
        stroke: Math.abs(value) < step / 1e6 ? "var(--ink)" : "var(--rule)",
      }),
    ),
    ticks.map((value) =>
      shape(
        "text",
        { x: left - 8, y: y(value) + 4, "text-anchor": "end", fill: "var(--ink-3)" },
        tick(Math.abs(value) < step / 1e6 ? 0 : value),
      ),
    ),
    shape("text", { x: 0, y: top - 9, fill: "var(--ink)", "font-weight": 600, class: "halo" }, label),
    parts.length > 1 &&
      shape("path", {
        d: `M${parts.join("L")}`,
        fill: "none",
        stroke: "var(--series)",
        "stroke-width": 1.75,
      }),
    near &&
      bestValue !== null &&
      shape("circle", {
        cx: x(best),
        cy: y(bestValue),
        r: 4,
        fill: "var(--paper)",
        stroke: "var(--ink)",
        "stroke-width": 1.5,
      }),
    near &&
      bestValue !== null &&
      shape(
        "text",
        {
          x: x(best) + (x(best) > left + inner / 2 ? -6 : 6),
          y: top - 9,
          "text-anchor": x(best) > left + inner / 2 ? "end" : "start",
          fill: "var(--ink-2)",
          class: "halo",
          visibility: isNarrow && x(best) < left + 120 ? "hidden" : null,
        },
        `best, ${best}: ${words(bestValue)}`,
      ),
    near &&
      near[1] > near[0] &&
      shape(
        "text",
        {
          // Beside the wash, where the line of the cut-off does not cross it.
          x: isRight ? x(near[1]) + 6 : x(near[0]) - 6,
          y: top + height - 24,
          "text-anchor": isRight ? "start" : "end",
          fill: "var(--ink-3)",
          class: "halo",
        },
        `within 2 % of best: ${near[0]} to ${near[1]}`,
      ),
  );
  const move = (cutOff: number): void => {
    const value = values[cutOff - from] ?? null;
    dot.setAttribute("visibility", value === null ? "hidden" : "visible");
    text.textContent = value === null ? "nobody accepted" : words(value);
    const at = x(cutOff);
    const height0 = value === null ? top + height : y(value);
    dot.setAttribute("cx", at.toFixed(1));
    dot.setAttribute("cy", height0.toFixed(1));
    text.setAttribute("x", (at + 9).toFixed(1));
    text.setAttribute("y", (height0 < top + 14 ? height0 + 18 : height0 - 7).toFixed(1));
  };
  return { node, mark: shape("g", {}, dot, text), move };
}
