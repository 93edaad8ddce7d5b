import { capital } from "../core/findings/words.js";
import type { Formats } from "../core/format/formats.js";
import type { FeatureLines } from "../core/risk/scorecardBins.js";
import { element } from "./dom.js";
import { term } from "./term.js";

const bar = (share: number, tone: string): HTMLElement => {
  const fill = element("span", { class: `points-bar ${tone}` });
  fill.style.width = `${(Math.min(1, share) * 100).toFixed(1)}%`;
  return element("span", { class: "points-track", "aria-hidden": "true" }, fill);
};

/** The scorecard as it is: each feature's bins with their share of clients, default rate and points. */
export function pointsTable(
  lines: readonly FeatureLines[],
  {
    formats,
    noun,
  }: { readonly formats: Formats; /** What is scored, in the plural. */ readonly noun: string },
): HTMLElement {
  const bins = lines.flatMap((line) => line.bins);
  const most = (of: (bin: (typeof bins)[number]) => number): number =>
    Math.max(...bins.map(of), Number.MIN_VALUE);
  const [share, rate, points] = [
    most((bin) => bin.share),
    most((bin) => bin.defaultRate ?? 0),
    most((bin) => bin.points),
  ];
  const number = (text: string, isStrong = false): HTMLElement =>
    element("td", { class: "is-number" }, isStrong ? element("b", {}, text) : text);
  const head = (text: Node | string, isNumber = false, span = 1): HTMLElement =>
    element(
      "th",
      { scope: "col", class: isNumber ? "is-number" : null, colspan: span > 1 ? span : null },
      text,
    );
  return element(
    "div",
    {
      class: "table-wrap is-compact",
      tabindex: 0,
      role: "region",
      "aria-label": "Scorecard: points per bin",
    },
    element(
      "table",
      { class: "points-table" },
      element("caption", { class: "visually-hidden" }, "Scorecard: points per bin of each feature"),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          head(
            term(
              "Feature",
              "What the model reads of a client. IV, the information value, says how well it alone tells defaulters from payers: below 0.1 weak, above 0.3 strong.",
            ),
          ),
          head("Bin"),
          head(`${capital(noun)}, %`, true),
          element("td", { class: "is-bar" }),
          head("Defaulted, %", true),
          element("td", { class: "is-bar" }),
          head("Points", true),
          element("td", { class: "is-bar is-wide" }),
          head(term("Lost", "Points below the best bin of the feature.", { isEnd: true }), true),
        ),
      ),
      lines.map((line) =>
        element(
          "tbody",
          {},
          line.bins.map((bin, index) =>
            element(
              "tr",
              {},
              index === 0 &&
                element(
                  "th",
                  { scope: "rowgroup", rowspan: line.bins.length, class: "points-feature" },
                  term(line.title, line.about),
                  element(
                    "span",
                    { class: "note" },
                    `IV ${formats.number(line.informationValue, 2)} · range ${formats.count(line.range)}`,
                  ),
                ),
              element("td", { class: "points-bin" }, bin.label),
              number(formats.number(bin.share * 100, 1)),
              element("td", { class: "is-bar" }, bar(bin.share / share, "is-quiet")),
              number(bin.defaultRate === null ? "–" : formats.number(bin.defaultRate * 100, 1)),
              element("td", { class: "is-bar" }, bar((bin.defaultRate ?? 0) / rate, "is-quiet")),
              number(formats.count(bin.points), true),
              element("td", { class: "is-bar is-wide" }, bar(bin.points / points, "")),
              number(bin.lost < 0.5 ? "best" : `−${formats.count(bin.lost)}`),
            ),
          ),
        ),
      ),
    ),
  );
}
