import type { CampaignOutcome } from "../churn/campaign.js";
import type { FeatureEffects } from "../churn/effects.js";
import { survivalAt, type SurvivalPoint } from "../churn/kaplanMeier.js";
import { wholeMoney } from "../churn/money.js";
import type { ChurnMonth } from "../churn/rows.js";
import type { SurrogateReport } from "../churn/segmentTree.js";
import type { TestOutcome } from "../churn/testGain.js";
import { changeBetween, writeChange } from "../format/change.js";
import type { Formats } from "../format/formats.js";
import type { ValidationReport } from "../validation/report.js";
import { capital, codeWords, countWord, listWords, plural } from "./words.js";

/** A month and the one before it, as they are compared. */
export interface ChurnPair {
  readonly now: ChurnMonth;
  readonly before: ChurnMonth | undefined;
}

/** A count of clients in a sentence. */
const clients = (formats: Formats, count: number): string =>
  `${count < 14 ? countWord(count) : formats.count(count)} ${plural(count, "client")}`;

/** `, 4.9 % more than in May`. */
function comparedWords({ now, before }: ChurnPair, formats: Formats): string {
  const change = changeBetween("amount", now.income_at_risk, before?.income_at_risk, "down");
  if (!change || !before || change.kind !== "relative") return "";
  const size = writeChange(formats, "amount", change).replace(/^[+−]/, "");
  if (!/[1-9]/.test(size)) return `, as much as in ${formats.monthName(before.month)}`;
  return `, ${size} ${change.size > 0 ? "more" : "less"} than in ${formats.monthName(before.month)}`;
}

/**
 * The answer the page opens with: how much income is at risk, how many are expected to leave, and how many of them a
 * contact pays for.
 *
 * @param pair the latest month and the one before, of everybody
 * @param best campaign at the assumptions of the configuration
 * @param formats the bank's way of writing
 */
export function churnHeadline(pair: ChurnPair, best: CampaignOutcome, formats: Formats): string {
  const { now } = pair;
  if (now.income_at_risk === null || now.expected_leavers === null)
    return `Who will leave cannot be said of this bank. ${capital(clients(formats, now.clients))} ${plural(now.clients, "was", "were")} active in the three months to ${formats.month(now.month)}.`;
  const leavers = Math.round(now.expected_leavers);
  const worth =
    best.contacts === 0
      ? "At the cost of a contact none is worth one."
      : `A contact pays for ${clients(formats, best.contacts)}.`;
  return `${formats.value("amount", now.income_at_risk)} of yearly income is at risk${comparedWords(pair, formats)}: ${formats.count(leavers)} of ${formats.count(now.clients)} active clients are expected to leave. ${worth}`;
}

/**
 * What the headline's figure leaves out: who costs more than they bring.
 *
 * @param now the latest month, of everybody
 * @param formats the bank's way of writing
 */
export function churnLead(now: ChurnMonth, formats: Formats): string | null {
  if (now.income_at_risk === null || now.cost_relieved === null) return null;
  const costly = now.clients - now.earning_clients;
  const net = now.income_at_risk + now.cost_relieved;
  if (costly === 0) return null;
  return `By the income proxy ${formats.count(costly)} of the ${formats.count(now.clients)} clients bring nothing or cost money, since what their deposits cost is not covered by fees and loans; their leaving would save ${formats.value("amount", -now.cost_relieved)} a year. With them the sum over all clients is ${formats.value("amount", net)}.`;
}

/**
 * Which segment carries most of the income at risk.
 *
 * @param segments of the latest month, without "all"
 * @param formats the bank's way of writing
 */
export function riskBySegmentFinding(segments: readonly ChurnMonth[], formats: Formats): string {
  const total = segments.reduce((sum, { income_at_risk: risk }) => sum + (risk ?? 0), 0);
  const [first] = [...segments].sort((a, b) => (b.income_at_risk ?? 0) - (a.income_at_risk ?? 0));
  if (!first || total <= 0) return "No segment has income at risk";
  if (segments.length === 1)
    return `${formats.value("amount", total)} of yearly income is at risk, with ${formats.count(first.earning_clients)} clients who bring income`;
  return `${capital(codeWords(first.segment))} clients carry ${formats.percent((first.income_at_risk ?? 0) / total, 0)} of the income at risk`;
}

/**
 * What became of the income at risk in a year.
 *
 * @param months of everybody, oldest first, up to thirteen
 * @param formats the bank's way of writing
 */
