import { listWords, plural } from "../findings/words.js";
import type { Formats } from "../format/formats.js";
import type { Estimate } from "../metrics/estimate.js";
import { attributeWords, leastRatio } from "./fairness.js";
import { driftRows } from "./drift.js";
import { dayOf, figureOf, outOfTime, writeEstimate, writeFigure, writePsi } from "./figures.js";
import { watchLimits } from "./limits.js";
import { isRanked } from "./months.js";
import { rivalOf } from "./rivals.js";
import type { ProbabilityModel } from "./shownModels.js";
import type { Watched, WatchState } from "./watched.js";
import { watchCrossChecks, watchRuntimes } from "./watchParts.js";

/** To act on, a figure must be told from 1 by more than chance. */
function outside(figure: Estimate, { watch, act }: (typeof watchLimits)["slope"]): WatchState {
  const { value, low, high } = figure;
  const mayBeOne = low !== null && high !== null && low <= 1 && high >= 1;
  if ((value < act.low || value > act.high) && !mayBeOne) return "act";
  return value < watch.low || value > watch.high ? "watch" : "ok";
}

function above(value: number, { watch, moved }: (typeof watchLimits)["psi"]): WatchState {
  return value > moved ? "act" : value >= watch ? "watch" : "ok";
}

function watchRanking(model: ProbabilityModel, formats: Formats): Watched {
  const auc = figureOf(outOfTime(model.evidence.validation), "auc")!;
  const rival = rivalOf(model);
  const gain = rival?.aucGain ?? null;
  const state: WatchState =
    auc.value <= 0.5 || (gain && gain.value <= 0)
      ? "act"
      : (gain?.low ?? 1) <= 0 || (auc.low ?? 1) <= 0.5
        ? "watch"
        : "ok";
  return {
    id: "ranking",
    state,
    value: `AUC ${writeEstimate(formats, auc, "number")}`,
    note: rival
      ? `${writeEstimate(formats, gain, "number")} above ${rival.title} alone.`
      : "No rival to compare with.",
  };
}

function watchLatest(model: ProbabilityModel, formats: Formats): Watched {
  const { validation } = model.evidence;
  const latest = validation.months.findLast((month) => month.isTest && isRanked(month));
  const limit = figureOf(outOfTime(validation), "auc")?.low ?? null;
  if (latest?.auc == null || limit === null) {
    return {
      id: "latest",
      state: "none",
      value: "not known",
      note: "No month kept for the test has ten of both outcomes.",
    };
  }
  const rival = rivalOf(model)?.figures.auc ?? 0.5;
  const { value } = latest.auc;
  return {
    id: "latest",
    state: value < rival ? "act" : value < limit ? "watch" : "ok",
    value: `AUC ${writeFigure(formats, value, "number")} in ${formats.monthShort(dayOf(latest.month))}`,
    note: `Watch below ${writeFigure(formats, limit, "number")}, the lower end of the whole test; act below ${writeFigure(formats, rival, "number")}, the best single feature.`,
  };
}

function watchCalibration({ evidence }: ProbabilityModel, formats: Formats): Watched {
  const sample = outOfTime(evidence.validation);
  const slope = figureOf(sample, "calibrationSlope");
  const level = `Predicted ${formats.percent(sample.predicted)}, observed ${formats.percent(sample.observed)}.`;
  if (slope === null) return { id: "calibration", state: "none", value: "no line", note: level };
  return {
    id: "calibration",
    state: outside(slope, watchLimits.slope),
    value: `slope ${writeEstimate(formats, slope, "number")}`,
    note: `${level} Below 1, high probabilities are too high and low ones too low.`,
  };
}

function watchScore({ evidence }: ProbabilityModel, formats: Formats): Watched {
  const { test, today } = evidence.validation.score;
  if (test === null && today === null) {
    return { id: "score", state: "none", value: "not known", note: "Nobody is scored to compare with." };
  }
  return {
    id: "score",
    state: above(Math.max(test ?? 0, today ?? 0), watchLimits.psi),
    value: `PSI ${writePsi(formats, today ?? test)} ${today === null ? "in the test" : "today"}`,
    note: `Against the training rows: ${writePsi(formats, test)} in the test, ${writePsi(formats, today)} today.`,
  };
}

