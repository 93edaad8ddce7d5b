import type { Formats } from "../core/format/formats.js";
import type { WhatIfScore } from "../core/risk/whatIf.js";
import { bandChip } from "./bandChip.js";
import { element } from "./dom.js";
import { reasonBars } from "./reasonBars.js";

/** What the model says of the client as it is and as edited: points, PD, band, expected loss and why. */
export function whatIfResult(
  actual: WhatIfScore,
  edited: WhatIfScore,
  options: { readonly formats: Formats; readonly lgd: number; readonly exposure: number },
): HTMLElement {
  const { formats, lgd, exposure } = options;
  const lossOf = ({ pd }: WhatIfScore): number => pd * lgd * exposure;
  const signed = (value: number, text: string): string =>
    value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
  const row = (
    label: string,
    now: Node | string,
    then: Node | string,
    difference: Node | string,
  ): HTMLElement =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, label),
      element("td", { class: "is-number" }, now),
      element("td", { class: "is-number" }, element("b", {}, then)),
      element("td", { class: "is-number" }, difference),
    );
  const [points, pd, loss] = [
    Math.round(edited.points) - Math.round(actual.points),
    edited.pd - actual.pd,
    lossOf(edited) - lossOf(actual),
  ];
  const steps = edited.band.charCodeAt(0) - actual.band.charCodeAt(0);
  return element(
    "div",
    { class: "what-if-result", "data-points": edited.points, "data-pd": edited.pd, "data-band": edited.band },
    element(
      "table",
      {},
      element("caption", { class: "visually-hidden" }, "The client now and with the edited inputs"),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          element("td"),
          ["Now", "What if", "Difference"].map((text) =>
            element("th", { scope: "col", class: "is-number" }, text),
          ),
        ),
      ),
      element(
        "tbody",
        {},
        row(
          "Points",
          formats.count(actual.points),
          formats.count(edited.points),
          signed(points, formats.count(points)),
        ),
        row(
          "PD",
          formats.percent(actual.pd, 2),
          formats.percent(edited.pd, 2),
          signed(pd, formats.percent(pd, 2).replace("%", "pt")),
        ),
        row(
          "Band",
          bandChip(actual.band),
          bandChip(edited.band),
          steps === 0 ? "same" : `${Math.abs(steps)} ${steps > 0 ? "riskier" : "safer"}`,
        ),
        row(
          "Expected loss",
          formats.value("amount", lossOf(actual)),
          formats.value("amount", lossOf(edited)),
          signed(loss, formats.value("amount", loss)),
        ),
      ),
    ),
    element(
      "p",
      { class: "what-if-why" },
      edited.reasons.length > 0 ? "Why not more points:" : "No feature costs this client points.",
    ),
    reasonBars(edited.reasons, { most: 80, formats }),
  );
}
