import { element } from "./dom.js";

/**
 * A value without a control of its own, such as the region brushed in a chart that is drawn later: it can be tied to the
 * URL, and whoever changes it dispatches `input`.
 */
export function held<Value>(value: Value): HTMLElement & { value: Value } {
  return Object.assign(element("span", { hidden: true }), { value });
}
