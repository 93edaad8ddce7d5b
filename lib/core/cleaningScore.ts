import type { ScoreCleanRow, ScoreRow } from "./reports.js";

/** What a cleaning has to reach: shares of the defects, and harmed rows per clean row. */
export const cleaningTargets = { repaired: 0.99, setAside: 0.995, harmed: 1e-5 } as const;

/** Defects that the cleaning should have dealt with, and those it did. */
export interface Tally {
  readonly defects: number;
  readonly repaired: number;
  readonly setAside: number;
  readonly missed: number;
  /** Share in [0, 1] that was not missed; 1 where there was no defect. */
  readonly share: number;
}

export interface KindTally extends Tally {
  readonly kind: string;
}

/** A cleaning measured by what is known to be wrong, in the two ways it can go right, and what it spoiled. */
export interface CleaningScore {
  /** Defects whose true value can be told from what was written, by kind, the most frequent first. */
  readonly repairable: readonly KindTally[];
  /** Defects that can only be set aside for the right reason, likewise. */
  readonly beyondRepair: readonly KindTally[];
  readonly repairableTotal: Tally;
  readonly beyondRepairTotal: Tally;
  readonly cleanRows: number;
  readonly harmedRows: number;
}

function tally(rows: readonly ScoreRow[]): Tally {
  const sum = (count: (row: ScoreRow) => number): number => rows.reduce((all, row) => all + count(row), 0);
  const defects = sum((row) => row.defect_count);
  const missed = sum((row) => row.missed_count);
  return {
    defects,
    repaired: sum((row) => row.repaired_count),
    setAside: sum((row) => row.set_aside_count),
    missed,
    share: defects === 0 ? 1 : 1 - missed / defects,
  };
}

function byKind(rows: readonly ScoreRow[]): KindTally[] {
  return [...new Set(rows.map(({ kind }) => kind))]
    .map((kind) => ({ kind, ...tally(rows.filter((row) => row.kind === kind)) }))
    .sort((a, b) => b.defects - a.defects || (a.kind < b.kind ? -1 : 1));
}

/**
 * The score of a cleaning from its report tables.
 *
 * @param rows of `rpt_quality_score`
 * @param clean rows of `rpt_quality_score_clean`
 */
export function cleaningScore(rows: readonly ScoreRow[], clean: readonly ScoreCleanRow[]): CleaningScore {
  const repairable = rows.filter(({ fate }) => fate === "repaired");
  const beyondRepair = rows.filter(({ fate }) => fate !== "repaired");
  return {
    repairable: byKind(repairable),
    beyondRepair: byKind(beyondRepair),
    repairableTotal: tally(repairable),
    beyondRepairTotal: tally(beyondRepair),
    cleanRows: clean.reduce((all, row) => all + row.clean_rows, 0),
    harmedRows: clean.reduce((all, row) => all + row.harmed_rows, 0),
  };
}
