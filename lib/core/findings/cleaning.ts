import type { CleaningScore, KindTally, Tally } from "../cleaningScore.js";
import type { Formats } from "../format/formats.js";
import { codeWords, listWords, plural } from "./words.js";

/**
 * A share as a percentage that says 100 only where nothing was missed.
 *
 * @param tally defects counted
 * @param formats the bank's way of writing
 */
export function shareWords(tally: Tally, formats: Formats): string {
  return tally.missed === 0
    ? formats.percent(1, 0)
    : formats.percent(Math.min(Math.floor(tally.share * 1000) / 1000, 0.999));
}

/**
 * How many rows one harmed row comes to, as `1 in 12,000`.
 *
 * @param score of the cleaning
 * @param formats the bank's way of writing
 */
export function harmWords(score: CleaningScore, formats: Formats): string {
  if (score.harmedRows === 0) return "none";
  return `1 in ${formats.count(Math.floor(score.cleanRows / score.harmedRows))}`;
}

/**
 * How good the cleaning is, in a sentence without its full stop.
 *
 * @param score of the cleaning
 * @param formats the bank's way of writing
 */
export function cleaningFinding(score: CleaningScore, formats: Formats): string {
  const defects = score.repairableTotal.defects + score.beyondRepairTotal.defects;
  const missed = score.repairableTotal.missed + score.beyondRepairTotal.missed;
  const harmed = `${score.harmedRows === 0 ? "no" : formats.count(score.harmedRows)} clean ${plural(score.harmedRows, "row")} harmed`;
  if (defects === 0) return `no defect was put in, ${harmed}`;
  const caught =
    missed === 0
      ? `all ${formats.count(defects)} known defects dealt with`
      : `${formats.count(defects - missed)} of ${formats.count(defects)} known defects dealt with`;
  return `${caught}, ${harmed}`;
}

/** The kinds with the most misses, in words. */
function worst(kinds: readonly KindTally[]): string {
  const missed = kinds.filter((kind) => kind.missed > 0).sort((a, b) => b.missed - a.missed);
  const names = missed.slice(0, 2).map(({ kind }) => codeWords(kind));
  return missed.length > 2 ? `mostly ${listWords(names)}` : listWords(names);
}

/**
 * What became of the defects of one sort, in a sentence without its full stop.
 *
 * @param sort whether they can be repaired
 * @param score of the cleaning
 * @param formats the bank's way of writing
 */
export function tallyFinding(
  sort: "repairable" | "beyondRepair",
  score: CleaningScore,
  formats: Formats,
): string {
  const isRepairable = sort === "repairable";
  const total = isRepairable ? score.repairableTotal : score.beyondRepairTotal;
  const what = isRepairable ? "repaired to the true value" : "set aside for the right reason";
  const noun = isRepairable ? "repairable defects" : "defects beyond repair";
  if (total.defects === 0) return `There were no ${noun}`;
  if (total.missed === 0) return `All ${formats.count(total.defects)} ${noun} were ${what}`;
  return `${shareWords(total, formats)} of the ${noun} were ${what}; missed: ${worst(isRepairable ? score.repairable : score.beyondRepair)}`;
}
