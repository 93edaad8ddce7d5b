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

/** A change of a KPI to be told, to the value it came to. */
export interface ToldChange {
  readonly series: KpiSeries;
  readonly change: Change;
  readonly value: number;
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
 * The changes that are largest against the usual move of their KPI in a month, each in a sentence.
 *
 * @param changes what may be told
 * @param formats the bank's way of writing
 * @param options how many at most, since when (`on May`), and whether that is a month, so that the usual move of one is
 *   worth telling
 * @returns the least usual first; empty when nothing moved
 */
export function tellLargest(
  changes: readonly ToldChange[],
  formats: Formats,
  options: { readonly most: number; readonly since: string; readonly isMonth: boolean },
): Move[] {
  const { most, since, isMonth } = options;
  const ranked = changes.flatMap((each) => {
    if (isFlat(formats, each.series, each.change)) return [];
    const usual = usualMove(each.series, each.change.kind);
    return [{ ...each, usual, rank: usual ? Math.abs(each.change.size) / usual : 0 }];
  });
  ranked.sort((left, right) => right.rank - left.rank);
  // A move within the usual is news only when there is little else.
  const news = ranked.filter(({ rank }) => rank >= 1).length;
  return ranked.slice(0, Math.min(most, Math.max(news, 3))).map(({ series, change, value, usual }) => {
    const end = `to ${formats.value(series.kpi.unit, value)}`;
    const start = `${moved(change.size)} ${unsigned(formats, series, change)} ${since} ${end}`;
    if (!isMonth || usual === null || usual === 0) return { series, text: `${start}.` };
    const typical = unsigned(formats, series, { ...change, size: usual });
    return { series, text: `${start}; in a usual month it moves by ${typical}.` };
  });
}

/**
 * The KPIs that moved most on the month before against their own usual move, each in a sentence.
 *
 * @param series of `kpiSeries`
 * @param formats the bank's way of writing
 * @param most how many at most
 * @returns the least usual first; empty when there is no month to compare with
 */
export function largestMoves(series: readonly KpiSeries[], formats: Formats, most: number): Move[] {
  const [first] = series;
  if (!first) return [];
  return tellLargest(
    series.flatMap((each) =>
      each.onMonth === null ? [] : [{ series: each, change: each.onMonth, value: each.value }],
    ),
    formats,
    { most, since: `on ${formats.monthName(addMonths(first.month, -1))}`, isMonth: true },
  );
}
