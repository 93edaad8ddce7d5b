import type { Estimate } from "../metrics/estimate.js";
import { estimate } from "../metrics/estimate.js";
import type { Interval } from "../metrics/hanleyMcNeil.js";
import { bootstrapByClient, type BootstrapOptions } from "./bootstrap.js";
import { GroupSums } from "./groupSums.js";
import type { FairnessGroup, FairnessReport } from "./report.js";
import type { Scored } from "./scored.js";
import { leastRows } from "./segments.js";
import { ratioEstimate, shareEstimate } from "./shares.js";

/** A group of whom the attribute is not known cannot be treated unfairly for it. */
const unknown = "unknown";

/** Who is compared with whom at which cut-off. */
export interface FairnessOptions extends BootstrapOptions {
  readonly cutOff: number;
  /** Which side of the cut-off gets what is to be had. */
  readonly selects: "below" | "above";
}

/** Sums over a group's rows, in the order of the measures. */
interface Sums {
  readonly rows: number;
  readonly selected: number;
  readonly positives: number;
  readonly flaggedPositives: number;
  readonly flagged: number;
  readonly expected: number;
}

function sumsOf(values: Float64Array): Sums {
  const [rows, selected, positives, flaggedPositives, flagged, expected] = values;
  return {
    rows: rows!,
    selected: selected!,
    positives: positives!,
    flaggedPositives: flaggedPositives!,
    flagged: flagged!,
    expected: expected!,
  };
}

const rates = {
  selection: (sums: Sums) => sums.selected / sums.rows,
  truePositiveRate: (sums: Sums) => sums.flaggedPositives / sums.positives,
  falsePositiveRate: (sums: Sums) => (sums.flagged - sums.flaggedPositives) / (sums.rows - sums.positives),
};

/**
 * How a decision at a cut-off falls on groups that the model must not know of.
 *
 * @param scored n rows
 * @param attribute what tells the groups apart
 * @param groupOf n texts; "unknown" is no group
 * @param options cut-off and intervals
 */
export function fairnessReport(
  scored: Scored,
  attribute: string,
  groupOf: readonly string[],
  options: FairnessOptions,
): FairnessReport {
  const { probabilities, labels, clients } = scored;
  const names = [...new Set(groupOf)].sort();
  const codeOf = new Map(names.map((name, code) => [name, code]));
  const codes = Int32Array.from(groupOf, (name) => codeOf.get(name)!);
  const flagged = Uint8Array.from(probabilities, (value) => (value >= options.cutOff ? 1 : 0));
  const sums = new GroupSums(clients, codes, names.length, [
    new Uint8Array(labels.length).fill(1),
    options.selects === "above" ? flagged : flagged.map((flag) => 1 - flag),
    labels,
    flagged.map((flag, row) => flag & labels[row]!),
    flagged,
    probabilities,
  ]);
  const all = sums.totals().map(sumsOf);
  const isJudged = names.map((name, code) => name !== unknown && all[code]!.rows >= leastRows);
  const judged = [...names.keys()].filter((code) => isJudged[code]);
  const reference = judged.reduce<number | null>(
    (best, code) =>
      best === null || rates.selection(all[code]!) > rates.selection(all[best]!) ? code : best,
    null,
  );
  const intervals = bootstrapByClient(clients.count, options, (weights) => {
    const drawn = sums.totals(weights).map(sumsOf);
    return Object.fromEntries(judged.flatMap((code) => figures(code, drawn[code]!, drawn[reference!]!)));
  });
  return {
    attribute,
    reference: reference === null ? null : names[reference]!,
    groups: names.map((group, code) =>
      isJudged[code]
        ? judgedGroup(group, all[code]!, all[reference!]!, (name) => intervals[`${code} ${name}`] ?? null)
        : notJudged(group, all[code]!.rows),
    ),
  };
}

function figures(code: number, own: Sums, reference: Sums): [string, number][] {
  const named = {
    selection: rates.selection(own),
    selectionRatio: rates.selection(own) / rates.selection(reference),
    truePositiveRate: rates.truePositiveRate(own),
    falsePositiveRate: rates.falsePositiveRate(own),
    truePositiveDifference: rates.truePositiveRate(own) - rates.truePositiveRate(reference),
    falsePositiveDifference: rates.falsePositiveRate(own) - rates.falsePositiveRate(reference),
    observedToExpected: own.positives / own.expected,
  };
  return Object.entries(named).map(([name, value]) => [`${code} ${name}`, value]);
}

function judgedGroup(
  group: string,
  own: Sums,
  reference: Sums,
  interval: (name: string) => Interval | null,
): FairnessGroup {
  const selectionRatio = ratioEstimate(
    rates.selection(own),
    rates.selection(reference),
    interval("selectionRatio"),
  );
  const difference = (rate: (sums: Sums) => number, name: string): Estimate | null => {
    const value = rate(own) - rate(reference);
    return Number.isFinite(value) ? estimate(value, interval(name)) : null;
  };
  return {
    group,
    rows: own.rows,
    isJudged: true,
    positives: own.positives,
    selection: shareEstimate(own.selected, own.rows, interval("selection")),
    selectionRatio,
    isBelowFourFifths: selectionRatio && selectionRatio.value < 0.8,
    truePositiveRate: shareEstimate(own.flaggedPositives, own.positives, interval("truePositiveRate")),
    falsePositiveRate: shareEstimate(
      own.flagged - own.flaggedPositives,
      own.rows - own.positives,
      interval("falsePositiveRate"),
    ),
    truePositiveDifference: difference(rates.truePositiveRate, "truePositiveDifference"),
    falsePositiveDifference: difference(rates.falsePositiveRate, "falsePositiveDifference"),
    observedToExpected: ratioEstimate(own.positives, own.expected, interval("observedToExpected")),
  };
}

const notJudged = (group: string, rows: number): FairnessGroup => ({
  group,
  rows,
  isJudged: false,
  positives: null,
  selection: null,
  selectionRatio: null,
  isBelowFourFifths: null,
  truePositiveRate: null,
  falsePositiveRate: null,
  truePositiveDifference: null,
  falsePositiveDifference: null,
  observedToExpected: null,
});
