import type { Formats } from "../core/format/formats.js";
import type { Detector, ProbabilityModel } from "../core/modelPage/shownModels.js";
import { downloadText } from "./csv.js";
import { element } from "./dom.js";
import { modelCard } from "./modelCard.js";
import { sectionHead } from "./pageHead.js";

/** The card of a model with its title, and with the card and the validation to take away as JSON. */
export function cardSection(
  model: ProbabilityModel | Detector,
  { formats, source }: { readonly formats: Formats; readonly source: (report: string) => string },
): HTMLElement {
  const { card, evidence } = model;
  const take = (label: string, file: string, content: object): HTMLElement =>
    element(
      "button",
      {
        type: "button",
        click: () => downloadText(file, `${JSON.stringify(content, null, 1)}\n`, "application/json"),
      },
      `↓ ${label}`,
    );
  return element(
    "div",
    {},
    sectionHead(`${card.title}: its card`, "after SR 26-2 / OCC Bulletin 2026-13", "card"),
    modelCard(model, { formats }),
    element(
      "p",
      { class: "frame-source" },
      element("span", {}, source("rpt_model_cards")),
      element(
        "span",
        { class: "card-takes" },
        take("Card, JSON", `${card.name}.card.json`, card),
        take("Validation, JSON", `${card.name}.validation.json`, evidence),
      ),
    ),
  );
}
