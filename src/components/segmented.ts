import { element, nextId } from "./dom.js";
import { type ValueNode, withProperties } from "./valueNode.js";

export interface SegmentedOptions<Value> {
  readonly label: string;
  /** Chosen in the beginning; by default the first. */
  readonly value?: Value;
  readonly format?: (value: Value) => string;
  /** The label is said to screen readers only, where the place says it already. */
  readonly isLabelHidden?: boolean;
}

/** One of few, all in sight: a row of radio buttons as one control. Its `.value` is the chosen value. */
export function segmented<Value>(
  values: readonly Value[],
  options: SegmentedOptions<Value>,
): ValueNode<Value> {
  const { label, format = String, isLabelHidden } = options;
  const name = nextId("segmented");
  const radios = values.map((value, index) =>
    element("input", {
      type: "radio",
      name,
      value: String(index),
      checked: options.value === undefined ? index === 0 : value === options.value,
    }),
  );
  const root = element(
    "fieldset",
    { class: "segmented" },
    element("legend", { class: isLabelHidden ? "visually-hidden" : null }, label),
    element(
      "div",
      { class: "segments" },
      values.map((value, index) => element("label", {}, radios[index], element("span", {}, format(value)))),
    ),
  );
  return withProperties(root, {
    get value() {
      return values[radios.findIndex(({ checked }) => checked)]!;
    },
    set value(value: Value) {
      values.forEach((each, index) => (radios[index]!.checked = each === value));
    },
  });
}
