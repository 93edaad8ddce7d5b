import type { Change } from "../format/change.js";
import type { Formats } from "../format/formats.js";
import type { KpiSeries } from "../kpiSeries.js";
import { addMonths } from "../months.js";
import { isFlat, moved, unsigned } from "./changeWords.js";

/** One line of "What changed": a KPI and the sentence about its move. */
export interface Move {
  readonly series: KpiSeries;
  readonly text: string;
}

/** The size of each move between neighbouring months, in the unit changes of this KPI are told in. */
function usualMove(series: KpiSeries, kind: Change["kind"]): number | null {
  const { recent } = series;
  const moves: number[] = [];
  for (let index = 1; index < recent.length - 1; index++) {
    const now = recent[index]!.value;
    const before = recent[index - 1]!.value;
    moves.push(Math.abs(kind === "relative" ? now / before - 1 : now - before));
  }
  if (moves.length < 6) return null;
  moves.sort((left, right) => left - right);
  return moves[Math.floor(moves.length / 2)] ?? null;
}

/**
 * The KPIs that moved most against their own usual move, each in a sentence.
 *
 * @param series of `kpiSeries`
 * @param formats the bank's way of writing
 * @param most how many at most
 * @returns the least usual first; empty when there is no month to compare with
 */
export function largestMoves(series: readonly KpiSeries[], formats: Formats, most: number): Move[] {
  const ranked = series.flatMap((entry) => {
    const change = entry.onMonth;
    if (change === null || isFlat(formats, entry, change)) return [];
    const usual = usualMove(entry, change.kind);
    return [{ entry, change, usual, rank: usual ? Math.abs(change.size) / usual : 0 }];
  });
  ranked.sort((left, right) => right.rank - left.rank);
  // A move within the usual is news only when there is little else.
  const news = ranked.filter(({ rank }) => rank >= 1).length;
  return ranked.slice(0, Math.min(most, Math.max(news, 3))).map(({ entry, change, usual }) => {
    const { kpi, value } = entry;
    const before = formats.monthName(addMonths(entry.month, -1));
    const end = `to ${formats.value(kpi.unit, value)}`;
    const start = `${moved(change.size)} ${unsigned(formats, entry, change)} on ${before} ${end}`;
    if (usual === null || usual === 0) return { series: entry, text: `${start}.` };
    const typical = unsigned(formats, entry, { ...change, size: usual });
    return { series: entry, text: `${start}; in a usual month it moves by ${typical}.` };
  });
}
