import * as Plot from "npm:@observablehq/plot";
import { movementWords, type Alert } from "../core/outliers/alerts.js";
import { isInside, leastAmount, neverRate, placeOf, type Box } from "../core/outliers/queue.js";
import type { Formats } from "../core/format/formats.js";
import { drawPlot } from "./drawPlot.js";
import { shape } from "./dom.js";

export interface SampledMovement {
  readonly amount: number;
  readonly kind_per_month: number;
}

/** Pixels from the left and from the top of the drawing. */
export type Pixels = readonly [x: number, y: number];

/** Amount by frequency, drawn; what changes about it is set. */
export interface ScatterPlot {
  readonly node: SVGSVGElement | HTMLElement;
  /** Ends of the scales. */
  readonly domain: Box;
  readonly pixelsOf: (movement: SampledMovement) => Pixels;
  /** The region between two places. */
  readonly boxBetween: (one: Pixels, other: Pixels) => Box;
  readonly showAlerts: (alerts: readonly Alert[], picked: string | null) => void;
  readonly showRegion: (box: Box | null) => void;
}

export const scatterHeight = 340;
export const scatterMargin = { left: 60, right: 12, top: 16, bottom: 40 };

function axes({ rate, amount }: Box, formats: Formats): Plot.Markish[] {
  const rates = [0.1, 0.3, 1, 3, 10, 30, 100].filter((each) => each <= rate[1]);
  const powers = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000].filter((each) => each <= amount[1]);
  const same = (value: number): number => value;
  const ink = { fill: "var(--ink-3)" };
  const line = { stroke: "var(--rule)", strokeOpacity: 1 };
  return [
    Plot.gridX(rates, line),
    Plot.gridY(powers, line),
    Plot.text(rates, {
      ...{ x: same, frameAnchor: "bottom", dy: 14, ...ink },
      text: (each: number) => (each === 0.1 ? "" : String(each)),
    }),
    Plot.text([neverRate], {
      ...{ x: same, frameAnchor: "bottom", textAnchor: "start", dx: -8, dy: 14, ...ink },
      text: () => "never, or < 0.1",
    }),
    Plot.text(["times a month, this client, this kind"], { frameAnchor: "bottom-right", dy: 30, ...ink }),
    Plot.text([`amount, ${formats.symbol}`], { frameAnchor: "top-left", dx: -56, dy: -14, ...ink }),
    Plot.text(powers, {
      ...{ y: same, frameAnchor: "left", textAnchor: "end", dx: -8, ...ink },
      text: (each: number) => formats.count(each),
    }),
    Plot.ruleY([amount[0]], { stroke: "var(--rule-2)" }),
  ];
}

/**
 * Alerts as dots over a sample of other movements, both scales logarithmic.
 *
 * @param alerts those of the beginning, which the scales have room for
 */
export function scatterPlot(
  normal: readonly SampledMovement[],
  alerts: readonly Alert[],
  options: { readonly width: number; readonly formats: Formats; readonly label: string },
): ScatterPlot {
  const { width, formats, label } = options;
  const all = [...normal, ...alerts].map(placeOf);
  const most = (of: "rate" | "amount", least: number): number =>
    all.reduce((max, each) => Math.max(max, each[of]), least);
  const domain: Box = {
    rate: [neverRate * 0.85, most("rate", 30) * 1.15],
    amount: [leastAmount * 0.9, most("amount", 100) * 1.3],
  };
  const node = drawPlot(label, {
    ...{ width, height: scatterHeight },
    marginLeft: scatterMargin.left,
    marginRight: scatterMargin.right,
    marginTop: scatterMargin.top,
    marginBottom: scatterMargin.bottom,
    x: { type: "log", domain: [...domain.rate], axis: null },
    y: { type: "log", domain: [...domain.amount], axis: null },
    marks: axes(domain, formats),
  });
  const [x, y] = [node.scale("x")!, node.scale("y")!];
  const at = ({ rate, amount }: { rate: number; amount: number }): Pixels => [
    x.apply(rate) as number,
    y.apply(amount) as number,
  ];
  const pixelsOf = (movement: SampledMovement): Pixels => at(placeOf(movement));

  const region = shape("rect", { class: "brush-region", visibility: "hidden" });
  // One path for the whole cloud: thousands of circles would be slow to draw and to drag over.
  const cloud = shape("path", {
    d: normal
      .map(pixelsOf)
      .map(([left, top]) => `M${left.toFixed(1)},${top.toFixed(1)}h0`)
      .join(""),
    stroke: "var(--compare)",
    "stroke-width": 2.4,
    "stroke-linecap": "round",
  });
  const dots = shape("g");
  node.append(region, cloud, dots);

  let box: Box | null = null;
  let picked: string | null = null;
  let circles: { readonly alert: Alert; readonly circle: SVGElement }[] = [];

  /** Colours alone, which is what a drag changes. */
  function paint(): void {
    for (const { alert, circle } of circles) {
      const isChosen = alert.movement === picked || (box !== null && isInside(box, alert));
      circle.setAttribute("fill", isChosen ? "var(--accent)" : "var(--ink)");
    }
  }

  function namePicked(alert: Alert): SVGElement {
    const [left, top] = pixelsOf(alert);
    const isLate = left > width - 200;
    const attributes = {
      ...{ x: left + (isLate ? -10 : 10), y: top + 4, "text-anchor": isLate ? "end" : "start" },
      ...{ fill: "var(--accent)", "font-weight": 600, class: "halo" },
    };
    return shape("text", attributes, `${movementWords(alert)}, ${formats.signed("amount", alert.amount)}`);
  }

  return {
    node,
    domain,
    pixelsOf,
    boxBetween(one, other) {
      const range = (scale: typeof x, ends: readonly number[]): [number, number] => {
        const [low, high] = ends.map((end) => Number(scale.invert!(end))).sort((a, b) => a - b);
        return [Number(low!.toPrecision(3)), Number(high!.toPrecision(3))];
      };
      return { rate: range(x, [one[0], other[0]]), amount: range(y, [one[1], other[1]]) };
    },
    showAlerts(next, selected) {
      picked = selected;
      circles = next.map((alert) => {
        const [cx, cy] = pixelsOf(alert);
        const isPicked = alert.movement === picked;
        const look = { r: isPicked ? 6 : 3.5, stroke: "var(--paper)", "stroke-width": isPicked ? 2 : 0.75 };
        return { alert, circle: shape("circle", { cx, cy, ...look }) };
      });
      paint();
      const it = next.find(({ movement }) => movement === picked);
      dots.replaceChildren(...circles.map(({ circle }) => circle), ...(it ? [namePicked(it)] : []));
    },
    showRegion(next) {
      box = next;
      region.setAttribute("visibility", box ? "visible" : "hidden");
      if (box) {
        const inside = (of: "rate" | "amount", end: 0 | 1): number =>
          Math.min(domain[of][1], Math.max(domain[of][0], box![of][end]));
        const [left, bottom] = at({ rate: inside("rate", 0), amount: inside("amount", 0) });
        const [right, top] = at({ rate: inside("rate", 1), amount: inside("amount", 1) });
        const sides = {
          x: left,
          y: top,
          width: Math.max(1, right - left),
          height: Math.max(1, bottom - top),
        };
        for (const [name, value] of Object.entries(sides)) region.setAttribute(name, value.toFixed(1));
      }
      paint();
    },
  };
}
