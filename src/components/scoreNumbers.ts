import { cleaningTargets, type CleaningScore, type Tally } from "../core/cleaningScore.js";
import { harmWords, shareWords } from "../core/findings/cleaning.js";
import type { Formats } from "../core/format/formats.js";
import { element } from "./dom.js";
import { term } from "./term.js";

interface Figure {
  readonly label: string;
  readonly about: string;
  readonly value: string;
  readonly detail: string;
  readonly target: string;
  readonly isReached: boolean;
}

const figure = ({ label, about, value, detail, target, isReached }: Figure): HTMLElement =>
  element(
    "li",
    { class: "number" },
    element("div", { class: "number-label" }, term(label, about)),
    element("div", { class: "number-value" }, value),
    element("div", { class: "number-change" }, detail),
    element(
      "div",
      { class: "number-change" },
      `target ${target}: `,
      element("b", { class: isReached ? "good" : "bad" }, isReached ? "reached" : "not reached"),
    ),
  );

/** The three figures by which a cleaning is judged, each with its target. */
export function scoreNumbers(score: CleaningScore, { formats }: { readonly formats: Formats }): HTMLElement {
  const of = ({ defects, missed }: Tally): string =>
    `${formats.count(defects - missed)} of ${formats.count(defects)} defects`;
  const { repairableTotal, beyondRepairTotal, cleanRows, harmedRows } = score;
  const mostHarmed = formats.count(1 / cleaningTargets.harmed);
  return element(
    "ul",
    { class: "numbers" },
    figure({
      label: "Repaired to the true value",
      about:
        "Of the defects whose true value can be told from what was written: those staged with exactly that value.",
      value: shareWords(repairableTotal, formats),
      detail: of(repairableTotal),
      target: `at least ${formats.percent(cleaningTargets.repaired, 0)}`,
      isReached: repairableTotal.share >= cleaningTargets.repaired,
    }),
    figure({
      label: "Set aside for the right reason",
      about:
        "Of the defects that nobody could repair: rows quarantined, values emptied, copies dropped and files or days reported, each for the reason that is true.",
      value: shareWords(beyondRepairTotal, formats),
      detail: of(beyondRepairTotal),
      target: `at least ${formats.percent(cleaningTargets.setAside, 1)}`,
      isReached: beyondRepairTotal.share >= cleaningTargets.setAside,
    }),
    figure({
      label: "Clean rows harmed",
      about: "Rows without a defect that are not staged, or with a value other than the one in their file.",
      value: formats.count(harmedRows),
      detail:
        harmedRows === 0
          ? `of ${formats.count(cleanRows)} clean rows`
          : `${harmWords(score, formats)} of ${formats.count(cleanRows)} clean rows`,
      target: `at most 1 in ${mostHarmed}`,
      isReached: harmedRows <= cleanRows * cleaningTargets.harmed,
    }),
  );
}
