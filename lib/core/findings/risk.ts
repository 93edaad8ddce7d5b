import { changeBetween } from "../format/change.js";
import type { Formats } from "../format/formats.js";
import { addMonths } from "../months.js";
import type { Migration } from "../risk/migration.js";
import type { Portfolio, PortfolioLine } from "../risk/portfolio.js";
import { capital, countWord, listWords, plural } from "./words.js";

/** Shares that a sentence says in words, and how near a share must be to one of them. */
const fractions: readonly (readonly [number, string])[] = [
  [1 / 4, "a quarter"],
  [1 / 3, "a third"],
  [1 / 2, "half"],
  [2 / 3, "two thirds"],
  [3 / 4, "three quarters"],
];

/**
 * A share in a sentence: "two thirds" where it is near one, "nearly all", otherwise a percentage.
 *
 * @param share in [0, 1]
 * @param formats the bank's way of writing
 */
export function shareWords(share: number, formats: Formats): string {
  if (share >= 0.995) return "all";
  const near = fractions.find(([value]) => Math.abs(share - value) < 0.025);
  return near?.[1] ?? formats.percent(share, 0);
}

/**
 * A share as one in so many: "one client in eight".
 *
 * @param share in [0, 1]
 * @param noun what is counted
 */
export function oneIn(share: number, noun: string): string {
  if (share <= 0) return `no ${noun}`;
  if (share > 0.4) return `${String(Math.round(share * 100))} in 100 ${noun}s`;
  return `one ${noun} in ${countWord(Math.round(1 / share))}`;
}

/** The riskiest bands that together are at least a quarter of the loss. */
function topBands({ lines, all }: Portfolio): {
  readonly names: string[];
  readonly loss: number;
  readonly exposure: number;
} {
  const names: string[] = [];
  let [loss, exposure] = [0, 0];
  for (const line of [...lines].reverse()) {
    if (line.clients === 0) continue;
    names.unshift(line.band);
    loss += line.loss / all.loss;
    exposure += line.exposure / all.exposure;
    if (loss >= 0.25) break;
  }
  return { names, loss, exposure };
}

const bandWords = (names: readonly string[]): string =>
  names.length > 2
    ? `Bands ${names[0] ?? ""} to ${names[names.length - 1] ?? ""}`
    : `${plural(names.length, "Band")} ${listWords(names)}`;

/** The band that moved most the way the whole moved, where it says something of the move. */
function mover(
  lines: readonly PortfolioLine[],
  change: number,
): { readonly band: string; readonly share: number } | null {
  const moves = lines.map(({ band, loss, lossBefore }) => ({
    band,
    share: (loss - (lossBefore ?? loss)) / change,
  }));
  const most = moves.reduce<(typeof moves)[number] | null>(
    (best, move) => (!best || move.share > best.share ? move : best),
    null,
  );
  // More than all of it would need the bands that moved the other way to be told as well.
  return most && most.share >= 0.3 && most.share <= 1.005 ? most : null;
}

/**
 * The answer the risk page opens with: how large the expected loss is, how it moved, and where it sits.
 *
 * @param portfolio null where nobody was scored
 * @param formats the bank's way of writing
 */
export function riskHeadline(portfolio: Portfolio | null, formats: Formats): string {
  if (!portfolio || portfolio.all.clients === 0) return "Nobody is scored for default yet.";
  const { all, lines, snapshot } = portfolio;
  const change = changeBetween("amount", all.loss, all.lossBefore, null);
  const size = change && Math.abs(change.size) >= 0.0005 ? change.size : 0;
  const amount = formats.value("amount", all.loss);
  const month = formats.monthName(addMonths(snapshot, -1));
  let first = `Expected loss is ${amount}`;
  if (change && size === 0) first = `Expected loss stayed at ${amount}`;
  if (change && size !== 0) {
    first = `Expected loss ${size > 0 ? "rose" : "fell"} ${formats.percent(Math.abs(size))} on ${month} to ${amount}`;
    const most = mover(lines, all.loss - (all.lossBefore ?? 0));
    if (most)
      first += `; ${shareWords(most.share, formats)} of the ${size > 0 ? "rise" : "fall"} is band ${most.band}`;
  }
  const top = topBands(portfolio);
  const verb = top.names.length === 1 ? "is" : "are";
  return `${first}. ${bandWords(top.names)} ${verb} ${formats.percent(top.exposure)} of exposure and ${formats.percent(top.loss, 0)} of the loss.`;
}

/**
 * The title of the table of bands: where the loss sits, and whether what came agrees with what was predicted.
 *
 * @param portfolio with at least one band that has clients
 * @param formats the bank's way of writing
 */
export function bandsFinding(portfolio: Portfolio, formats: Formats): string {
  const { lines, all } = portfolio;
  let loss = 0;
  const names: string[] = [];
  for (const line of [...lines].reverse()) {
    if (line.clients === 0) continue;
    if (loss >= 0.6) break;
    loss += line.loss / all.loss;
    names.unshift(line.band);
  }
  const judged = lines.filter(({ observed, pd }) => observed !== null && observed.rows > 0 && pd !== null);
  const start = `${bandWords(names)} ${names.length === 1 ? "holds" : "hold"} ${formats.percent(loss, 0)} of the loss`;
  if (judged.length === 0) return start;
  const off = judged
    .filter(({ observed, pd }) => pd! < observed!.low || pd! > observed!.high)
    .map(({ band }) => band);
  return off.length === 0
    ? `${start}; observed defaults fit the PD in every band`
    : `${start}; observed defaults fit the PD but in ${off.length > 1 ? "bands" : "band"} ${listWords(off)}`;
}

/**
 * The title of the migration matrix.
 *
 * @param migration of one horizon
 */
export function migrationFinding({ clients, up, down, months }: Migration): string {
  const time = months === 12 ? "a year" : months === 1 ? "a month" : `${countWord(months)} months`;
  if (clients === 0) return `Nobody was scored ${time} before`;
  const [first, second] = down >= up ? ["down", "up"] : ["up", "down"];
  const [most, least] = [Math.max(up, down), Math.min(up, down)];
  return `${capital(oneIn(most / clients, "client"))} moved ${first} in ${time}, ${oneIn(least / clients, "client").replace(" client", "")} moved ${second}`;
}
