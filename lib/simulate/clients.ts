import type { genders } from "../core/contract.js";
import type { Bank } from "./bank.js";
import { familyNames, givenNames } from "./catalogue.js";
import type { Kin } from "./kin.js";
import { Random } from "./random.js";
import type { Rows } from "./rows.js";
import { digits } from "./text.js";
import { drawTraits, type Livelihood, livelihoodOf, type Segment, type Traits } from "./traits.js";

/** Who a client is, and what they are like. */
export interface Client extends Traits {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly gender: (typeof genders)[number];
  readonly country: string;
  readonly region: string;
  readonly segment: Segment;
  readonly livelihood: Livelihood;
  /** Offsets from the first simulated day, usually negative. */
  readonly birthDay: number;
  readonly joinDay: number;
  /** The second record, when region or segment changed. */
  readonly change: { readonly day: number; readonly region: string; readonly segment: Segment } | null;
}

const clientStream = 2;
/** Share of the clients who were there before the first day; the rest join as the bank grows. */
export const oldClientShare = 0.6;
export const studentShare = 0.12;
const segmentShares = [
  { name: "retail", weight: 70 },
  { name: "student", weight: studentShare * 100 },
  { name: "affluent", weight: 11 },
  { name: "business", weight: 7 },
] as const;

/** The key of a client. */
const clientId = (index: number): string => `C${digits(index + 1, 6)}`;

/** Draws a client; everybody but the client's own rows can be told from the bank and the index alone. */
export function drawClient(bank: Bank, index: number, kin: Kin): Client {
  const random = new Random(bank.seed, index, clientStream);
  const { dayCount } = bank.calendar;
  const gender = random.chance(0.02) ? "unknown" : random.chance(0.51) ? "female" : "male";
  const given = random.pick(
    givenNames[gender === "unknown" ? random.pick(["female", "male"] as const) : gender],
  );
  const family = `${random.pick(familyNames)} ${kin.familyName}`;
  const segment = random.weighted(segmentShares).name;
  const age =
    segment === "student" ? 18 + 7 * random.uniform() : Math.min(90, 21 + random.lognormal(23, 0.5));
  const joinDay = random.chance(oldClientShare)
    ? -1 - Math.floor(random.uniform() * Math.min(15, age - 17.9) * 365)
    : Math.floor(Math.sqrt(random.uniform()) * dayCount);
  return {
    ...drawTraits(random, segment, age),
    index,
    id: clientId(index),
    name: `${given} ${family}`,
    email: `${plainNames.get(given) ?? ""}.${plainNames.get(kin.familyName) ?? ""}${index + 1}@example.org`,
    gender,
    country: kin.country,
    region: kin.region,
    segment,
    livelihood: livelihoodOf(segment, age),
    birthDay: Math.min(joinDay, 0) - Math.floor(age * 365.25),
    joinDay,
    change: drawChange(random, { segment, joinDay, dayCount, kin }),
  };
}

function drawChange(
  random: Random,
  about: { segment: Segment; joinDay: number; dayCount: number; kin: Kin },
): Client["change"] {
  const { segment, joinDay, dayCount, kin } = about;
  const changeDay = random.between(Math.max(joinDay, 0) + 60, Math.floor(dayCount * 1.6) + 60);
  const next: Segment | null =
    segment === "student" && random.chance(0.5)
      ? "retail"
      : segment === "retail" && random.chance(0.09)
        ? "affluent"
        : null;
  if (kin.move && kin.move.day > Math.max(joinDay, 0))
    return { day: kin.move.day, region: kin.move.region, segment };
  return next && changeDay < dayCount ? { day: changeDay, region: kin.region, segment: next } : null;
}

/**
 * Writes the client's records: one, or two when something changed.
 *
 * @param lastDay offset of the last day on which the bank heard of the client
 */
export function writeKyc(rows: Rows, client: Client, bank: Bank, lastDay: number): void {
  const { dateOf } = bank.calendar;
  const record = (region: string, segment: Segment, from: number): string =>
    [
      client.id,
      client.name,
      dateOf(client.birthDay),
      client.gender,
      client.country,
      region,
      segment,
      client.email,
      dateOf(from),
    ].join(",");
  rows.add(record(client.region, client.segment, client.joinDay));
  const { change } = client;
  if (
    change &&
    change.day <= lastDay &&
    (change.region !== client.region || change.segment !== client.segment)
  ) {
    rows.add(record(change.region, change.segment, change.day));
  }
}

/** Names without accents, in small letters. */
const plainNames = new Map(
  [...givenNames.female, ...givenNames.male, ...familyNames].map((name) => [
    name,
    name
      .normalize("NFD")
      .replace(/[^A-Za-z]/g, "")
      .toLowerCase(),
  ]),
);
