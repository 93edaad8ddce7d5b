import type { Formats } from "../format/formats.js";
import type { Watched, WatchId } from "./watched.js";
import { watchDetector } from "./watchDetector.js";
import { watchProbability } from "./watchProbability.js";
import type { ShownModel } from "./shownModels.js";

export type ModelState = "holds" | "watch" | "act" | "missing";

/** A model that fails one of these must not be used; the others ask for a look and an explanation. */
export const essential: readonly WatchId[] = [
  "ranking",
  "calibration",
  "score",
  "ceiling",
  "budget",
  "crossChecks",
  "runtimes",
];

/**
 * What is watched of a model, each judged by `watchLimits`.
 *
 * @param model as shown
 * @param formats the bank's way of writing
 * @param alertsPerDay the detector's budget; null if unknown
 * @returns empty for a missing model
 */
export function watchModel(model: ShownModel, formats: Formats, alertsPerDay: number | null): Watched[] {
  if (model.kind === "missing") return [];
  return model.kind === "probability"
    ? watchProbability(model, formats)
    : watchDetector(model, formats, alertsPerDay);
}

/**
 * The state of a model by its checks.
 *
 * @param checks of one model; none for a missing one
 * @returns `act` if an essential check asks for it, `watch` if any other is not in order
 */
export function modelState(checks: readonly Watched[]): ModelState {
  if (checks.length === 0) return "missing";
  if (checks.some(({ id, state }) => state === "act" && essential.includes(id))) return "act";
  return checks.some(({ state }) => state === "act" || state === "watch") ? "watch" : "holds";
}
