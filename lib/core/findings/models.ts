import type { Formats } from "../format/formats.js";
import { figureOf, outOfTime } from "../modelPage/figures.js";
import { modelWords } from "../modelPage/modelWords.js";
import type { ShownModel } from "../modelPage/shownModels.js";
import { modelState, type ModelState } from "../modelPage/watch.js";
import type { Watched } from "../modelPage/watched.js";
import { capital, countWord, listWords, outOf, plural } from "./words.js";

/** A model with what is watched of it. */
export interface WatchedModel {
  readonly model: ShownModel;
  readonly checks: readonly Watched[];
}

const labelOf = ({ model }: WatchedModel): string => modelWords[model.name].label.toLowerCase();

/** `default ranks 83 of 100 pairs right`; null where nothing was measured. */
function deedOf({ model }: WatchedModel, formats: Formats): string | null {
  if (model.kind === "missing") return null;
  if (model.kind === "probability") {
    const { value } = figureOf(outOfTime(model.evidence.validation), "auc")!;
    return `${modelWords[model.name].label.toLowerCase()} ranks ${formats.count(value * 100)} of 100 pairs right`;
  }
  const { recall = null, found = [] } = model.evidence.truth?.atBudget ?? {};
  const known = found.reduce((sum, { count }) => sum + count, 0);
  const { alertsPerDay } = model.evidence.threshold;
  return recall === null
    ? `the detector raises ${formats.number(alertsPerDay, alertsPerDay < 10 ? 1 : 0)} alerts a day`
    : `the detector finds ${formats.count(recall * Math.min(known, 100))} of ${formats.count(Math.min(known, 100))} known anomalies`;
}

/** The verbs of each state, for one and for several. */
const verbs: Readonly<Record<Exclude<ModelState, "missing">, readonly [string, string]>> = {
  holds: ["holds", "hold"],
  watch: ["holds but is to be watched", "hold but are to be watched"],
  act: ["needs action", "need action"],
};

/**
 * How the models do, in a sentence: whether they hold, and what each achieves on months it was not fitted on.
 *
 * @param models each with its checks
 * @param formats the bank's way of writing
 */
export function modelsHeadline(models: readonly WatchedModel[], formats: Formats): string {
  const there = models.filter(({ model }) => model.kind !== "missing");
  const gone = models.filter(({ model }) => model.kind === "missing");
  if (there.length === 0) return "No model could be fitted: the data does not hold what one needs.";
  const deeds = there.flatMap((each) => deedOf(each, formats) ?? []);
  const missing =
    gone.length === 0
      ? ""
      : ` ${capital(listWords(gone.map(labelOf)))} ${plural(gone.length, "has", "have")} no model here.`;
  // One alone is not named twice.
  const told = there.length === 1 ? deeds.map((deed) => deed.replace(/^(?:the )?\w+/, "it")) : deeds;
  return `${verdictWords(there, models.length)}: ${listDeeds(told)}.${missing}`;
}

function verdictWords(there: readonly WatchedModel[], all: number): string {
  const states = there.map(({ checks }) => modelState(checks));
  const named = (state: ModelState): string[] =>
    there.filter((_, index) => states[index] === state).map((each) => modelPhrase(each));
  const broken = named("act");
  const fine = there.length - broken.length;
  if (broken.length > 0) {
    const others = fine === 0 ? "" : `, the ${fine === 1 ? "other holds" : `other ${countWord(fine)} hold`}`;
    return `${capital(listWords(broken))} ${verbs.act[broken.length === 1 ? 0 : 1]}${others}`;
  }
  if (there.length === 1) return `${capital(modelPhrase(there[0]!))} ${verbs.holds[0]}`;
  const count =
    there.length === all ? `All ${countWord(there.length)} models` : `The ${countWord(there.length)} models`;
  return `${there.length === 2 && all === 2 ? "Both models" : count} ${verbs.holds[1]}`;
}

const modelPhrase = ({ model }: WatchedModel): string =>
  model.kind === "detector" ? "the detector" : `the ${modelWords[model.name].label.toLowerCase()} model`;

/** The same verb is said once: `default ranks 83 of 100 pairs right, churn 88, and the detector …`. */
function listDeeds(deeds: readonly string[]): string {
  const shared = " ranks ";
  const [first, second] = deeds;
  if (!first?.includes(shared) || !second?.includes(shared)) return listWords(deeds);
  const short = second.replace(shared, " ").replace(" of 100 pairs right", "");
  return [`${first}, ${short}`, ...deeds.slice(2)].join(", and ");
}

/**
 * What asks for a look, in a sentence or two.
 *
 * @param models each with its checks
 * @returns null where no model is there
 */
export function watchLead(models: readonly WatchedModel[]): string | null {
  const there = models.filter(({ checks }) => checks.length > 0);
  if (there.length === 0) return null;
  const parts = there.flatMap(({ model, checks }) => {
    const found = checks.filter(({ state }) => state === "watch" || state === "act");
    return found.length === 0 ? [] : [`${modelWords[model.name].label}: ${found.map(askWords).join("; ")}.`];
  });
  const head = `${watchFinding(models)}.`;
  return parts.length === 0 ? head : `${head} ${parts.join(" ")}`;
}

/** What a check that is not in order says in the lead. */
function askWords({ id, value }: Watched): string {
  if (id === "features") return `${value} ${value.endsWith(" of 1") ? "feature" : "features"} since training`;
  if (id === "fairness") return `${value} between groups`;
  if (id === "calibration" || id === "score") return `${id === "score" ? id : "calibration"} ${value}`;
  if (id === "missing") return `missing values of ${value}`;
  return value;
}

/**
 * How many checks are in order, as the head of their table.
 *
 * @param models each with its checks
 */
export function watchFinding(models: readonly WatchedModel[]): string {
  const judged = models.flatMap(({ checks }) => checks).filter(({ state }) => state !== "none");
  const asks = judged.filter(({ state }) => state !== "ok");
  if (judged.length === 0) return "Nothing to watch yet";
  const fine = judged.length - asks.length;
  if (asks.length === 0) return `All ${judged.length} checks are in order`;
  return `${capital(outOf(fine, judged.length))} checks are in order; ${countWord(asks.length)} ${plural(asks.length, "asks", "ask")} for a look`;
}
