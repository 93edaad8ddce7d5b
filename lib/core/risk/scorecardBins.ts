import type { Unit } from "../features/feature.js";
import type { ModelDocument } from "../models/modelDocument.js";
import type { Scorecard, ScorecardFeature } from "../models/scorecard.js";

/** A bin of a feature as a row of a table of points. */
export interface BinLine {
  /** In words with its unit: "under 7 %", "2 or more". */
  readonly label: string;
  /** Of the training rows. */
  readonly share: number;
  /** Of the bin's rows; null where it has none. */
  readonly defaultRate: number | null;
  readonly rows: number;
  readonly points: number;
  /** Points below the best bin of the feature; 0 in the best. */
  readonly lost: number;
}

/** A feature with its bins. */
export interface FeatureLines {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly unit: Unit | null;
  readonly informationValue: number;
  /** Points from the worst bin to the best. */
  readonly range: number;
  readonly bins: readonly BinLine[];
}

const figures = (value: number): string =>
  Number(value.toPrecision(3)).toLocaleString("en-GB", { maximumSignificantDigits: 3 }).replace("-", "−");

/**
 * A value of a feature in words.
 *
 * @param value a number of the feature
 * @param unit of the feature
 * @param symbol of the currency
 */
export function inputWords(value: number, unit: Unit | null, symbol: string): string {
  if (unit === "ratio") return `${figures(value * 100)} %`;
  if (unit === "amount") return `${symbol} ${figures(value)}`;
  return unit === "days" || unit === "hours" || unit === "months"
    ? `${figures(value)} ${unit}`
    : figures(value);
}

/** Cuts of whole numbers lie half way: between 0.5 and 1.5 there is 1 only. */
const isWhole = (unit: Unit | null): boolean => unit === "count" || unit === "months" || unit === "days";

/**
 * A numeric bin in words.
 *
 * @param cuts of the feature, rising
 * @param index of the bin
 * @param unit of the feature
 * @param symbol of the currency
 */
export function binWords(cuts: readonly number[], index: number, unit: Unit | null, symbol: string): string {
  const [low, high] = [cuts[index - 1], cuts[index]];
  const halves = isWhole(unit) && cuts.every((cut) => Math.abs((cut % 1) - 0.5) < 1e-9);
  if (halves) {
    const [least, most] = [
      low === undefined ? undefined : low + 0.5,
      high === undefined ? undefined : high - 0.5,
    ];
    if (least === undefined) return most === 0 ? "none" : `up to ${figures(most ?? 0)}`;
    if (most === undefined) return `${figures(least)} or more`;
    return least === most ? figures(least) : `${figures(least)} to ${figures(most)}`;
  }
  const words = (value: number): string => inputWords(value, unit, symbol);
  if (low === undefined) return high === undefined ? "any" : `under ${words(high)}`;
  if (high === undefined) return `${words(low)} or more`;
  return `${words(low).replace(/ (%|days|hours|months)$/, "")} to ${words(high).replace(`${symbol} `, "")}`;
}

function labelsOf(feature: ScorecardFeature, unit: Unit | null, symbol: string): string[] {
  if (feature.kind === "category")
    return feature.groups.map((group) => group.join(", ").replaceAll("_", " "));
  return feature.bins.map((_, index) => binWords(feature.cuts, index, unit, symbol));
}

/**
 * A scorecard as a table of points, the feature with the widest range of points first.
 *
 * @param document the published model
 * @param symbol of the currency
 */
export function scorecardLines(document: ModelDocument<Scorecard>, symbol: string): FeatureLines[] {
  const all = document.model.fit.rows;
  return document.model.features
    .map((feature): FeatureLines => {
      const about = document.features.find(({ name }) => name === feature.name);
      const unit = about?.unit ?? null;
      const best = Math.max(...feature.bins.map(({ points }) => points));
      const worst = Math.min(...feature.bins.map(({ points }) => points));
      const labels = labelsOf(feature, unit, symbol);
      const isUsed = feature.missing.rows > 0;
      const bins = isUsed ? [...feature.bins, feature.missing] : feature.bins;
      return {
        name: feature.name,
        title: about?.title ?? feature.name,
        about: about?.about ?? "",
        unit,
        informationValue: feature.informationValue,
        range: best - worst,
        bins: bins.map((bin, index) => ({
          label: labels[index] ?? "not known",
          share: bin.rows / all,
          defaultRate: bin.rows > 0 ? bin.bads / bin.rows : null,
          rows: bin.rows,
          points: bin.points,
          lost: Math.max(0, best - bin.points),
        })),
      };
    })
    .sort((a, b) => b.range - a.range);
}
