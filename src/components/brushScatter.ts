import * as Plot from "npm:@observablehq/plot";
import { movementWords, type Alert } from "../core/outliers/alerts.js";
import { isInside, leastAmount, neverRate, placeOf, type Box } from "../core/outliers/queue.js";
import type { Formats } from "../core/format/formats.js";
import { drawPlot } from "./drawPlot.js";
import { element, shape } from "./dom.js";

export interface ScatterOptions {
  readonly width: number;
  readonly formats: Formats;
  readonly label: string;
  /** An alert was clicked. */
  readonly onPick: (movement: string) => void;
}

export interface SampledMovement {
  readonly amount: number;
  readonly kind_per_month: number;
}

export type BrushScatter = HTMLElement & {
  /** The region; setting it moves it without telling. */
  value: Box | null;
  /** Draws other alerts. */
  show: (alerts: readonly Alert[], selected: string | null) => void;
};

const height = 340;
const margin = { left: 60, right: 12, top: 16, bottom: 40 };
const rateTicks = [0.1, 0.3, 1, 3, 10, 30, 100];
const step = 1.15;

/** Amount by frequency, both on log scales: alerts as dots over a sample of other movements, and a region to draw with the pointer or to type. */
export function brushScatter(
  normal: readonly SampledMovement[],
  alerts: readonly Alert[],
  options: ScatterOptions,
): BrushScatter {
  const { width, formats, label } = options;
  const places = normal.map(placeOf);
  const all = [...places, ...alerts.map(placeOf)];
  const most = (of: "rate" | "amount", least: number): number =>
    all.reduce((max, each) => Math.max(max, each[of]), least);
  const domain = {
    rate: [neverRate * 0.85, most("rate", 30) * 1.15],
    amount: [leastAmount * 0.9, most("amount", 100) * 1.3],
  } as const;
  const powers = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000].filter((each) => each <= domain.amount[1]);
  const plot = drawPlot(label, {
    width,
    height,
    marginLeft: margin.left,
    marginRight: margin.right,
    marginTop: margin.top,
    marginBottom: margin.bottom,
    x: { type: "log", domain: domain.rate, axis: null },
    y: { type: "log", domain: domain.amount, axis: null },
    marks: [
      Plot.gridX(
        rateTicks.filter((rate) => rate <= domain.rate[1]),
        { stroke: "var(--rule)", strokeOpacity: 1 },
      ),
      Plot.gridY(powers, { stroke: "var(--rule)", strokeOpacity: 1 }),
      Plot.text(
        rateTicks.filter((rate) => rate <= domain.rate[1]),
        {
          x: (rate: number) => rate,
          frameAnchor: "bottom",
          dy: 14,
          text: (rate: number) => (rate === 0.1 ? "" : String(rate)),
          fill: "var(--ink-3)",
        },
      ),
      Plot.text([neverRate], {
        x: (rate: number) => rate,
        frameAnchor: "bottom",
        textAnchor: "start",
        dx: -8,
        dy: 14,
        text: () => "never, or < 0.1",
        fill: "var(--ink-3)",
      }),
      Plot.text(["times a month, this client, this kind"], {
        frameAnchor: "bottom-right",
        dy: 30,
        fill: "var(--ink-3)",
      }),
      Plot.text([`amount, ${formats.symbol}`], {
        frameAnchor: "top-left",
        dx: -56,
        dy: -14,
        fill: "var(--ink-3)",
      }),
      Plot.text(powers, {
        y: (amount: number) => amount,
        frameAnchor: "left",
        textAnchor: "end",
        dx: -8,
        text: (amount: number) => formats.count(amount),
        fill: "var(--ink-3)",
      }),
      Plot.ruleY([domain.amount[0]], { stroke: "var(--rule-2)" }),
    ],
  });
  const x = plot.scale("x")!;
  const y = plot.scale("y")!;
  const px = (rate: number): number => x.apply(rate) as number;
  const py = (amount: number): number => y.apply(amount) as number;

  // One path for the whole cloud: thousands of circles would be slow to draw and to drag over.
  const cloud = shape("path", {
    d: places.map(({ rate, amount }) => `M${px(rate).toFixed(1)},${py(amount).toFixed(1)}h0`).join(""),
    stroke: "var(--compare)",
    "stroke-width": 2.4,
    "stroke-linecap": "round",
  });
  const dots = shape("g");
  const region = shape("rect", { class: "brush-region", visibility: "hidden" });
  plot.append(region, cloud, dots);
  const surface = element("div", { class: "brush-surface" });
  Object.assign(surface.style, {
    left: `${margin.left}px`,
    top: `${margin.top}px`,
    width: `${width - margin.left - margin.right}px`,
    height: `${height - margin.top - margin.bottom}px`,
  });

  let box: Box | null = null;
  let now = alerts;
  let picked: string | null = null;

  const isIn = (alert: Alert): boolean => box !== null && isInside(box, alert);
  let circles: { readonly alert: Alert; readonly node: SVGElement }[] = [];

  /** Colours alone, which is what a drag changes. */
  function paint(): void {
    for (const { alert, node } of circles) {
      node.setAttribute("fill", isIn(alert) || alert.movement === picked ? "var(--accent)" : "var(--ink)");
    }
  }

  function drawDots(): void {
    circles = now.map((alert) => {
      const { rate, amount } = placeOf(alert);
      const isPicked = alert.movement === picked;
      const node = shape("circle", {
        cx: px(rate),
        cy: py(amount),
        r: isPicked ? 6 : 3.5,
        stroke: "var(--paper)",
        "stroke-width": isPicked ? 2 : 0.75,
      });
      return { alert, node };
    });
    paint();
    const it = now.find(({ movement }) => movement === picked);
    const label = it && namePicked(it);
    dots.replaceChildren(...circles.map(({ node }) => node), ...(label ? [label] : []));
  }

  function namePicked(alert: Alert): SVGElement {
    const { rate, amount } = placeOf(alert);
    const isLate = px(rate) > width - 200;
    const attributes = {
      x: px(rate) + (isLate ? -10 : 10),
      y: py(amount) + 4,
      "text-anchor": isLate ? "end" : "start",
      fill: "var(--accent)",
      "font-weight": 600,
      class: "halo",
    };
    return shape("text", attributes, `${movementWords(alert)}, ${formats.signed("amount", alert.amount)}`);
  }

  function draw(): void {
    region.setAttribute("visibility", box ? "visible" : "hidden");
    if (box) {
      const [left, right] = [
        px(Math.max(box.rate[0], domain.rate[0])),
        px(Math.min(box.rate[1], domain.rate[1])),
      ];
      const [top, bottom] = [
        py(Math.min(box.amount[1], domain.amount[1])),
        py(Math.max(box.amount[0], domain.amount[0])),
      ];
      for (const [name, value] of Object.entries({
        x: left,
        y: top,
        width: Math.max(1, right - left),
        height: Math.max(1, bottom - top),
      }))
        region.setAttribute(name, value.toFixed(1));
    }
    fields.forEach(({ of, end, input }) => (input.value = box ? shortNumber(box[of][end]) : ""));
    clear.hidden = box === null;
    paint();
  }

  const shortNumber = (value: number): string => String(Number(value.toPrecision(3)));
  const tell = (next: Box | null): void => {
    box = next;
    draw();
    root.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // ---- the pointer: a region is drawn, or the one there is moved
  surface.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const { left, top } = surface.getBoundingClientRect();
    const at = (each: PointerEvent): [number, number] => [
      Math.max(0, Math.min(surface.clientWidth, each.clientX - left)) + margin.left,
      Math.max(0, Math.min(surface.clientHeight, each.clientY - top)) + margin.top,
    ];
    const start = at(event);
    const invert = (from: readonly number[], to: readonly number[]): Box => {
      const rates = [x.invert!(from[0]), x.invert!(to[0])].map(Number).sort((a, b) => a - b);
      const amounts = [y.invert!(from[1]), y.invert!(to[1])].map(Number).sort((a, b) => a - b);
      const round = (value: number): number => Number(value.toPrecision(3));
      return { rate: [round(rates[0]!), round(rates[1]!)], amount: [round(amounts[0]!), round(amounts[1]!)] };
    };
    const move = (each: PointerEvent): void => {
      const to = at(each);
      if (Math.abs(to[0] - start[0]) > 4 && Math.abs(to[1] - start[1]) > 4) tell(invert(start, to));
    };
    const end = (each: PointerEvent): void => {
      surface.removeEventListener("pointermove", move);
      const to = at(each);
      if (Math.abs(to[0] - start[0]) > 4 || Math.abs(to[1] - start[1]) > 4) return;
      const hit = now.find((alert) => {
        const { rate, amount } = placeOf(alert);
        return Math.hypot(px(rate) - to[0], py(amount) - to[1]) <= 7;
      });
      if (hit) options.onPick(hit.movement);
      else if (box) tell(null);
    };
    surface.setPointerCapture(event.pointerId);
    surface.addEventListener("pointermove", move);
    surface.addEventListener("pointerup", end, { once: true });
    event.preventDefault();
  });

  // ---- the keyboard: four numbers, by typing or with the arrow keys
  const names = [
    ["rate", 0, "from, times a month"],
    ["rate", 1, "to, times a month"],
    ["amount", 0, `from, ${formats.symbol}`],
    ["amount", 1, `to, ${formats.symbol}`],
  ] as const;
  const whole = (): Box => ({
    rate: [neverRate, Number(domain.rate[1].toPrecision(3))],
    amount: [leastAmount, Number(domain.amount[1].toPrecision(3))],
  });
  const fields = names.map(([of, end, words]) => {
    const input = element("input", {
      type: "text",
      inputmode: "decimal",
      size: 7,
      autocomplete: "off",
      "aria-label": `Region ${words}`,
      placeholder: end === 0 ? "any" : "any",
    });
    const change = (value: number): void => {
      const base = box ?? whole();
      const range: [number, number] = [...base[of]];
      range[end] = Number(value.toPrecision(3));
      if (range[0] > range[1]) range[end === 0 ? 1 : 0] = range[end];
      tell({ ...base, [of]: range });
    };
    input.addEventListener("change", () => {
      const value = Number(input.value.replace(",", "."));
      if (input.value.trim() !== "" && Number.isFinite(value) && value > 0) change(value);
      else if (box) change(whole()[of][end]);
      else draw();
    });
    input.addEventListener("keydown", (event) => {
      const sign = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
      if (sign === 0) return;
      event.preventDefault();
      change((box ?? whole())[of][end] * (sign > 0 ? step : 1 / step));
    });
    return { of, end, input };
  });
  const clear = element("button", { type: "button", class: "link", click: () => tell(null) }, "clear ×");
  const group = (words: string, from: number): HTMLElement =>
    element(
      "span",
      { class: "brush-range" },
      `${words} `,
      fields[from]!.input,
      " to ",
      fields[from + 1]!.input,
    );

  const root = element(
    "div",
    { class: "brush" },
    element("div", { class: "brush-plot" }, plot, surface),
    element(
      "div",
      { class: "brush-fields", role: "group", "aria-label": "Region" },
      group("Times a month", 0),
      group(`Amount, ${formats.symbol}`, 2),
      clear,
    ),
  );
  Object.defineProperty(root, "value", {
    get: () => box,
    set: (next: Box | null) => {
      box = next;
      draw();
    },
  });
  drawDots();
  draw();
  return Object.assign(root, {
    show(next: readonly Alert[], selected: string | null) {
      const isSame = next.length === now.length && next.every((alert, index) => alert === now[index]);
      if (isSame && selected === picked) return;
      now = next;
      picked = selected;
      drawDots();
    },
  }) as unknown as BrushScatter;
}
