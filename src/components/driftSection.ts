import { driftFinding, scoreFinding } from "../core/findings/modelParts.js";
import { capital, countWord } from "../core/findings/words.js";
import { driftRows } from "../core/modelPage/drift.js";
import { modelWords } from "../core/modelPage/modelWords.js";
import type { ProbabilityModel } from "../core/modelPage/shownModels.js";
import { chartFrame, emptyNote } from "./chartFrame.js";
import { element } from "./dom.js";
import { driftBars } from "./driftBars.js";
import { driftTable } from "./driftTable.js";
import { scoreBins } from "./scoreBins.js";
import type { SectionOptions } from "./sectionOptions.js";

/** Features drawn as bars; the table below has all. */
const mostBars = 14;

/** How far the features and the score of a model have moved since training. */
export function driftSection(model: ProbabilityModel, options: SectionOptions): HTMLElement[] {
  const { formats, source, resize } = options;
  const { validation } = model.evidence;
  const rows = driftRows(model);
  const used = rows.filter(({ isUsed }) => isUsed);
  const shown = used.slice(0, mostBars);
  const title = scoreFinding(validation.score, formats);
  const { score } = modelWords[model.name];
  return [
    element(
      "div",
      { class: "columns is-4-3" },
      chartFrame(
        shown.length > 0
          ? resize((width) => driftBars(shown, { width, formats, label: driftFinding(rows) }))
          : emptyNote("The model uses no feature."),
        {
          title:
            used.length > shown.length
              ? `The ${shown.length} features of ${used.length} that moved most`
              : `${used.length === 1 ? "The feature" : `All ${countWord(used.length)} features`} of the model`,
          about: element(
            "span",
            {},
            "PSI against the training rows, square-root scale: bar today, ",
            element("span", { class: "swatch" }),
            " in the test.",
          ),
          source: source(`rpt_validation_${model.name}`),
        },
      ),
      chartFrame(
        resize((width) =>
          scoreBins(validation.score.bins, {
            width,
            formats,
            label: title,
            score: `${score}, bounds of tenths`,
          }),
        ),
        {
          title,
          about: element(
            "span",
            {},
            `${capital(score)} in tenths of the training rows: bars training, `,
            element("span", { class: "swatch" }),
            " test, dots today.",
          ),
          source: source(`rpt_validation_${model.name}`),
          download: { name: `${model.name}_score_bins`, rows: validation.score.bins },
        },
      ),
    ),
    driftTable(rows, { formats, name: model.name }),
  ];
}
