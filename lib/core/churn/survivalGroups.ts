import { kaplanMeier, type SurvivalPoint } from "./kaplanMeier.js";
import type { SurvivalRow } from "./rows.js";

/** A group of clients with its curve. */
export interface SurvivalGroup {
  readonly name: string;
  readonly points: readonly SurvivalPoint[];
  /** Watched, and gone, over the whole time. */
  readonly clients: number;
  readonly leavers: number;
}

/**
 * The curves of a grouping, the largest group first.
 *
 * @param rows of `rpt_churn_survival`, any order
 * @param grouping "all", "segment" or "product"
 */
export function survivalGroups(rows: readonly SurvivalRow[], grouping: string): SurvivalGroup[] {
  const own = rows.filter((row) => row.grouping === grouping);
  return [...new Set(own.map(({ group_name: name }) => name))]
    .map((name) => {
      const group = own
        .filter(({ group_name: other }) => other === name)
        .sort((a, b) => a.tenure_months - b.tenure_months);
      const sets = group.map(({ tenure_months: time, at_risk: atRisk, leavers }) => ({
        time,
        atRisk,
        events: leavers,
      }));
      return { name, points: kaplanMeier(sets), clients: group[0]!.clients, leavers: group[0]!.all_leavers };
    })
    .sort((a, b) => b.clients - a.clients || a.name.localeCompare(b.name, "en"));
}