export function riskTrendFinding(months: readonly ChurnMonth[], formats: Formats): string {
  const known = months.filter(({ income_at_risk: risk }) => risk !== null);
  const [first, last] = [known[0], known[known.length - 1]];
  if (!first || !last || first === last) return "Income at risk by month";
  const change = changeBetween("amount", last.income_at_risk, first.income_at_risk, "down");
  const span = known.length === 13 ? "in a year" : `since ${formats.month(first.month)}`;
  if (change?.kind !== "relative") return "Income at risk by month";
  const size = writeChange(formats, "amount", change).replace(/^[+−]/, "");
  if (!/[1-9]/.test(size)) return `Income at risk did not move ${span}`;
  return `Income at risk ${change.size > 0 ? "rose" : "fell"} ${size} ${span}`;
}

/**
 * Which segment's income at risk moved most on the month.
 *
 * @param segments of the latest month
 * @param before the same of the month before
 * @param formats the bank's way of writing
 */
export function segmentMoveFinding(
  segments: readonly ChurnMonth[],
  before: readonly ChurnMonth[],
  formats: Formats,
): string {
  if (segments.length === 1) return "The source knows one segment only";
  const moves = segments.map((row) => ({
    segment: row.segment,
    size:
      (row.income_at_risk ?? 0) -
      (before.find(({ segment }) => segment === row.segment)?.income_at_risk ?? row.income_at_risk ?? 0),
  }));
  const [most] = moves.sort((a, b) => Math.abs(b.size) - Math.abs(a.size));
  if (!most || Math.round(most.size) === 0) return "No segment moved on the month";
  return `${capital(codeWords(most.segment))} moved most on the month: ${most.size > 0 ? "+" : ""}${wholeMoney(formats, most.size)}`;
}

/**
 * How the months' expected leavers compare with who left.
 *
 * @param months of everybody, where both are known
 * @param formats the bank's way of writing
 */
export function leaversFinding(months: readonly ChurnMonth[], formats: Formats): string {
  const known = months.filter(
    ({ leavers, expected_leavers: expected }) => leavers !== null && expected !== null,
  );
  const sum = (of: (month: ChurnMonth) => number): number =>
    known.reduce((total, month) => total + of(month), 0);
  const [expected, came] = [sum((month) => month.expected_leavers ?? 0), sum((month) => month.leavers ?? 0)];
  if (known.length === 0 || expected === 0) return "Who left is not known yet for any of these months";
  const ratio = came / expected - 1;
  const off = formats.percent(Math.abs(ratio), 0);
  if (!/[1-9]/.test(off))
    return `As many left as expected over the ${countWord(known.length)} months that are over`;
  return `${off} ${ratio > 0 ? "more" : "fewer"} left than expected over the ${countWord(known.length)} months that are over`;
}

/**
 * What the campaign comes to, as the title of its curve.
 *
 * @param chosen campaign
 * @param best campaign on the same terms
 * @param formats the bank's way of writing
 */
export function campaignFinding(chosen: CampaignOutcome, best: CampaignOutcome, formats: Formats): string {
  const money = (value: number): string => formats.value("amount", value);
  if (best.contacts === 0) return "On these terms no contact pays for itself";
  const own = `${capital(clients(formats, Math.round(chosen.contacts)))} contacted: ${chosen.net >= 0 ? `${money(chosen.net)} net benefit expected` : `a loss of ${money(-chosen.net)} expected`}`;
  if (Math.round(chosen.contacts) === best.contacts) return `${own}, the most there is`;
  return `${own}; the most is ${money(best.net)} with ${formats.count(best.contacts)}`;
}

/**
 * What the test says of the same campaign.
 *
 * @param byValue at the campaign's depth, ranked as the campaign is; null without a test
 * @param formats the bank's way of writing
 */
export function testFinding(byValue: TestOutcome | null, formats: Formats): string {
  if (!byValue) return "No month of the test is over yet";
  if (byValue.depth === 0) return "Nobody is contacted, so nobody who leaves is reached";
  return `In the test the first ${formats.percent(byValue.depth, byValue.depth < 0.1 ? 1 : 0)} of the list held ${formats.percent(byValue.leaversShare, byValue.leaversShare < 0.1 ? 1 : 0)} of those who left`;
}

/**
 * How much of the outcome the likeliest tenth holds.
 *
 * @param gain of the validation
 * @param formats the bank's way of writing
 */
