import { element, nextId } from "./dom.js";
import { term } from "./term.js";
import { type ValueNode, withProperties } from "./valueNode.js";

export interface SliderOptions {
  readonly label: string;
  /** What the number means, one hover away. */
  readonly about?: string;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly value: number;
  /** The value in words, such as `620 points`; by default the number and its unit. */
  readonly format?: (value: number) => string;
  readonly unit?: string;
}

/** A number to drag or to step with the arrow keys, with its value in words beside its name. */
export function slider(options: SliderOptions): ValueNode<number> {
  const { label, about, min, max, step = 1, unit = "" } = options;
  const format = options.format ?? ((value: number) => `${value}${unit && `\u202F${unit}`}`);
  const id = nextId("slider");
  const range = element("input", { type: "range", id, min, max, step, value: options.value });
  const words = element("output", { for: id, class: "slider-value" });
  const tell = (): void => {
    const text = format(range.valueAsNumber);
    words.textContent = text;
    range.setAttribute("aria-valuetext", text);
    range.style.setProperty("--share", String((range.valueAsNumber - min) / (max - min || 1)));
  };
  range.addEventListener("input", tell);
  tell();
  const name = element("label", { for: id }, label);
  const root = element(
    "div",
    { class: "slider" },
    element(
      "div",
      { class: "slider-head" },
      about ? element("span", {}, name, " ", term("?", about)) : name,
      words,
    ),
    range,
    element(
      "div",
      { class: "slider-ends", "aria-hidden": "true" },
      element("span", {}, format(min)),
      element("span", {}, format(max)),
    ),
  );
  return withProperties(root, {
    get value() {
      return range.valueAsNumber;
    },
    set value(value: number) {
      range.valueAsNumber = value;
      tell();
    },
  });
}
