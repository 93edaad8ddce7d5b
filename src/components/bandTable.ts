import { writeChange } from "../core/format/change.js";
import { changeBetween } from "../core/format/change.js";
import type { Formats } from "../core/format/formats.js";
import { bandRange } from "../core/risk/bands.js";
import type { Portfolio, PortfolioLine } from "../core/risk/portfolio.js";
import { bandChip } from "./bandChip.js";
import { element, shape } from "./dom.js";
import { term } from "./term.js";

const scaleWidth = 150;
const ticks = [0.001, 0.01, 0.1];

/** PDs on a log scale from 0.05 % to 80 %; what is lower sits at the left edge. */
const place = (pd: number): number => {
  const [low, high] = [Math.log(0.0005), Math.log(0.8)];
  return 4 + ((Math.log(Math.max(pd, 0.0005)) - low) / (high - low)) * (scaleWidth - 8);
};

function pdDrawing({ pd, observed }: PortfolioLine, formats: Formats): SVGSVGElement {
  const rate = (value: number): string => formats.percent(value, 2);
  const words = [
    pd === null ? "no client now" : `mean PD ${rate(pd)}`,
    observed
      ? `observed ${rate(observed.rate)} (${rate(observed.low)} to ${rate(observed.high)}), ${formats.count(observed.defaults)} of ${formats.count(observed.rows)}`
      : "nothing observed",
  ].join("; ");
  return shape(
    "svg",
    { width: scaleWidth, height: 24, role: "img", "aria-label": words, class: "pd-mark" },
    shape("title", {}, words),
    ticks.map((tick) => shape("path", { d: `M${place(tick)},0v24`, stroke: "var(--rule)" })),
    observed &&
      shape("path", {
        d: `M${place(observed.low)},12H${place(observed.high)}`,
        stroke: "var(--compare)",
        "stroke-width": 3,
      }),
    observed &&
      shape("circle", {
        cx: place(observed.rate),
        cy: 12,
        r: 4,
        fill: "var(--paper)",
        stroke: "var(--compare)",
        "stroke-width": 2,
      }),
    pd !== null && shape("path", { d: `M${place(pd)},3v18`, stroke: "var(--ink)", "stroke-width": 2 }),
  );
}

const pdAxis = (): SVGSVGElement =>
  shape(
    "svg",
    { width: scaleWidth, height: 14, "aria-hidden": "true", class: "pd-mark" },
    ticks.map((tick) =>
      shape(
        "text",
        { x: place(tick), y: 11, "text-anchor": "middle", fill: "var(--ink-3)" },
        `${String(tick * 100)} %`,
      ),
    ),
  );

const bar = (value: number, largest: number, colour: string): HTMLElement => {
  const fill = element("span", { class: "band-bar" });
  fill.style.cssText = `width:${((value / (largest || 1)) * 100).toFixed(1)}%;background:${colour}`;
  return element("span", { class: "band-track", "aria-hidden": "true" }, fill);
};

function change(line: PortfolioLine, formats: Formats): HTMLElement | string {
  const found = changeBetween("amount", line.loss, line.lossBefore, "down");
  if (!found) return "–";
  const tone = found.isGood === false && found.kind === "relative" && found.size > 0.05 ? "bad" : null;
  return element("span", { class: tone }, writeChange(formats, "amount", found));
}

/** The portfolio by risk band: clients, exposure, PD beside what was observed, expected loss and its change on the month. */
export function bandTable(
  portfolio: Portfolio,
  options: { readonly formats: Formats; readonly noun: string; readonly before: string },
): HTMLElement {
  const { formats, noun, before } = options;
  const { lines, all, isGrant } = portfolio;
  const most = (of: (line: PortfolioLine) => number): number => Math.max(...lines.map(of));
  const [exposure, loss] = [most((line) => line.exposure), most((line) => line.loss)];
  const row = (line: PortfolioLine): HTMLElement => {
    const isAll = line.band === "All";
    const colour = `var(--band-${line.band.toLowerCase()})`;
    const cell = (...content: (Node | string)[]): HTMLElement =>
      element("td", { class: "is-number" }, content);
    return element(
      "tr",
      { class: isAll ? "is-total" : null },
      element(
        "th",
        { scope: "row" },
        line.band === "All"
          ? "All"
          : [bandChip(line.band), element("span", { class: "band-range" }, bandRange(line.band))],
      ),
      cell(formats.count(line.clients)),
      cell(formats.value("amount", line.exposure)),
      element("td", { class: "is-bar" }, isAll ? "" : bar(line.exposure, exposure, colour)),
      element("td", {}, pdDrawing(line, formats)),
      cell(formats.value("amount", line.loss)),
      element("td", { class: "is-bar" }, isAll ? "" : bar(line.loss, loss, colour)),
      !isGrant && cell(change(line, formats)),
    );
  };
  const head = (content: Node | string, isNumber: boolean, span = 1): HTMLElement =>
    element(
      "th",
      { scope: "col", class: isNumber ? "is-number" : null, colspan: span > 1 ? span : null },
      content,
    );
  return element(
    "div",
    { class: "table-wrap is-compact", tabindex: 0, role: "region", "aria-label": "Portfolio by risk band" },
    element(
      "table",
      { class: "band-table" },
      element("caption", { class: "visually-hidden" }, "Portfolio by risk band"),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          head(
            term(
              "Band, PD %",
              "Seven bands of the probability of default, the same for every bank and every month.",
            ),
            false,
          ),
          head(noun, true),
          head(
            term(
              "EAD",
              "Exposure at default: what is owed on loans, cards and overdrafts, and a share of what may still be drawn.",
            ),
            true,
          ),
          element("td", { class: "is-bar" }),
          head(
            element(
              "span",
              { class: "pd-head" },
              element(
                "span",
                {},
                "PD now ",
                element("i", { class: "key-tick" }),
                " observed, 95 % ",
                element("i", { class: "key-ring" }),
              ),
              pdAxis(),
            ),
            false,
          ),
          head(term("EL", "Expected loss over the next 12 months: PD × LGD × EAD.", { isEnd: true }), true),
          element("td", { class: "is-bar" }),
          !isGrant && head(`on ${before}`, true),
        ),
      ),
      element("tbody", {}, lines.map(row), row(all)),
    ),
  );
}
