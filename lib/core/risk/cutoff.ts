import type { Assumptions, CutoffRow } from "./rows.js";

/** A part of the test sample to look at; "all" is everybody. */
export interface Part {
  readonly attribute: string;
  readonly name: string;
}

/**
 * Everything the simulator needs at every whole number of points, so that a move of the cut-off only looks it up. Index
 * i stands for the cut-off `from + i`: who has at least so many points is accepted. The last one accepts nobody.
 */
export interface CutoffCurve {
  readonly from: number;
  /** Highest cut-off: one above the most points. */
  readonly to: number;
  /** Rows, and defaulters among them. */
  readonly rows: number;
  readonly defaults: number;
  readonly accepted: Float64Array;
  readonly acceptedDefaults: Float64Array;
  /** Per year; at grant over the whole term. */
  readonly profit: Float64Array;
  /** Cut-off of the most profit, the lowest of equal ones. */
  readonly best: number;
}

/** The sample at one cut-off. */
export interface CutoffPoint {
  readonly cutOff: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
  readonly profit: number;
  readonly approvalRate: number;
  /** Of the accepted; null where nobody is. */
  readonly badRate: number | null;
  /** Share of the defaulters that is declined. */
  readonly recall: number | null;
  /** Share of the declined that defaulted; null where nobody is declined. */
  readonly precision: number | null;
}

/**
 * The parts of the sample one may look at, everybody first; an attribute that tells nobody apart is left out.
 *
 * @param rows of every part
 */
export function partsOf(rows: readonly CutoffRow[]): Part[] {
  const names = new Map<string, Map<string, number>>();
  for (const { attribute, name, row_count: count } of rows) {
    const group = names.get(attribute) ?? new Map<string, number>();
    names.set(attribute, group.set(name, (group.get(name) ?? 0) + count));
  }
  return ["all", "segment", "product", "term"].flatMap((attribute) => {
    const group = names.get(attribute);
    if (!group || (attribute !== "all" && group.size < 2)) return [];
    return [...group.keys()].sort().map((name) => ({ attribute, name }));
  });
}

/**
 * Approval, defaults and profit at every cut-off.
 *
 * Profit is what came of it, not what was expected: a payer who is accepted earns the margin on what is drawn, a
 * defaulter who is accepted costs LGD × EAD. It is Σ (1 − PD) × margin − PD × LGD × EAD with the outcome, 0 or 1, for PD.
 *
 * @param rows of every part
 * @param part which to take
 * @param assumptions margin, LGD and the share of undrawn limits
 * @param snapshots how many months the rows come from, so that profit is that of one portfolio
 * @returns null where the part has no rows
 */
export function cutoffCurve(
  rows: readonly CutoffRow[],
  part: Part,
  assumptions: Assumptions,
  snapshots = 1,
): CutoffCurve | null {
  const chosen = rows.filter(({ attribute, name }) => attribute === part.attribute && name === part.name);
  if (chosen.length === 0) return null;
  const points = chosen.map((row) => row.points);
  const from = points.reduce((least, value) => Math.min(least, value));
  const to = points.reduce((most, value) => Math.max(most, value)) + 1;
  const size = to - from + 1;
  const [accepted, acceptedDefaults, profit] = [
    new Float64Array(size),
    new Float64Array(size),
    new Float64Array(size),
  ];
  const { lgd, undrawnShare, margin } = assumptions;
  for (const row of chosen) {
    const index = row.points - from;
    accepted[index]! += row.row_count;
    if (row.is_default) acceptedDefaults[index]! += row.row_count;
    profit[index]! += row.is_default
      ? -lgd * (row.drawn_amount + undrawnShare * row.undrawn_amount)
      : margin * row.earning_amount;
  }
  for (let i = size - 2; i >= 0; i--) {
    accepted[i]! += accepted[i + 1]!;
    acceptedDefaults[i]! += acceptedDefaults[i + 1]!;
    profit[i]! += profit[i + 1]!;
  }
  let best = 0;
  for (let i = 0; i < size; i++) {
    profit[i]! /= snapshots;
    if (profit[i]! > profit[best]!) best = i;
  }
  return {
    from,
    to,
    rows: accepted[0]!,
    defaults: acceptedDefaults[0]!,
    accepted,
    acceptedDefaults,
    profit,
    best: from + best,
  };
}

/**
 * The sample at a cut-off.
 *
 * @param curve of the part
 * @param cutOff whole points; beyond the curve's ends its ends are taken
 */
export function cutoffAt(curve: CutoffCurve, cutOff: number): CutoffPoint {
  const index = Math.min(Math.max(Math.round(cutOff), curve.from), curve.to) - curve.from;
  const accepted = curve.accepted[index]!;
  const falseNegatives = curve.acceptedDefaults[index]!;
  const truePositives = curve.defaults - falseNegatives;
  const declined = curve.rows - accepted;
  return {
    cutOff: curve.from + index,
    truePositives,
    falsePositives: declined - truePositives,
    trueNegatives: accepted - falseNegatives,
    falseNegatives,
    profit: curve.profit[index]!,
    approvalRate: accepted / curve.rows,
    badRate: accepted > 0 ? falseNegatives / accepted : null,
    recall: curve.defaults > 0 ? truePositives / curve.defaults : null,
    precision: declined > 0 ? truePositives / declined : null,
  };
}

/**
 * The cut-offs whose profit is nearly the best: the longest run of them around the best one.
 *
 * @param curve of the part
 * @param tolerance share of the best profit that may be missed
 * @returns lowest and highest such cut-off
 */
export function nearlyBest(curve: CutoffCurve, tolerance: number): [number, number] {
  const best = curve.best - curve.from;
  const least = curve.profit[best]! - Math.abs(curve.profit[best]!) * tolerance;
  let [low, high] = [best, best];
  while (low > 0 && curve.profit[low - 1]! >= least) low--;
  while (high < curve.profit.length - 1 && curve.profit[high + 1]! >= least) high++;
  return [curve.from + low, curve.from + high];
}

/**
 * The curve as rows to take away.
 *
 * @param curve of the part
 * @returns a row for each cut-off
 */
export function curveRows(curve: CutoffCurve): object[] {
  return Array.from({ length: curve.to - curve.from + 1 }, (_, i) => {
    const point = cutoffAt(curve, curve.from + i);
    return {
      cut_off: point.cutOff,
      profit: point.profit,
      approval_rate: point.approvalRate,
      bad_rate: point.badRate,
      accepted_paid: point.trueNegatives,
      accepted_defaulted: point.falseNegatives,
      declined_paid: point.falsePositives,
      declined_defaulted: point.truePositives,
    };
  });
}
