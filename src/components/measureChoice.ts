import type { Measure } from "../core/activity.js";
import { writeChange } from "../core/format/change.js";
import type { Formats } from "../core/format/formats.js";
import type { ComparedTotal } from "../core/kpi/overPeriod.js";
import { element, nextId } from "./dom.js";
import { explanation } from "./term.js";
import type { ValueNode } from "./valueNode.js";
import { withProperties } from "./valueNode.js";

export type MeasureChoice = ValueNode<string> & {
  /** Draws what each measure came to; `against` names what that is compared with. */
  show: (totals: ReadonlyMap<string, ComparedTotal>, against: string) => void;
};

/** Every measure with what it came to, one of them chosen: a row of big numbers that are radio buttons. */
export function measureChoice(
  measures: readonly Measure[],
  options: { readonly formats: Formats; readonly value: string },
): MeasureChoice {
  const { formats } = options;
  const name = nextId("measure");
  const entries = measures.map((measure) => {
    const about = nextId("measure-about");
    const radio = element("input", {
      type: "radio",
      name,
      value: measure.id,
      checked: measure.id === options.value,
      "aria-describedby": about,
    });
    const value = element("span", { class: "number-value" });
    const change = element("span", { class: "number-change" });
    const label = element(
      "label",
      { class: "measure" },
      radio,
      element("span", { class: "number-label" }, measure.label),
      value,
      change,
      explanation(about, measure.about),
    );
    return { measure, radio, value, change, label };
  });
  const root = element(
    "fieldset",
    { class: "measures" },
    element("legend", { class: "visually-hidden" }, "Measure"),
    entries.map(({ label }) => label),
  );
  const show: MeasureChoice["show"] = (totals, against) => {
    for (const { measure, value, change } of entries) {
      const total = totals.get(measure.id);
      if (total?.value == null) {
        value.textContent = "–";
        change.textContent = "no figure";
        continue;
      }
      const { before, digits, after } = formats.parts(measure.unit, total.value);
      const small = (text: string): HTMLElement | null => (text === "" ? null : element("small", {}, text));
      value.replaceChildren(
        ...[small(before && `${before}\u202F`), digits, small(after && `\u202F${after}`)].filter(
          (part) => part !== null,
        ),
      );
      change.replaceChildren(
        ...(total.change
          ? [element("b", {}, writeChange(formats, measure.unit, total.change)), ` on ${against}`]
          : [against ? "nothing to compare with" : ""]),
      );
    }
  };
  return withProperties(root, {
    get value() {
      return entries.find(({ radio }) => radio.checked)?.measure.id ?? options.value;
    },
    set value(next: string) {
      for (const { radio } of entries) radio.checked = radio.value === next;
    },
    show,
  });
}
