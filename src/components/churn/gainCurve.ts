import * as Plot from "npm:@observablehq/plot";
import type { CampaignOutcome } from "../../core/churn/campaign.js";
import type { Formats } from "../../core/format/formats.js";
import { drawPlot } from "../drawPlot.js";

export interface GainCurveOptions {
  readonly width: number;
  readonly height?: number;
  readonly formats: Formats;
  readonly label: string;
  readonly chosen: CampaignOutcome;
  readonly best: CampaignOutcome;
  /** What the months of the test would have given, by number of contacts; none where there is no test. */
  readonly test: readonly { readonly contacts: number; readonly net: number }[];
}

/** Numbers of contacts that are named on the axis. */
function contactTicks(all: number, width: number): number[] {
  const ticks = [1, 10, 100, 1000, 10_000, 100_000].filter((tick) => tick < all * 0.55);
  return width < 480 ? [...ticks.filter((_, index) => index % 2 === 0), all] : [...ticks, all];
}

/**
 * Expected net benefit by number of contacts (log scale): the dearest expected loss first, at random, and as the test
 * turned out; the best point and the chosen one are marked. What lies far below zero is cut off and told in words.
 */
export function gainCurve(
  outcomes: readonly CampaignOutcome[],
  options: GainCurveOptions,
): SVGSVGElement | HTMLElement {
  const { width, height = 320, formats, label, chosen, best, test } = options;
  const points = outcomes.filter(({ contacts }) => contacts >= 1);
  const all = points[points.length - 1]!;
  const money = (value: number): string => formats.value("amount", value);
  const costOfOne = all.contacts > 0 ? all.cost / all.contacts : 0;
  const highest = test.reduce((most, { net }) => Math.max(most, net), best.net);
  const top = Math.max(highest * 1.25, costOfOne * 4, 1);
  const bottom = -top * 0.8;
  // Drawn to its end, a dashed line that dives far below the frame takes the browser 200 ms, though nobody sees it.
  const floor = bottom - 2 * (top - bottom);
  const inReach = (value: number): number => Math.max(value, floor);
  const isBelow = chosen.net < bottom;
  const x = Math.max(1, chosen.contacts);
  const isRight = Math.log(x) > 0.62 * Math.log(all.contacts);
  const firstBelow = points.find(({ random }) => random < bottom * 0.72);
  const chosenLabel =
    chosen.contacts < 1 ? "nobody" : `${formats.count(chosen.contacts)}: ${money(chosen.net)}`;
  const testTop = test.reduce<(typeof test)[number] | null>(
    (most, point) => (!most || point.net > most.net ? point : most),
    null,
  );
  // Its words are about 130 wide: they stand to the right of it where they do not fit between it and the axis.
  const isTestLeft =
    testTop !== null && (Math.log(testTop.contacts) / Math.log(all.contacts)) * (width - 80) < 140;
  const isBest = Math.round(chosen.contacts) === best.contacts;
  return drawPlot(label, {
    width,
    height,
    marginLeft: 60,
    marginRight: 20,
    marginTop: 28,
    marginBottom: 40,
    x: { type: "log", domain: [1, Math.max(2, all.contacts)], axis: null },
    y: { domain: [bottom, top], label: null },
    marks: [
      Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks: 5 }),
      Plot.axisY({
        ticks: 5,
        tickSize: 0,
        tickFormat: (v: number) => formats.tick("amount", v),
        label: null,
        fill: "var(--ink-3)",
      }),
      Plot.text(["net benefit"], {
        frameAnchor: "top-left",
        dx: -58,
        dy: -24,
        fill: "var(--ink-2)",
        textAnchor: "start",
      }),
      // Plot leaves out most labels of a log axis, whatever is asked for.
      Plot.text(contactTicks(all.contacts, width), {
        x: (v: number) => v,
        frameAnchor: "bottom",
        dy: 14,
        text: (v: number) => formats.count(v),
        fill: "var(--ink-3)",
        textAnchor: "middle",
      }),
      Plot.text(["clients contacted, the best first; log scale"], {
        frameAnchor: "bottom-right",
        dy: 34,
        fill: "var(--ink-3)",
        textAnchor: "end",
      }),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
      Plot.line(points, {
        x: "contacts",
        y: ({ random }: CampaignOutcome) => inReach(random),
        stroke: "var(--compare)",
        strokeWidth: 1.5,
        strokeDasharray: "5 3",
        clip: true,
      }),
      ...(firstBelow
        ? [
            Plot.text([firstBelow], {
              x: "contacts",
              y: "random",
              text: () => "at random",
              dx: -6,
              textAnchor: "end",
              fill: "var(--ink-3)",
            }),
          ]
        : []),
      Plot.line(test, {
        x: "contacts",
        y: ({ net }: (typeof test)[number]) => inReach(net),
        stroke: "var(--warn-mark)",
        strokeWidth: 1.5,
        strokeDasharray: "2 2",
        clip: true,
      }),
      Plot.line(points, {
        x: "contacts",
        y: ({ net }: CampaignOutcome) => inReach(net),
        stroke: "var(--series)",
        strokeWidth: 2,
        clip: true,
      }),
      // On a phone the words would lie on the other curve; the frame says what is dotted.
      ...(testTop && width >= 480
        ? [
            Plot.text([testTop], {
              x: "contacts",
              y: "net",
              text: () => "as the test turned out",
              dx: isTestLeft ? 10 : -10,
              dy: 12,
              textAnchor: isTestLeft ? "start" : "end",
              fill: "var(--warn)",
              stroke: "var(--paper)",
              strokeWidth: 4,
            }),
          ]
        : []),
      Plot.text([all], {
        frameAnchor: "bottom-right",
        dy: -8,
        dx: -4,
        textAnchor: "end",
        fill: "var(--ink-2)",
        text: () => `everybody: ${money(all.net)} ↓`,
      }),
      ...(best.contacts > 0 && !isBest
        ? [
            Plot.ruleX([best], { x: "contacts", stroke: "var(--ink-2)", strokeDasharray: "2 2" }),
            Plot.dot([best], { x: "contacts", y: "net", r: 4, fill: "var(--paper)", stroke: "var(--ink)" }),
            Plot.text([best], {
              x: "contacts",
              frameAnchor: "top",
              dy: -10,
              text: () => `best, ${formats.count(best.contacts)}: ${money(best.net)}`,
              fill: "var(--ink-2)",
              textAnchor: Math.log(best.contacts) > 0.6 * Math.log(all.contacts) ? "end" : "start",
              dx: 4,
            }),
          ]
        : []),
      Plot.ruleX([x], { stroke: "var(--accent)", strokeWidth: 1.5 }),
      Plot.dot(isBelow ? [] : [chosen], {
        x: () => x,
        y: "net",
        r: 4.5,
        fill: "var(--accent)",
        stroke: "var(--paper)",
      }),
      Plot.text([chosen], {
        x: () => x,
        y: () => (isBelow ? bottom : chosen.net),
        dy: isBelow ? -30 : -14,
        dx: isRight ? -8 : 8,
        textAnchor: isRight ? "end" : "start",
        text: () => (isBest ? `${chosenLabel}, the best` : chosenLabel),
        fill: "var(--accent)",
        fontWeight: 600,
        stroke: "var(--paper)",
        strokeWidth: 4,
      }),
    ],
  });
}
