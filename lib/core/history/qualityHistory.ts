import type { RunQualityRow, RunRow, RunScoreRow } from "./rows.js";

/** The quality of what came in with one run. */
export interface QualityPoint {
  readonly run: RunRow;
  readonly rawRows: number;
  /** Quarantined rows over raw rows. */
  readonly quarantineShare: number;
  readonly repairedValues: number;
  /** Share of the known defects that were repaired or set aside; null where none are known. */
  readonly caughtShare: number | null;
}

export interface ExtractHistory {
  readonly extract: string;
  /** Of the runs it was delivered in, oldest first. */
  readonly points: readonly QualityPoint[];
}

/** The quality of all extracts together, and of each. */
export interface QualityHistory {
  readonly all: ExtractHistory;
  readonly extracts: readonly ExtractHistory[];
}

/**
 * How the quality of the deliveries went over the runs.
 *
 * @param runs of `rpt_runs`
 * @param quality of `rpt_run_quality`
 * @param scores of `rpt_run_scores`; empty where nobody knows the defects
 */
export function qualityHistory(
  runs: readonly RunRow[],
  quality: readonly RunQualityRow[],
  scores: readonly RunScoreRow[],
): QualityHistory {
  const ordered = [...runs].sort((left, right) => left.sequence - right.sequence);
  const historyOf = (extract: string, isIn: (name: string) => boolean): ExtractHistory => ({
    extract,
    points: ordered.flatMap((run) => {
      const own = quality.filter((row) => row.sequence === run.sequence && isIn(row.extract));
      if (own.length === 0) return [];
      const judged = scores.filter((row) => row.sequence === run.sequence && isIn(row.extract));
      return [pointOf(run, own, judged)];
    }),
  });
  const latest = ordered.at(-1)?.sequence;
  const names = [
    ...new Set(quality.filter(({ sequence }) => sequence === latest).map(({ extract }) => extract)),
  ];
  return {
    all: historyOf("all", () => true),
    extracts: names.sort().map((extract) => historyOf(extract, (name) => name === extract)),
  };
}

function pointOf(run: RunRow, rows: readonly RunQualityRow[], scores: readonly RunScoreRow[]): QualityPoint {
  const sum = (key: "raw_rows" | "quarantined_rows" | "repaired_values"): number =>
    rows.reduce((total, row) => total + row[key], 0);
  const defects = scores.reduce((total, row) => total + row.defects, 0);
  const missed = scores.reduce((total, row) => total + row.missed_defects, 0);
  return {
    run,
    rawRows: sum("raw_rows"),
    quarantineShare: sum("quarantined_rows") / Math.max(1, sum("raw_rows")),
    repairedValues: sum("repaired_values"),
    caughtShare: defects === 0 ? null : 1 - missed / defects,
  };
}
