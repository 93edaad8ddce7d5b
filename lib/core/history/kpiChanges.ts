import { changeBetween, type Change } from "../format/change.js";
import type { Kpi } from "../kpis.js";
import { kpis } from "../kpis.js";
import type { KpiChangeRow } from "./rows.js";

/** A KPI as the run before told it, and as this one does. */
export interface KpiMove {
  readonly kpi: Kpi;
  readonly before: number;
  readonly now: number;
  readonly change: Change;
}

/**
 * What the KPIs of two runs can be compared by: `months`, the last whole month of each, both as told now, so that a model
 * that was fitted anew is no move; `days`, how things stand on the
 * as-of date of each, when no month has ended between them; and what is told otherwise now of the same whole month.
 */
export interface KpiChanges {
  readonly basis: "months" | "days";
  /** The month the values are of, then and now. */
  readonly from: Date;
  readonly to: Date;
  readonly moves: readonly KpiMove[];
  /** The last whole month of the run before. */
  readonly told: Date;
  /** Values of that month that this run gives otherwise. */
  readonly restated: readonly KpiMove[];
}

const latest = (rows: readonly KpiChangeRow[], has: (row: KpiChangeRow) => boolean): Date | null => {
  const times = rows.filter(has).map(({ month }) => month.getTime());
  return times.length === 0 ? null : new Date(Math.max(...times));
};

/**
 * Compares the KPIs of two runs.
 *
 * @param rows of `rpt_changes_kpis`
 * @returns null without a run before, or when one of the two has no whole month
 */
export function kpiChanges(rows: readonly KpiChangeRow[]): KpiChanges | null {
  const then = latest(rows, (row) => row.previous_is_complete === true && row.previous_value !== null);
  const now = latest(rows, (row) => row.is_complete === true && row.value !== null);
  if (then === null || now === null) return null;
  const restated = movesBetween(rows, then, then, () => true, false).filter(
    ({ change }) => change.size !== 0,
  );
  if (now > then) {
    return {
      basis: "months",
      from: then,
      to: now,
      moves: movesBetween(rows, then, now, () => true, true),
      told: then,
      restated,
    };
  }
  // No month has ended since: what stands on a day can still be compared, what comes together in a month cannot.
  const from = latest(rows, (row) => row.previous_value !== null) ?? then;
  const to = latest(rows, (row) => row.value !== null) ?? now;
  return {
    basis: "days",
    from,
    to,
    moves: movesBetween(rows, from, to, (kpi) => kpi.isStock === true, false),
    told: then,
    restated,
  };
}

function movesBetween(
  rows: readonly KpiChangeRow[],
  from: Date,
  to: Date,
  isWanted: (kpi: Kpi) => boolean,
  isAsToldNow: boolean,
): KpiMove[] {
  return kpis.filter(isWanted).flatMap((kpi) => {
    const at = (month: Date): KpiChangeRow | undefined =>
      rows.find((row) => row.kpi === kpi.id && row.month.getTime() === month.getTime());
    const then = at(from);
    const before = (isAsToldNow ? then?.value : null) ?? then?.previous_value ?? null;
    const now = at(to)?.value ?? null;
    const change = changeBetween(kpi.unit, now, before, kpi.wanted, kpi.id === "net_flow");
    return before === null || now === null || change === null ? [] : [{ kpi, before, now, change }];
  });
}
