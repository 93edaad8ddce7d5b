import { bandRange, type Band } from "../core/risk/bands.js";
import { element } from "./dom.js";

/** A risk band as a small square in its colour; hovering tells the PDs it stands for. */
export function bandChip(band: string, options: { readonly label?: string } = {}): HTMLElement {
  const isBand = /^[A-G]$/.test(band);
  return element(
    "span",
    {
      class: isBand ? `band-chip is-${band.toLowerCase()}` : "band-chip",
      title: isBand ? `Band ${band}: PD ${bandRange(band as Band)} %` : null,
    },
    options.label && element("span", { class: "visually-hidden" }, `${options.label} `),
    band,
  );
}
