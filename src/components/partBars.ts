import type { Dimension, Measure } from "../core/activity.js";
import { hiddenText } from "../core/findings/kpi.js";
import { capital, codeWords } from "../core/findings/words.js";
import { writeChange } from "../core/format/change.js";
import type { Formats } from "../core/format/formats.js";
import type { Part } from "../core/kpi/parts.js";
import { element } from "./dom.js";
import { sendInput, withValue, type ValueNode } from "./valueNode.js";

export type PartBars = ValueNode<string> & {
  /** Draws the parts of a measure; `against` is the head of the column of changes, or empty for none. */
  show: (parts: readonly Part[], options: { readonly measure: Measure; readonly against: string }) => void;
};

/** A length as a share of the track, in per cent. */
const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

function barOf(part: Part, low: number, high: number): HTMLElement {
  const at = (value: number): number => (value - low) / (high - low || 1);
  const [zero, end] = [at(0), at(part.value ?? 0)];
  const fill = element("span", { class: "bar-fill" });
  fill.style.left = percent(Math.min(zero, end));
  fill.style.width = percent(Math.abs(end - zero));
  const tick = part.before === null ? null : element("span", { class: "bar-tick" });
  if (tick && part.before !== null) tick.style.left = percent(at(part.before));
  const axis = low < 0 ? element("span", { class: "bar-zero" }) : null;
  if (axis) axis.style.left = percent(zero);
  return element("span", { class: "bar-track" }, fill, axis, tick);
}

/**
 * A measure by product, segment or channel as bars in a table, with what it is compared with as a grey tick. A row that
 * is clicked, or whose button is pressed, is the filter: the node's `value` is its name, or `all`, and it sends `input`.
 */
export function partBars(
  names: readonly string[],
  options: { readonly noun: Dimension; readonly formats: Formats },
): PartBars {
  const { noun, formats } = options;
  const heads = {
    value: element("th", { scope: "col", colspan: 2 }),
    change: element("th", { scope: "col", class: "is-number" }),
  };
  const share = element("th", { scope: "col", class: "is-number" }, "Share");
  const rows = new Map(
    names.map((name) => {
      const button = element("button", { type: "button", "aria-pressed": "false" }, codeWords(name));
      const row = element(
        "tr",
        { "data-part": name, click: () => pick(name) },
        element("th", { scope: "row" }, button),
      );
      return [name, { row, button, head: row.firstElementChild! }];
    }),
  );
  const body = element(
    "tbody",
    {},
    [...rows.values()].map(({ row }) => row),
  );
  const table = element(
    "table",
    {},
    element("caption", { class: "visually-hidden" }, `By ${noun}; press a ${noun} to see only it`),
    element(
      "thead",
      {},
      element("tr", {}, element("th", { scope: "col" }, capital(noun)), heads.value, share, heads.change),
    ),
    body,
  );
  const root = element("div", { class: "table-wrap part-bars" }, table);
  const mark = (value: string): void => {
    root.classList.toggle("is-filtered", value !== "all");
    for (const [name, { row, button }] of rows) {
      row.classList.toggle("is-selected", name === value);
      button.setAttribute("aria-pressed", String(name === value));
    }
  };
  const node = withValue<string>(root, "all", mark);
  const pick = (name: string): void => {
    node.value = node.value === name ? "all" : name;
    sendInput(node);
  };
  const show: PartBars["show"] = (parts, { measure, against }) => {
    const sizes = parts.flatMap(({ value, before }) => [value ?? 0, before ?? 0]);
    const [low, high] = [Math.min(0, ...sizes), Math.max(0, ...sizes)];
    const hasShare = parts.some((part) => part.share !== null);
    share.hidden = !hasShare;
    heads.change.hidden = against === "";
    heads.value.textContent = measure.label;
    heads.change.textContent = against === "" ? "" : `on ${against}`;
    for (const part of parts) {
      const entry = rows.get(part.name);
      if (!entry) continue;
      const cells =
        part.value === null
          ? [element("td", { colspan: 4, class: "is-hidden" }, `none, or ${hiddenText}`)]
          : [
              element("td", { class: "part-bar" }, barOf(part, low, high)),
              element(
                "td",
                { class: "is-number" },
                formats.value(measure.unit, part.value),
                part.known < part.months &&
                  element("span", { class: "part-known" }, `${part.known} of ${part.months} months`),
              ),
              hasShare &&
                element(
                  "td",
                  { class: "is-number" },
                  part.share === null ? "–" : formats.percent(part.share),
                ),
              against !== "" &&
                element(
                  "td",
                  { class: "is-number" },
                  part.change ? writeChange(formats, measure.unit, part.change) : "–",
                ),
            ].filter((cell) => cell !== false);
      // The name stays in the document, for its button may have the focus.
      while (entry.head.nextSibling) entry.head.nextSibling.remove();
      entry.row.append(...cells);
    }
  };
  return Object.assign(node, { show });
}
