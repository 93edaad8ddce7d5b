import type { Alert } from "../core/outliers/alerts.js";
import type { Box } from "../core/outliers/queue.js";
import type { Formats } from "../core/format/formats.js";
import { element } from "./dom.js";
import { regionFields } from "./regionFields.js";
import { regionSurface } from "./regionSurface.js";
import { scatterPlot, type SampledMovement } from "./scatterPlot.js";
import { sendInput, withProperties, type ValueNode } from "./valueNode.js";

export interface ScatterOptions {
  readonly width: number;
  readonly formats: Formats;
  readonly label: string;
  /** An alert was clicked. */
  readonly onPick: (movement: string) => void;
}

/** Its value is the region; setting it moves it without telling. */
export type BrushScatter = ValueNode<Box | null> & {
  /** Draws other alerts. */
  show: (alerts: readonly Alert[], selected: string | null) => void;
};

/** Farthest from a dot that a press still means it, in pixels. */
const reach = 7;

/** Amount by frequency, both on log scales: alerts over a sample of other movements, and a region to draw or to type. */
export function brushScatter(
  normal: readonly SampledMovement[],
  alerts: readonly Alert[],
  options: ScatterOptions,
): BrushScatter {
  const plot = scatterPlot(normal, alerts, options);
  const { rate, amount } = plot.domain;
  const fields = regionFields({ rate: rate[1], amount: amount[1] }, options.formats.symbol);
  let now = alerts;
  let picked: string | null = null;
  const set = (box: Box | null): void => {
    fields.value = box;
    plot.showRegion(box);
  };
  const tell = (box: Box | null): void => {
    set(box);
    sendInput(root);
  };
  const surface = regionSurface(options.width, {
    drag: (from, to) => tell(plot.boxBetween(from, to)),
    press: ([x, y]) => {
      const hit = now.find((alert) => {
        const [cx, cy] = plot.pixelsOf(alert);
        return Math.hypot(cx - x, cy - y) <= reach;
      });
      if (hit) options.onPick(hit.movement);
      else if (fields.value) tell(null);
    },
  });
  fields.addEventListener("input", () => plot.showRegion(fields.value));
  plot.showAlerts(now, picked);
  const root = withProperties(
    element("div", { class: "brush" }, element("div", { class: "brush-plot" }, plot.node, surface), fields),
    {
      get value() {
        return fields.value;
      },
      set value(box: Box | null) {
        set(box);
      },
      show(next: readonly Alert[], selected: string | null) {
        const isSame = next.length === now.length && next.every((alert, index) => alert === now[index]);
        if (isSame && selected === picked) return;
        [now, picked] = [next, selected];
        plot.showAlerts(now, picked);
      },
    },
  );
  return root;
}
