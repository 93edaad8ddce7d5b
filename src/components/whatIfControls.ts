import type { Unit } from "../core/features/feature.js";
import type { Attribute } from "../core/features/featureTable.js";
import type { Formats } from "../core/format/formats.js";
import type { ModelDocument } from "../core/models/modelDocument.js";
import { binOfValue, type Scorecard, type ScorecardFeature } from "../core/models/scorecard.js";
import { binWords, inputWords } from "../core/risk/scorecardBins.js";
import type { Inputs } from "../core/risk/whatIf.js";
import { element, nextId } from "./dom.js";
import { term } from "./term.js";
import { type ValueNode, withProperties } from "./valueNode.js";

export type WhatIfControls = ValueNode<Inputs>;

const isWhole = (unit: Unit | null): boolean => unit === "count" || unit === "months" || unit === "days";

/** A value inside a bin: a whole number where the feature counts. */
function valueInBin(cuts: readonly number[], index: number, unit: Unit | null): number {
  const [low, high] = [cuts[index - 1], cuts[index]];
  if (low === undefined)
    return high === undefined ? 0 : isWhole(unit) ? Math.ceil(high) - 1 : high > 0 ? high / 2 : high - 1;
  if (isWhole(unit)) return Math.ceil(low);
  return high === undefined ? low : (low + high) / 2;
}

/** One feature: a number with its unit, or one of the model's bins, and what it is for the client now. */
function featureControl(
  feature: ScorecardFeature,
  about: { readonly title: string; readonly about: string; readonly unit: Unit | null },
  actual: Attribute,
  formats: Formats,
): { readonly node: HTMLElement; readonly get: () => Attribute; readonly set: (value: Attribute) => void } {
  const { unit } = about;
  const id = nextId("what-if");
  let value = actual;
  // A share is typed in per cent.
  const factor = unit === "ratio" ? 100 : 1;
  const points = element("output", { class: "what-if-points", for: id });
  const labels =
    feature.kind === "numeric"
      ? feature.bins.map((_, index) => binWords(feature.cuts, index, unit, formats.symbol))
      : feature.groups.map((group) => group.join(", ").replaceAll("_", " "));
  const bins = element(
    "select",
    { "aria-label": `${about.title}: bin`, change: () => choose(Number(bins.value)) },
    labels.map((label, index) =>
      element("option", { value: index }, `${label}: ${formats.count(feature.bins[index]!.points)} points`),
    ),
    element("option", { value: -1 }, `not known: ${formats.count(feature.missing.points)} points`),
  );
  const field =
    feature.kind === "numeric"
      ? element("input", {
          type: "number",
          id,
          step: isWhole(unit) ? 1 : "any",
          min: isWhole(unit) || unit === "amount" ? 0 : null,
          input: () => type(),
        })
      : null;
  const binOf = (): number => {
    if (feature.kind === "numeric")
      return typeof value === "number" && Number.isFinite(value) ? binOfValue(feature.cuts, value) : -1;
    return feature.groups.findIndex((group) => typeof value === "string" && group.includes(value));
  };
  function tell(): void {
    const bin = binOf();
    bins.value = String(bin);
    const found = feature.bins[bin] ?? feature.missing;
    const lost = Math.max(...feature.bins.map((each) => each.points)) - found.points;
    points.textContent = `${formats.count(found.points)} points${lost < 0.5 ? ", the best bin" : `, ${formats.count(lost)} below the best`}`;
    node.classList.toggle("is-edited", (value ?? null) !== (actual ?? null));
  }
  function type(): void {
    value =
      field!.value === ""
        ? null
        : isWhole(unit)
          ? Math.round(field!.valueAsNumber)
          : field!.valueAsNumber / factor;
    tell();
  }
  function choose(index: number): void {
    if (index === -1) value = null;
    else if (feature.kind === "category") value = feature.groups[index]?.[0] ?? null;
    // Back in its own bin, the client has its own value again.
    else
      value =
        typeof actual === "number" && binOfValue(feature.cuts, actual) === index
          ? actual
          : valueInBin(feature.cuts, index, unit);
    show();
    node.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function show(): void {
    if (field) field.value = typeof value === "number" ? String(Number((value * factor).toPrecision(6))) : "";
    tell();
  }
  const suffix =
    unit === "amount"
      ? formats.symbol
      : unit === "ratio"
        ? "%"
        : unit === "count" || unit === null || unit === "score"
          ? ""
          : unit;
  const now =
    typeof actual === "number"
      ? inputWords(actual, unit, formats.symbol)
      : typeof actual === "string"
        ? actual.replaceAll("_", " ")
        : "not known";
  const node = element(
    "div",
    { class: "what-if-feature" },
    element(
      "div",
      { class: "what-if-name" },
      field ? element("label", { for: id }, about.title) : about.title,
      " ",
      term("?", about.about),
    ),
    element(
      "div",
      { class: "what-if-inputs" },
      field && element("span", { class: "with-unit" }, field, suffix && element("span", {}, suffix)),
      bins,
    ),
    element("div", { class: "what-if-told" }, points, element("span", {}, `now ${now}`)),
  );
  bins.addEventListener("input", (event) => event.stopPropagation());
  show();
  return {
    node,
    get: () => value,
    set: (other) => {
      value = other;
      show();
    },
  };
}

/** The model's inputs of a client, to be edited; the node's `value` is what the model would read. */
export function whatIfControls(
  document: ModelDocument<Scorecard>,
  options: { readonly actual: Inputs; readonly formats: Formats },
): WhatIfControls {
  const { actual, formats } = options;
  const controls = document.model.features.map((feature) => {
    const about = document.features.find(({ name }) => name === feature.name) ?? {
      title: feature.name,
      about: "",
      unit: null,
    };
    return { name: feature.name, ...featureControl(feature, about, actual[feature.name], formats) };
  });
  const reset = element(
    "button",
    {
      type: "button",
      class: "button is-quiet",
      click: () => {
        for (const control of controls) control.set(actual[control.name]);
        root.dispatchEvent(new Event("input", { bubbles: true }));
      },
    },
    "Back to the actual values",
  );
  const root = element(
    "div",
    { class: "what-if" },
    controls.map(({ node }) => node),
    reset,
  );
  return withProperties(root, {
    get value(): Inputs {
      return Object.fromEntries(controls.map(({ name, get }) => [name, get()]));
    },
    set value(inputs: Inputs) {
      for (const control of controls) control.set(inputs[control.name]);
    },
  });
}
