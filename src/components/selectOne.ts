import { element, nextId } from "./dom.js";

/** One of many, by a drop-down list. Its `.value` is the chosen value. */
export function selectOne<Value>(
  values: readonly Value[],
  options: { readonly label: string; readonly format?: (value: Value) => string },
): HTMLElement & { value: Value } {
  const { label, format = String } = options;
  const id = nextId("select");
  const list = element(
    "select",
    { id },
    values.map((value, index) => element("option", { value: index }, format(value))),
  );
  const root = element("div", { class: "select-one" }, element("label", { for: id }, label), list);
  return Object.defineProperty(root, "value", {
    get: () => values[list.selectedIndex],
    set: (value: Value) => {
      list.selectedIndex = Math.max(0, values.indexOf(value));
    },
  }) as unknown as HTMLElement & { value: Value };
}
