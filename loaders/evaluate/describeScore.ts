import { cleaningScore, cleaningTargets, type KindTally, type Tally } from "../../lib/core/cleaningScore.js";
import { shareWords } from "../../lib/core/findings/cleaning.js";
import { capital, codeWords } from "../../lib/core/findings/words.js";
import type { Formats } from "../../lib/core/format/formats.js";
import type { ScoreCleanRow, ScoreMissRow, ScoreRow } from "../../lib/core/reports.js";

/** The report tables of a score. */
export interface ScoreReports {
  readonly defects: readonly ScoreRow[];
  readonly clean: readonly ScoreCleanRow[];
  readonly misses: readonly ScoreMissRow[];
}

type Line = readonly [string, ...string[]];

/** Columns side by side, the first to the left, the others to the right. */
function columns(lines: readonly Line[]): string[] {
  const widths = (lines[0] ?? []).map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines.map((line) =>
    line
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}

const reached = (isReached: boolean): string => (isReached ? "reached" : "not reached");

/** A score as a table for a terminal: every kind of defect, the totals against their targets, and examples of misses. */
export function describeScore({ defects, clean, misses }: ScoreReports, formats: Formats): string {
  const score = cleaningScore(defects, clean);
  const plain = (text: string): string => text.replaceAll("\u202F", " ");
  const count = (value: number): string => (value === 0 ? "–" : formats.count(value));
  const cells = (label: string, tally: Tally): Line => [
    label,
    count(tally.defects),
    count(tally.repaired),
    count(tally.setAside),
    count(tally.missed),
    tally.defects === 0 ? "–" : plain(shareWords(tally, formats)),
  ];
  const group = (title: string, kinds: readonly KindTally[], total: Tally, target: number): Line[] => [
    [title],
    ...kinds.map((kind) => cells(`  ${codeWords(kind.kind)}`, kind)),
    [
      ...cells("  together", total),
      `target at least ${plain(formats.percent(target))}: ${reached(total.share >= target)}`,
    ],
  ];
  const blank: Line = [""];
  const lines = columns([
    ["Defect", "defects", "repaired", "set aside", "missed", "share", ""],
    ...group("repairable", score.repairable, score.repairableTotal, cleaningTargets.repaired),
    blank,
    ...group("beyond repair", score.beyondRepair, score.beyondRepairTotal, cleaningTargets.setAside),
  ]);
  const harm = columns([
    ["Clean rows", "rows", "harmed", ""],
    ...clean.map((row): Line => [`  ${row.extract}`, count(row.clean_rows), count(row.harmed_rows)]),
    [
      "  together",
      count(score.cleanRows),
      count(score.harmedRows),
      `target at most 1 in ${formats.count(1 / cleaningTargets.harmed)}: ${reached(score.harmedRows <= score.cleanRows * cleaningTargets.harmed)}`,
    ],
  ]);
  const examples = misses.map((miss) => {
    const place = [miss.file, miss.line].filter((part) => part !== null).join(":");
    const value = miss.written === null ? "" : ` '${miss.written}'`;
    const where = [place, miss.column_name === null ? "" : miss.column_name + value]
      .filter(Boolean)
      .join(", ");
    return `  ${[`${capital(codeWords(miss.kind))}: ${where}`, `expected: ${miss.expected ?? "–"}`, `got: ${miss.got ?? "–"}`].join("; ")}`;
  });
  return [
    ...lines,
    "",
    ...harm,
    ...(examples.length > 0 ? ["", "Missed, for example (personal values as •••)", ...examples] : []),
  ].join("\n");
}
