import type { ChurnEffectRow } from "./rows.js";

/** How a client's value of a feature lies among the sample: the lowest, middle or highest third, or not known. */
export type Level = "low" | "middle" | "high" | "unknown";

export interface Effect {
  readonly effect: number;
  readonly value: number | null;
  readonly level: Level;
}

/** One feature over the sample. */
export interface FeatureEffects {
  readonly feature: string;
  /** Mean size of the effect, in log-odds. */
  readonly meanEffect: number;
  /** Whether every value that is known is a whole number. */
  readonly isWhole: boolean;
  readonly effects: readonly Effect[];
}

/** A third is told by values, so that equal ones are of the same level; one value for all is the middle. */
function levelOf(value: number | null, low: number, high: number): Level {
  if (value === null) return "unknown";
  if (value < low) return "low";
  return value > high ? "high" : "middle";
}

/**
 * Effects by feature, those that move the probability most first.
 *
 * @param rows of `rpt_churn_effects`, any order
 */
export function featureEffects(rows: readonly ChurnEffectRow[]): FeatureEffects[] {
  const byFeature = new Map<string, ChurnEffectRow[]>();
  for (const row of rows) {
    const found = byFeature.get(row.feature);
    if (found) found.push(row);
    else byFeature.set(row.feature, [row]);
  }
  return [...byFeature]
    .map(([feature, own]) => {
      const values = own.flatMap(({ value }) => (value === null ? [] : [value])).sort((a, b) => a - b);
      const at = (share: number): number => values[Math.floor(share * (values.length - 1))] ?? 0;
      const [low, high] = [at(1 / 3), at(2 / 3)];
      return {
        feature,
        meanEffect: own.reduce((sum, { effect }) => sum + Math.abs(effect), 0) / own.length,
        isWhole: values.every(Number.isInteger),
        effects: own.map(({ effect, value }) => ({ effect, value, level: levelOf(value, low, high) })),
      };
    })
    .sort((a, b) => b.meanEffect - a.meanEffect || a.feature.localeCompare(b.feature, "en"));
}

/** A part of a feature's range, with the mean effect in it. */
export interface EffectBin {
  readonly value: number;
  readonly effect: number;
  readonly count: number;
}

/**
 * The mean effect along a feature, in parts that hold about as many clients each.
 *
 * @param effects of one feature
 * @param parts at most
 * @returns ascending by value, the mean value of each part; equal values share one
 */
export function effectBins(effects: readonly Effect[], parts: number): EffectBin[] {
  const known = effects
    .flatMap(({ value, effect }) => (value === null ? [] : [{ value, effect }]))
    .sort((a, b) => a.value - b.value);
  const least = known.length / parts;
  const bins: EffectBin[] = [];
  let start = 0;
  for (let i = 0; i < known.length; i++) {
    const isEnd = i + 1 === known.length;
    if (!isEnd && (known[i + 1]!.value === known[i]!.value || i + 1 - start < least)) continue;
    const own = known.slice(start, i + 1);
    const mean = (of: (point: { value: number; effect: number }) => number): number =>
      own.reduce((sum, point) => sum + of(point), 0) / own.length;
    bins.push({ value: mean(({ value }) => value), effect: mean(({ effect }) => effect), count: own.length });
    start = i + 1;
  }
  return bins;
}
