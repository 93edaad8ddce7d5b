import { codeWords } from "../findings/words.js";
import type { Estimate } from "../metrics/estimate.js";
import type { FairnessGroup, FairnessReport } from "../validation/report.js";

/**
 * An attribute in a sentence: `age band`.
 *
 * @param attribute as the report names it
 */
export const attributeWords = (attribute: string): string => codeWords(attribute);

/** The group that is selected least often, against the one that is selected most often. */
export interface LeastRatio {
  readonly attribute: string;
  readonly group: string;
  readonly reference: string;
  readonly ratio: Estimate;
}

/**
 * The lowest ratio of all groups that are judged.
 *
 * @param reports one for each attribute
 * @returns null where no group can be held against another
 */
export function leastRatio(reports: readonly FairnessReport[]): LeastRatio | null {
  const ratios = reports.flatMap(({ attribute, reference, groups }) =>
    groups.flatMap(({ group, selectionRatio }): LeastRatio[] =>
      selectionRatio && reference !== null && group !== reference
        ? [{ attribute, group, reference, ratio: selectionRatio }]
        : [],
    ),
  );
  return ratios.reduce<LeastRatio | null>(
    (least, each) => (least === null || each.ratio.value < least.ratio.value ? each : least),
    null,
  );
}

const ageOrder = ["under 25", "25 to 39", "40 to 59", "60 and over"];

/**
 * The groups of an attribute in the order a reader expects: ages upwards, what is not judged last.
 *
 * @param report of one attribute
 */
export function orderedGroups({ groups }: FairnessReport): FairnessGroup[] {
  const place = ({ group }: FairnessGroup): number => {
    const at = ageOrder.indexOf(group);
    return at < 0 ? ageOrder.length : at;
  };
  return [...groups].sort(
    (a, b) => Number(b.isJudged) - Number(a.isJudged) || place(a) - place(b) || (a.group < b.group ? -1 : 1),
  );
}
