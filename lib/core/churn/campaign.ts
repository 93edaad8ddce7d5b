import type { CampaignPoint } from "./rows.js";

/** What a contact costs and brings. */
export interface CampaignTerms {
  /** Of one contact, in the reporting currency. */
  readonly cost: number;
  /** Share of the leavers contacted who stay, in [0, 1]. */
  readonly success: number;
  /** Years for which who stays is counted. */
  readonly years: number;
}

/** What contacting so many clients, the best first, is expected to come to. */
export interface CampaignOutcome {
  readonly contacts: number;
  readonly cost: number;
  /** Expected income kept, before the cost. */
  readonly kept: number;
  /** Expected net benefit: kept less cost. */
  readonly net: number;
  /** The same for as many clients drawn at random. */
  readonly random: number;
  /** Expected leavers among those contacted. */
  readonly leavers: number;
}

/** The points of one segment, from no contact to everybody, in the order of contacts. */
export interface CampaignCurve {
  readonly contacts: Float64Array;
  /** Σ probability × yearly income. */
  readonly value: Float64Array;
  readonly leavers: Float64Array;
}

/**
 * The net benefit of contacting one client.
 *
 * @param probability of leaving, in [0, 1]
 * @param income a year, below zero where the client costs more than they bring
 * @param terms of the campaign
 */
export function netBenefit(probability: number, income: number, terms: CampaignTerms): number {
  return probability * terms.success * income * terms.years - terms.cost;
}

/**
 * Points of a segment as a curve that begins at no contact.
 *
 * @param points of `rpt_churn_campaign`, any order
 * @param segment "all" for everybody
 */
export function campaignCurve(points: readonly CampaignPoint[], segment: string): CampaignCurve {
  const own = points.filter((point) => point.segment === segment).sort((a, b) => a.contacts - b.contacts);
  const column = (of: (point: CampaignPoint) => number): Float64Array =>
    Float64Array.from([0, ...own.map(of)]);
  return {
    contacts: column(({ contacts }) => contacts),
    value: column(({ value_reached }) => value_reached),
    leavers: column(({ leavers_reached }) => leavers_reached),
  };
}

/** The value of `ys` at x, on the straight line between its neighbours; x lies within xs. */
function between(xs: Float64Array, ys: Float64Array, x: number): number {
  let [low, high] = [0, xs.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle]! <= x) low = middle;
    else high = middle;
  }
  const span = xs[high]! - xs[low]!;
  return span === 0 ? ys[high]! : ys[low]! + ((x - xs[low]!) / span) * (ys[high]! - ys[low]!);
}

/** How many clients a segment has. */
export const everybody = (curve: CampaignCurve): number => curve.contacts[curve.contacts.length - 1]!;

/**
 * What a number of contacts comes to.
 *
 * @param curve of `campaignCurve`
 * @param contacts limited to 0 and everybody
 * @param terms of the campaign
 */
export function campaignAt(curve: CampaignCurve, contacts: number, terms: CampaignTerms): CampaignOutcome {
  const all = everybody(curve);
  const reached = Math.max(0, Math.min(all, contacts));
  const worth = terms.success * terms.years;
  const kept = worth * between(curve.contacts, curve.value, reached);
  const cost = reached * terms.cost;
  const whole = worth * curve.value[curve.value.length - 1]!;
  return {
    contacts: reached,
    cost,
    kept,
    net: kept - cost,
    random: (all > 0 ? (whole * reached) / all : 0) - cost,
    leavers: between(curve.contacts, curve.leavers, reached),
  };
}

/**
 * The number of contacts with the largest expected net benefit: since the dearest expected loss comes first, everybody
 * whose own net benefit is above zero.
 *
 * @param curve of `campaignCurve`; exact up to 100 contacts, then to the distance of its points
 * @param terms of the campaign
 * @returns no contact where none pays
 */
export function bestCampaign(curve: CampaignCurve, terms: CampaignTerms): CampaignOutcome {
  const worth = terms.success * terms.years;
  let [best, at] = [0, 0];
  for (let i = 1; i < curve.contacts.length; i++) {
    const net = worth * curve.value[i]! - terms.cost * curve.contacts[i]!;
    if (net > best) [best, at] = [net, i];
  }
  return campaignAt(curve, curve.contacts[at]!, terms);
}

/**
 * Every point of the curve, for drawing.
 *
 * @param curve of `campaignCurve`
 * @param terms of the campaign
 */
export function campaignOutcomes(curve: CampaignCurve, terms: CampaignTerms): CampaignOutcome[] {
  return Array.from(curve.contacts, (contacts) => campaignAt(curve, contacts, terms));
}
