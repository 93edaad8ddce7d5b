import { type Account, type Wallet, isOpen } from "../accounts.js";
import type { Bank } from "../bank.js";
import { countries, homeCountry, purchases } from "../catalogue.js";
import type { Client } from "../clients.js";
import { purpose } from "../ledger.js";
import type { Random } from "../random.js";
import type { Household } from "../recurring.js";

const friendsPerClient = 30;
const merchantsPerKind = 400;
const firstForeignMerchant = 9000;
const fromOutside = countries.filter(({ code }) => code !== homeCountry);

/** What a client spends at once, against the catalogue, at today's prices. */
export const ticketScaleOf = ({ budget, situation }: Household): number =>
  budget.ticketScale * situation.prices;

/** What a client earns a month, as of today; cents. */
export const payOf = ({ budget, situation }: Household): number => budget.income * situation.pay;

/** Someone the client deals with anyway. */
export function friendOf(random: Random, client: Client): string {
  return `P${random.integer(friendsPerClient) + client.index * friendsPerClient}`;
}

/** Someone out of the same crowd as everybody's friends. */
export function stranger(random: Random, bank: Bank): string {
  return `P${random.integer(bank.clients * friendsPerClient)}`;
}

/** A country abroad, those nearest to the bank's clients first. */
export function countryAbroad(random: Random): string {
  return random.weighted(fromOutside).code;
}

/** The end of the line of a purchase in a category of the catalogue, at some merchant of it. */
export function merchantOf(
  random: Random,
  category: string,
  channel: "card" | "web",
  country = homeCountry,
): string {
  const kind = purchases.findIndex((purchase) => purchase.category === category);
  const merchant = Math.floor(random.uniform() * random.uniform() * merchantsPerKind);
  const number =
    country === homeCountry ? kind * merchantsPerKind + merchant + 1 : firstForeignMerchant + merchant;
  return purpose("card_purchase", channel, `M${number}`, category, country);
}

/** Where a client gives their orders. */
export function channelOf(random: Random, client: Client): "app" | "web" | "branch" {
  if (!random.chance(client.digital)) return "branch";
  return random.chance(0.75) ? "app" : "web";
}

/** Where a client gives their orders when it is not at the counter. */
export function onlineChannel(random: Random): "app" | "web" {
  return random.chance(0.7) ? "app" : "web";
}

/** The account a card purchase is charged to. */
export function purseOf({ card, checking }: Wallet, day: number): Account {
  return isOpen(card, day) ? card : checking;
}

/** Seconds of the day at which the bank books by itself. */
export const batchSecond = (random: Random): number => 7200 + random.integer(14_400);

/** Seconds of the day at which people are about, mostly midday; leaves the evening for what follows. */
export const daySecond = (random: Random): number =>
  25_200 + Math.floor(((random.uniform() + random.uniform()) / 2) * 40_000);

/** Seconds of the day between two and a quarter to five, when people sleep and the bank books. */
export const nightSecond = (random: Random): number => 7200 + random.integer(9900);

/** A second after another one on the same day, at most `seconds` later. */
export const soonAfter = (random: Random, second: number, low: number, high: number): number =>
  Math.min(86_399, second + random.between(low, high));

/** Cents to the nearest multiple below. */
export const roundDown = (cents: number, step: number): number => Math.floor(cents / step) * step;
