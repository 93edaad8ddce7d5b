import type { Formats } from "../core/format/formats.js";
import { states, type Migration, type MigrationCell } from "../core/risk/migration.js";
import { bandChip } from "./bandChip.js";
import { element } from "./dom.js";

const tones: Readonly<Record<MigrationCell["direction"], string>> = {
  stayed: "is-stayed",
  up: "is-up",
  down: "is-down",
  left: "is-left",
};

/** A cell is tinted the stronger the more of the band it holds; a fifth is as strong as it gets. */
function tinted(cell: MigrationCell, text: string, title: string): HTMLElement {
  const node = element("td", { class: `move ${tones[cell.direction]}`, title }, text);
  const strength = cell.clients === 0 ? 0 : Math.min(100, 25 + cell.share * 375);
  node.style.setProperty("--strength", `${strength.toFixed(0)}%`);
  return node;
}

/** Which band clients were in, and where they are now: shares of each row, safer to the left, with those who defaulted or left. */
export function migrationMatrix(
  migration: Migration,
  options: { readonly formats: Formats; readonly from: string; readonly to: string },
): HTMLElement {
  const { formats, from, to } = options;
  const name = `Migration between risk bands, ${from} to ${to}`;
  return element(
    "div",
    {},
    element(
      "div",
      { class: "table-wrap is-compact", tabindex: 0, role: "region", "aria-label": name },
      element(
        "table",
        { class: "migration" },
        element("caption", { class: "visually-hidden" }, `${name}, per cent of each row`),
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            element("th", { scope: "col" }, "From"),
            element("th", { scope: "col", class: "is-number" }, "Clients"),
            states.map((state) =>
              element(
                "th",
                { scope: "col", class: "is-number" },
                state.length === 1 ? bandChip(state) : state,
              ),
            ),
          ),
        ),
        element(
          "tbody",
          {},
          migration.lines.map((line) =>
            element(
              "tr",
              {},
              element("th", { scope: "row" }, bandChip(line.from)),
              element("td", { class: "is-number" }, formats.count(line.clients)),
              line.cells.map((cell) =>
                tinted(
                  cell,
                  cell.clients === 0 ? "–" : formats.number(cell.share * 100, 1),
                  `${formats.count(cell.clients)} of ${formats.count(line.clients)} from ${line.from} to ${cell.to}`,
                ),
              ),
            ),
          ),
        ),
      ),
    ),
    element(
      "p",
      { class: "note move-key" },
      element("span", {}, element("i", { class: "move is-stayed" }), " stayed"),
      element("span", {}, element("i", { class: "move is-up" }), " moved up, to less risk"),
      element("span", {}, element("i", { class: "move is-down" }), " moved down or defaulted"),
    ),
  );
}
