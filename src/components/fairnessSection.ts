import { fairnessFinding } from "../core/findings/modelParts.js";
import { attributeWords } from "../core/modelPage/fairness.js";
import { modelWords } from "../core/modelPage/modelWords.js";
import type { ProbabilityModel } from "../core/modelPage/shownModels.js";
import { chartFrame, emptyNote } from "./chartFrame.js";
import { fairnessPanels } from "./fairnessPanels.js";
import type { SectionOptions } from "./sectionOptions.js";

/** How the decision falls on each group that is never a feature: a frame for each attribute. */
export function fairnessSection(
  model: ProbabilityModel,
  { formats, source, resize }: SectionOptions,
): HTMLElement[] {
  const { fairness } = model.evidence.validation;
  const { selected } = modelWords[model.name];
  if (fairness.length === 0)
    return [emptyNote("Neither gender nor age of clients is known: nothing can be said.")];
  return fairness.map((report) => {
    const title = fairnessFinding(report, selected, formats);
    return chartFrame(
      resize((width) => fairnessPanels(report, { width, formats, selected, label: title })),
      {
        title,
        about: `By ${attributeWords(report.attribute)}, out of time, with 95 % intervals${report.reference === null ? "" : `; the reference is ${report.reference}, ${selected} most often`}. TPR and FPR: of those with the outcome, and of those without, the share at or above the cut-off. Amber: told from the reference, or from what was predicted, by more than chance.`,
        source: source(`rpt_validation_${model.name}`),
        download: {
          name: `${model.name}_fairness_${report.attribute}`,
          rows: report.groups.map(({ group, rows, isJudged, positives, ...figures }) => ({
            group,
            rows,
            is_judged: isJudged,
            positives,
            ...Object.fromEntries(
              Object.entries(figures).map(([name, figure]) => [
                name,
                typeof figure === "object" ? (figure?.value ?? null) : figure,
              ]),
            ),
          })),
        },
      },
    );
  });
}
