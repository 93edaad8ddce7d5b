import type { WordedReason } from "../core/risk/whatIf.js";
import { element } from "./dom.js";

/** Why a client has not the most points: up to four reasons, each with the points it cost as a bar. */
export function reasonBars(
  reasons: readonly WordedReason[],
  options: { readonly most: number; readonly formats: { readonly count: (value: number) => string } },
): HTMLElement {
  const { most, formats } = options;
  return element(
    "span",
    { class: "reasons" },
    reasons.map(({ lost, words }) => {
      const bar = element("i", { "aria-hidden": "true" });
      bar.style.width = `${Math.max(1, Math.round((lost / (most || 1)) * 18))}px`;
      return element(
        "span",
        { class: "reason", title: `${formats.count(lost)} points lost: ${words}` },
        element("span", { class: "reason-bar" }, bar),
        element("b", {}, lost < 0.5 ? "0" : `−${formats.count(lost)}`),
        element("span", { class: "reason-words" }, words),
      );
    }),
  );
}
