import type { Change } from "../format/change.js";
import type { Formats } from "../format/formats.js";
import type { KpiSeries } from "../kpiSeries.js";
import { plainLabel } from "../kpis.js";
import { addMonths } from "../months.js";
import type { LossBandRow } from "../history/rows.js";
import type { AboutRow } from "../reports.js";
import { isFlat, moved, unsigned } from "./changeWords.js";
import { capital, countWord, listWords, outOf } from "./words.js";

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

/** What became of the expected loss, and which band it lies in most. */
function lossSentence(
  series: readonly KpiSeries[],
  bands: readonly LossBandRow[],
  formats: Formats,
): string | null {
  const loss = named(series, "expected_loss");
  if (!loss) return null;
  const value = formats.value("amount", loss.value);
  const change = loss.onMonth;
  const start =
    change === null
      ? `Expected loss is ${value}`
      : isFlat(formats, loss, change)
        ? `Expected loss held at ${value}`
        : `Expected loss ${moved(change.size)} ${unsigned(formats, loss, change)} to ${value}`;
  const total = bands.reduce((sum, { expected_loss }) => sum + expected_loss, 0);
  const clients = bands.reduce((sum, each) => sum + each.clients, 0);
  const largest = [...bands].sort((left, right) => right.expected_loss - left.expected_loss)[0];
  if (!largest || total <= 0) return `${start}.`;
  const share = formats.percent(largest.expected_loss / total, 0);
  return `${start}; ${share} of it is band ${largest.band}, ${formats.count(largest.clients)} of ${formats.count(clients)} borrowers.`;
}

/**
 * The answer an overview opens with: did the bank grow, how many clients were active, what became of the expected loss,
 * or of the deposits of a bank without a model of default.
 *
 * @param series of `kpiSeries`
 * @param formats the bank's way of writing
 * @param options whether the source covers only part of the bank, so that nothing is said of the bank as a whole; and the
 *   rows of `rpt_loss_bands`
 */
export function overviewHeadline(
  series: readonly KpiSeries[],
  formats: Formats,
  options: { readonly isPartial?: boolean; readonly bands?: readonly LossBandRow[] } = {},
): string {
  const { isPartial = false, bands = [] } = options;
  const first = series[0];
  if (!first) return "No month is over yet, so there is nothing to compare.";
  const monthName = formats.monthName(first.month);
  const before = formats.monthName(addMonths(first.month, -1));
  const clients = named(series, "active_clients");
  const deposits = named(series, "deposits");
  const opening = isPartial
    ? null
    : verdict(relative(clients?.onMonth), relative(deposits?.onMonth), monthName);
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
  const loss = lossSentence(series, bands, formats);
  if (loss) sentences.push(loss);
  else if (deposits) {
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

/** The KPIs that are told large, the most telling first. */
const largeOnes = [
  "active_clients",
  "deposits",
  "income_proxy",
  "expected_loss",
  "delinquency_30",
  "attrition",
  "value_at_risk",
];

/**
 * The KPIs for the big numbers: growth, income, risk and loyalty where the source has them, then whatever comes first.
 *
 * @param series of `kpiSeries`
 * @param most how many
 */
export function largeSeries(series: readonly KpiSeries[], most: number): KpiSeries[] {
  const rank = ({ kpi }: KpiSeries): number => {
    const at = largeOnes.indexOf(kpi.id);
    return at < 0 ? largeOnes.length : at;
  };
  return [...series].sort((left, right) => rank(left) - rank(right)).slice(0, most);
}

/**
 * What a reader has to know before the figures: the source's own note, and months that are left out.
 *
 * @param about the source
 * @param passedOver of `passedOverMonths`
 * @param formats the bank's way of writing
 * @returns null when there is nothing to say
 */
export function leadWords(about: AboutRow, passedOver: readonly Date[], formats: Formats): string | null {
  const sentences = about.note ? [about.note] : [];
  if (passedOver.length > 0) {
    const months = listWords(passedOver.map(formats.month));
    sentences.push(
      `${months} ${passedOver.length === 1 ? "is" : "are"} not shown: too few clients moved money.`,
    );
  }
  return sentences.length === 0 ? null : sentences.join(" ");
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
  const start = `${span}: ${outOf(better.length, compared.length)} beat last year`;
  if (worse.length === 0 || worse.length > 4 || better.length === 0) return start;
  const names = listWords(worse.map(({ kpi }) => plainLabel(kpi)));
  // What did not move at all neither beat last year nor fell behind it.
  return better.length + worse.length === compared.length
    ? `${start}, all but ${names}`
    : `${start}; ${names} did worse`;
}
