import type { Formats } from "../core/format/formats.js";
import type { Detector, ProbabilityModel } from "../core/modelPage/shownModels.js";
import type { FeatureWeights } from "../core/modelPage/weights.js";
import { downloadText } from "./csv.js";
import { element } from "./dom.js";
import { seen } from "./lazy.js";
import { featureTable, modelCard } from "./modelCard.js";
import { sectionHead } from "./pageHead.js";

export interface CardSectionOptions {
  readonly formats: Formats;
  readonly source: (report: string) => string;
  /** Fetched when the card comes into sight; null for a model whose features have no weight. */
  readonly weights: () => Promise<FeatureWeights | null>;
  /** The whole model document as JSON, fetched when somebody takes it. */
  readonly document: () => Promise<string>;
}

/** The card of a model with its title, and with the model, its card and its validation to take away as JSON. */
export function cardSection(model: ProbabilityModel | Detector, options: CardSectionOptions): HTMLElement {
  const { formats, source } = options;
  const { card, evidence } = model;
  const take = (label: string, file: string, content: () => Promise<string> | object): HTMLElement =>
    element(
      "button",
      {
        type: "button",
        click: () =>
          void Promise.resolve(content()).then((found) =>
            downloadText(
              file,
              typeof found === "string" ? found : `${JSON.stringify(found, null, 1)}\n`,
              "application/json",
            ),
          ),
      },
      `↓ ${label}`,
    );
  const features = element("div", {}, featureTable(model, null, { formats }));
  const root = element(
    "div",
    {},
    sectionHead(`${card.title}: its card`, "after SR 26-2 / OCC Bulletin 2026-13", "card"),
    modelCard(model, { formats, features }),
    element(
      "p",
      { class: "frame-source" },
      element("span", {}, source("rpt_model_cards")),
      element(
        "span",
        { class: "card-takes" },
        take("Model, JSON", `${card.name}.json`, options.document),
        take("Card, JSON", `${card.name}.card.json`, () => card),
        take("Validation, JSON", `${card.name}.validation.json`, () => evidence),
      ),
    ),
  );
  void seen(root)
    .then(options.weights)
    .then((weights) => weights && features.replaceChildren(featureTable(model, weights, { formats })));
  return root;
}