export function gainFinding(gain: ValidationReport["gain"], formats: Formats): string {
  const [first] = gain;
  if (!first) return "Nothing is known of the test";
  return `The likeliest tenth held ${formats.percent(first.gain, 0)} of those who left, ${first.lift.toFixed(1)} times its share`;
}

/** An interval of the slope wider than this says nothing. */
const widestSlope = 0.6;

/**
 * Whether probabilities mean what they say: the interval of the slope holds 1.
 *
 * @param slope of the out-of-time sample; null where there is none
 * @param interval of it
 * @param interval.low its lower end
 * @param interval.high its upper end
 */
export function calibrationFinding(
  slope: number | null,
  interval: { readonly low: number; readonly high: number } | null,
): string {
  if (slope === null || !interval) return "What was predicted against what came";
  if (interval.low <= 1 && interval.high >= 1)
    return interval.high - interval.low > widestSlope
      ? "Too few left to tell whether the probabilities mean what they say"
      : "The probabilities mean what they say";
  return slope > 1
    ? "The probabilities are too timid: leavers are likelier than they say"
    : "The probabilities are too bold at both ends";
}

/**
 * What being flagged means.
 *
 * @param classification of the validation
 * @param formats the bank's way of writing
 */
export function classificationFinding(
  classification: ValidationReport["classification"],
  formats: Formats,
): string {
  const { precision, recall } = classification;
  return `Of those flagged ${formats.percent(precision.value, 0)} left; ${formats.percent(recall.value, 0)} of all who left were flagged`;
}

/**
 * What moves the probability most.
 *
 * @param features of `featureEffects`
 * @param titleOf what a feature is called
 */
export function effectsFinding(
  features: readonly FeatureEffects[],
  titleOf: (feature: string) => string,
): string {
  const names = features.slice(0, 3).map(({ feature }) => titleOf(feature));
  if (names.length === 0) return "Nothing moves the probability";
  return `${capital(listWords(names.map((name) => `“${name}”`)))} ${names.length === 1 ? "moves" : "move"} the probability most`;
}

/**
 * Which small part of the clients holds most of those who leave.
 *
 * @param surrogate of the validation
 * @param formats the bank's way of writing
 */
export function segmentsFinding({ segments }: SurrogateReport, formats: Formats): string {
  const [first] = [...segments].sort((a, b) => (b.observed ?? b.probability) - (a.observed ?? a.probability));
  const all = segments.reduce((sum, { clients: count }) => sum + count, 0);
  const gone = segments.reduce(
    (sum, segment) => sum + segment.clients * (segment.observed ?? segment.probability),
    0,
  );
  if (!first || segments.length < 2 || gone === 0)
    return "No part of the clients leaves more than the others";
  const own = first.clients * (first.observed ?? first.probability);
  return `One segment, ${formats.percent(first.clients / all)} of the clients, holds ${formats.percent(own / gone, 0)} of those who left`;
}

/**
 * How many are still there, and which group stays longest.
 *
 * @param groups with their points, the whole first or alone
 * @param groups.name of a group
 * @param groups.points of `kaplanMeier`
 */
export function survivalFinding(
  groups: readonly { readonly name: string; readonly points: readonly SurvivalPoint[] }[],
): string {
  const known = groups.filter(({ points }) => points.length > 0);
  const reach = Math.min(...known.map(({ points }) => points[points.length - 1]!.time));
  if (known.length === 0 || reach < 12) return "Too few months of tenure are watched to say who stays";
  const years = reach >= 60 ? 5 : 1;
  const left = (points: readonly SurvivalPoint[], time: number): number =>
    Math.round(100 * survivalAt(points, time).survival);
  const time = years * 12;
  if (known.length === 1) {
    const { points } = known[0]!;
    const later = years === 5 ? `, ${left(points, 60)} after five` : "";
    return `Of 100 new clients ${left(points, 12)} are still there after a year${later}`;
  }
  const ranked = [...known].sort(
    (a, b) => survivalAt(b.points, time).survival - survivalAt(a.points, time).survival,
  );
  const [most, least] = [ranked[0]!, ranked[ranked.length - 1]!];
  const span = years === 1 ? "a year" : "five years";
  return `After ${span} ${left(most.points, time)} of 100 are still there of “${codeWords(most.name)}”, ${left(least.points, time)} of “${codeWords(least.name)}”`;
}
