import { leastAmount, neverRate, type Box } from "../core/outliers/queue.js";
import { element } from "./dom.js";
import { sendInput, withValue, type ValueNode } from "./valueNode.js";

const step = 1.15;
const rounded = (value: number): number => Number(value.toPrecision(3));

/**
 * A region by its four bounds, typed or stepped with the arrow keys, for those who do not draw it. Its value is the
 * region, or null for everything; it sends `input`.
 *
 * @param most the largest rate and amount there are
 * @param symbol of the currency
 */
export function regionFields(
  most: { readonly rate: number; readonly amount: number },
  symbol: string,
): ValueNode<Box | null> {
  const whole: Box = {
    rate: [neverRate, rounded(most.rate)],
    amount: [leastAmount, rounded(most.amount)],
  };
  const set = (box: Box | null): void => {
    root.value = box;
    sendInput(root);
  };
  const field = (of: "rate" | "amount", end: 0 | 1, words: string): HTMLInputElement => {
    const input = element("input", {
      ...{ type: "text", inputmode: "decimal", size: 7, autocomplete: "off", placeholder: "any" },
      "aria-label": `Region ${words}`,
    });
    const now = (): Box => root.value ?? whole;
    const change = (value: number): void => {
      const range: [number, number] = [...now()[of]];
      range[end] = rounded(value);
      if (range[0] > range[1]) range[end === 0 ? 1 : 0] = range[end];
      set({ ...now(), [of]: range });
    };
    input.addEventListener("change", () => {
      const value = Number(input.value.replace(",", "."));
      if (input.value.trim() !== "" && Number.isFinite(value) && value > 0) change(value);
      else if (root.value) change(whole[of][end]);
      else draw(null);
    });
    // What is typed counts once it is done.
    input.addEventListener("input", (event) => event.stopPropagation());
    input.addEventListener("keydown", (event) => {
      const sign = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
      if (sign === 0) return;
      event.preventDefault();
      change(now()[of][end] * (sign > 0 ? step : 1 / step));
    });
    return input;
  };
  const fields = {
    rate: [field("rate", 0, "from, times a month"), field("rate", 1, "to, times a month")],
    amount: [field("amount", 0, `from, ${symbol}`), field("amount", 1, `to, ${symbol}`)],
  } as const;
  const clear = element("button", { type: "button", class: "link", click: () => set(null) }, "clear ×");
  const draw = (box: Box | null): void => {
    for (const of of ["rate", "amount"] as const) {
      fields[of].forEach((input, end) => (input.value = box ? String(rounded(box[of][end]!)) : ""));
    }
    clear.hidden = box === null;
  };
  const range = (words: string, [from, to]: (typeof fields)["rate"]): HTMLElement =>
    element("span", { class: "brush-range" }, `${words} `, from, " to ", to);
  const root: ValueNode<Box | null> = withValue<Box | null>(
    element(
      "div",
      { class: "brush-fields", role: "group", "aria-label": "Region" },
      range("Times a month", fields.rate),
      range(`Amount, ${symbol}`, fields.amount),
      clear,
    ),
    null,
    draw,
  );
  draw(null);
  return root;
}
