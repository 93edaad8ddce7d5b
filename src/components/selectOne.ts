import { element, nextId } from "./dom.js";
import { type ValueNode, withProperties } from "./valueNode.js";

/** One of many, by a drop-down list. Its `.value` is the chosen value. */
export function selectOne<Value>(
  values: readonly Value[],
  options: { readonly label: string; readonly format?: (value: Value) => string },
): ValueNode<Value> {
  const { label, format = String } = options;
  const id = nextId("select");
  const list = element(
    "select",
    { id },
    values.map((value, index) => element("option", { value: index }, format(value))),
  );
  const root = element("div", { class: "select-one" }, element("label", { for: id }, label), list);
  return withProperties(root, {
    get value() {
      return values[list.selectedIndex]!;
    },
    set value(value: Value) {
      list.selectedIndex = Math.max(0, values.indexOf(value));
    },
  });
}
