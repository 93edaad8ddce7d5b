import type { WatchedModel } from "../core/findings/models.js";
import { modelWords } from "../core/modelPage/modelWords.js";
import { essential } from "../core/modelPage/watch.js";
import { watchQuestions, type Watched } from "../core/modelPage/watched.js";
import { element } from "./dom.js";
import { stateMark } from "./stateMark.js";
import { term } from "./term.js";

/** What is not essential asks for an explanation, not for the model to be taken away. */
function wordOf({ id, state }: Watched): string | undefined {
  if (state === "none") return "";
  return state === "act" && !essential.includes(id) ? "explain" : undefined;
}

function cell(label: string, check: Watched | undefined, isEnd: boolean): HTMLElement {
  return element(
    "td",
    { "data-label": label, role: "cell", class: check ? null : "is-void" },
    check
      ? element(
          "span",
          { class: "watch-cell" },
          stateMark(check.state, wordOf(check)),
          check.note ? term(check.value, check.note, { isEnd }) : check.value,
        )
      : element("span", { class: "note" }, "does not apply"),
  );
}

/** What is watched of every model at every build, as its card promises, and how it stands: a row for each question. */
export function watchTable(models: readonly WatchedModel[]): HTMLElement {
  const there = models.filter(({ checks }) => checks.length > 0);
  const asked = watchQuestions.filter(({ id }) =>
    there.some(({ checks }) => checks.some((check) => check.id === id)),
  );
  return element(
    "div",
    { class: "table-wrap is-stacking", tabindex: 0, role: "region", "aria-label": "What is watched" },
    element(
      "table",
      { class: "watch-table", role: "table" },
      element("caption", { class: "visually-hidden" }, "What is watched of every model, and how it stands"),
      element(
        "thead",
        { role: "rowgroup" },
        element(
          "tr",
          { role: "row" },
          element("th", { scope: "col", role: "columnheader" }, "Question"),
          there.map(({ model }) =>
            element("th", { scope: "col", role: "columnheader" }, modelWords[model.name].label),
          ),
        ),
      ),
      element(
        "tbody",
        { role: "rowgroup" },
        asked.map(({ id, label, about }) =>
          element(
            "tr",
            { role: "row" },
            element("th", { scope: "row", role: "rowheader" }, term(label, about)),
            there.map(({ model, checks }, index) =>
              cell(
                modelWords[model.name].label,
                checks.find((check) => check.id === id),
                index === there.length - 1,
              ),
            ),
          ),
        ),
      ),
    ),
  );
}
