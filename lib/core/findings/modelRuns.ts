import type { Formats } from "../format/formats.js";
import { writeFigure } from "../modelPage/figures.js";
import type { Compared, ModelRun } from "../modelPage/runs.js";
import { capital, countWord, listWords, plural } from "./words.js";

/**
 * What the runs tell of a model, in a sentence.
 *
 * @param runs of one model, the oldest first
 * @param label of the model, in lower case
 * @param formats the bank's way of writing
 */
export function runsFinding(runs: readonly ModelRun[], label: string, formats: Formats): string {
  if (runs.length === 0) return "No run is remembered";
  if (runs.length === 1) return "History starts with this run";
  const known = runs.filter(({ metrics }) => metrics.has("auc"));
  const versions = runs.filter(({ isNewVersion }) => isNewVersion).length;
  const over = `${runs.length > 13 ? formats.count(runs.length) : capital(countWord(runs.length))} runs remembered`;
  if (known.length < 2) {
    return versions === 0
      ? `${over}, none with a ${label} model`
      : `${over}, with ${countWord(versions)} ${plural(versions, "version")} of the ${label} model`;
  }
  const [first, last] = [known[0]!.metrics.get("auc")!, known[known.length - 1]!.metrics.get("auc")!];
  const values = [first, last].map(({ value }) => writeFigure(formats, value, "number"));
  const move =
    values[0] === values[1]
      ? `AUC of the ${label} model held at ${values[1]}`
      : `AUC of the ${label} model went from ${values[0]} to ${values[1]}`;
  return `${over}: ${move}, over ${countWord(versions)} ${plural(versions, "version")}`;
}

/**
 * How two runs differ, in a sentence.
 *
 * @param compared figure by figure
 */
export function comparedFinding(compared: readonly Compared[]): string {
  const both = compared.filter(({ difference }) => difference !== null);
  if (both.length === 0) return "These runs have no figure in common";
  const moved = both.filter(({ difference }) => difference !== 0);
  if (moved.length === 0) return "The two runs have the same figures";
  const told = moved.filter(({ isTold }) => isTold);
  if (told.length === 0) {
    return `${moved.length === 1 ? "One figure differs" : `${countWord(moved.length)} figures differ`}, none by more than their intervals`.replace(
      /^./,
      (letter) => letter.toUpperCase(),
    );
  }
  return `${listWords(told.map(({ metric, isBetter }) => `${metric.label} is ${isBetter === null ? "different" : isBetter ? "better" : "worse"}`))} by more than chance`;
}