function watchFeatures(model: ProbabilityModel): Watched {
  const used = driftRows(model).filter(({ isUsed }) => isUsed);
  const named = (verdict: string): string[] =>
    used.filter((row) => row.verdict === verdict).map(({ title }) => title);
  const [moved, watched] = [named("moved"), named("watch")];
  const stable = used.length - moved.length - watched.length;
  const parts = [
    ...(moved.length > 0 ? [`${moved.length} moved`] : []),
    ...(watched.length > 0 ? [`${watched.length} to watch`] : []),
  ];
  return {
    id: "features",
    state: moved.length > 0 ? "act" : watched.length > 0 ? "watch" : used.length === 0 ? "none" : "ok",
    value: parts.length > 0 ? `${listWords(parts)} of ${used.length}` : `all ${used.length} stable`,
    note:
      parts.length > 0
        ? `${moved.length > 0 ? `Moved: ${moved.join("; ")}. ` : ""}${watched.length > 0 ? `To watch: ${watched.join("; ")}. ` : ""}${stable} stable.`
        : `Every ${plural(used.length, "feature")} that the model uses has a PSI below ${watchLimits.psi.watch}.`,
  };
}

function watchMissing(model: ProbabilityModel, formats: Formats): Watched {
  const { times, rise, failed } = watchLimits.missing;
  const used = driftRows(model).filter(({ isUsed }) => isUsed);
  const worst = used.map((row) => ({ ...row, now: row.missingToday ?? row.missingTest ?? row.missingTrain }));
  const gone = worst.filter(({ now, missingTrain }) => now >= failed && missingTrain < failed / 2);
  const doubled = worst.filter(
    ({ now, missingTrain }) => now >= times * missingTrain && now - missingTrain >= rise,
  );
  const rows = doubled.map(
    ({ title, now, missingTrain }) =>
      `${title}: ${formats.percent(missingTrain)}, now ${formats.percent(now)}`,
  );
  return {
    id: "missing",
    state: gone.length > 0 ? "act" : doubled.length > 0 ? "watch" : used.length === 0 ? "none" : "ok",
    value: doubled.length > 0 ? `${doubled.length} of ${used.length} doubled` : "none doubled",
    note:
      rows.length > 0
        ? `${rows.join("; ")}.`
        : "No feature's share of missing values doubled and rose by a percentage point.",
  };
}

function watchFairness({ evidence }: ProbabilityModel, formats: Formats): Watched {
  const { fairness } = evidence.validation;
  const least = leastRatio(fairness);
  if (least === null) {
    return {
      id: "fairness",
      state: "none",
      value: "not known",
      note: "Neither gender nor age is known of enough clients to judge two groups.",
    };
  }
  const { watch, act } = watchLimits.selectionRatio;
  const { ratio, attribute, group, reference } = least;
  return {
    id: "fairness",
    state: ratio.value < act ? "act" : ratio.value < watch ? "watch" : "ok",
    value: `lowest ratio ${writeEstimate(formats, ratio, "number")}`,
    note: `By ${attributeWords(attribute)}: ${group} against ${reference}. Below ${act}, four fifths, it asks for an explanation; it proves nothing.`,
  };
}

function watchCeiling({ evidence }: ProbabilityModel, formats: Formats): Watched {
  const { ceiling } = evidence.validation;
  if (ceiling === null) {
    return {
      id: "ceiling",
      state: "none",
      value: "not known",
      note: "Only a simulated bank knows the true probabilities.",
    };
  }
  return {
    id: "ceiling",
    state: ceiling.isLeaking ? "act" : "ok",
    value: ceiling.isLeaking
      ? "above it: leaks"
      : `${writeEstimate(formats, ceiling.share, "share")} of the way`,
    note: `From chance to what the true probabilities reach, ${writeEstimate(formats, ceiling.auc, "number")}.`,
  };
}

/**
 * What is watched of a probability model.
 *
 * @param model with its validation
 * @param formats the bank's way of writing
 */
export function watchProbability(model: ProbabilityModel, formats: Formats): Watched[] {
  return [
    watchRanking(model, formats),
    watchLatest(model, formats),
    watchCalibration(model, formats),
    watchScore(model, formats),
    watchFeatures(model),
    watchMissing(model, formats),
    watchFairness(model, formats),
    watchCeiling(model, formats),
    watchCrossChecks(model.evidence.crossChecks),
    watchRuntimes(model.evidence.runtimes, formats),
  ];
}
