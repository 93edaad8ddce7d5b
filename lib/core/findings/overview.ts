import { writeChange, type Change } from "../format/change.js";
import type { Formats } from "../format/formats.js";
import type { KpiSeries } from "../kpiSeries.js";
import { addMonths } from "../months.js";
import { capital, countWord, listWords } from "./words.js";

/** Moves smaller than this are called steady. */
const steady = 0.005;

const named = (series: readonly KpiSeries[], id: string): KpiSeries | undefined =>
  series.find(({ kpi }) => kpi.id === id);

const relative = (change: Change | null | undefined): number | null =>
  change?.kind === "relative" ? change.size : null;

function verdict(clients: number | null, deposits: number | null, month: string): string | null {
  const moves = [clients, deposits].filter((move) => move !== null);
  if (moves.length === 0) return null;
  const up = moves.filter((move) => move >= steady).length;
  const down = moves.filter((move) => move <= -steady).length;
  if (up > 0 && down === 0) return `The bank grew in ${month}`;
  if (down > 0 && up === 0) return `The bank shrank in ${month}`;
  return up > 0 ? `${month} was mixed` : `${month} was steady`;
}

/** The direction of a change as a verb in the past tense. */
const moved = (size: number): string => (size > 0 ? "rose" : "fell");

const isFlat = (formats: Formats, series: KpiSeries, change: Change): boolean =>
  !/[1-9]/.test(writeChange(formats, series.kpi.unit, change));

/** A change without its sign, for a sentence whose verb says the direction. */
const unsigned = (formats: Formats, series: KpiSeries, change: Change): string =>
  writeChange(formats, series.kpi.unit, change).replace(/^[+−]/, "");

/**
 * The answer an overview opens with: did the bank grow, how many clients were active, what became of their deposits.
 *
 * @param series of `kpiSeries`
 * @param formats the bank's way of writing
 */
export function overviewHeadline(series: readonly KpiSeries[], formats: Formats): string {
  const first = series[0];
  if (!first) return "No month is over yet, so there is nothing to compare.";
  const monthName = formats.monthName(first.month);
  const before = formats.monthName(addMonths(first.month, -1));
  const clients = named(series, "active_clients");
  const deposits = named(series, "deposits");
  const opening = verdict(relative(clients?.onMonth), relative(deposits?.onMonth), monthName);
  const sentences: string[] = [];
  if (clients) {
    const change = clients.onMonth;
    const compared =
      change === null
        ? ""
        : isFlat(formats, clients, change)
          ? `, as many as in ${before}`
          : `, ${unsigned(formats, clients, change)} ${change.size > 0 ? "more" : "fewer"} than in ${before}`;
    sentences.push(
      `${formats.count(clients.value)} clients were active${opening ? "" : ` in ${formats.month(clients.month)}`}${compared}.`,
    );
  }
  if (deposits) {
    const change = deposits.onMonth;
    const value = formats.value("amount", deposits.value);
    if (change === null) sentences.push(`They held deposits of ${value}.`);
    else if (isFlat(formats, deposits, change)) sentences.push(`Deposits held at ${value}.`);
    else {
      sentences.push(`Deposits ${moved(change.size)} ${unsigned(formats, deposits, change)} to ${value}.`);
    }
  }
  if (sentences.length === 0) {
    return `${capital(first.kpi.label.toLowerCase())} was ${formats.value(first.kpi.unit, first.value)} in ${formats.month(first.month)}.`;
  }
  return opening ? `${opening}: ${sentences.join(" ")}` : sentences.join(" ");
}

/**
 * How many KPIs with a wanted direction are better than a year before, and which are not.
 *
 * @param series of `kpiSeries`
 */
export function yearFinding(series: readonly KpiSeries[]): string {
  const compared = series.filter(({ kpi, onYear }) => kpi.wanted !== null && onYear !== null);
  const months = series.reduce((most, { recent }) => Math.max(most, recent.length), 0);
  const span = capital(`${countWord(months)} ${months === 1 ? "month" : "months"}`);
  if (compared.length === 0) return `${span}: too few to compare with a year before`;
  const better = compared.filter(({ onYear }) => onYear?.isGood === true);
  const worse = compared.filter(({ onYear }) => onYear?.isGood === false);
  const start = `${span}: ${countWord(better.length)} of ${countWord(compared.length)} beat last year`;
  if (worse.length === 0 || worse.length > 3 || better.length === 0) return start;
  return `${start}, all but ${listWords(worse.map(({ kpi }) => kpi.label.toLowerCase()))}`;
}

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
