import type { genders, segments } from "../core/contract.js";
import type { Bank } from "./bank.js";
import { countries, familyNames, givenNames, homeCountry, regions } from "./catalogue.js";
import type { Random } from "./random.js";
import type { Rows } from "./rows.js";
import { digits } from "./text.js";

export type Segment = (typeof segments)[number];

/** Who a client is, and the tempers that drive what they do. */
export interface Client {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly gender: (typeof genders)[number];
  readonly country: string;
  readonly region: string;
  readonly segment: Segment;
  /** Offsets from the first simulated day, usually negative. */
  readonly birthDay: number;
  readonly joinDay: number;
  /** The second record, when region or segment changed. */
  readonly change: { readonly day: number; readonly region: string; readonly segment: Segment } | null;
  /** Around 1; above it misfortune is more frequent. */
  readonly frailty: number;
  /** Share of the free income that is spent rather than kept, around 0.8. */
  readonly appetite: number;
  /** 0 uses the branch, 1 the app. */
  readonly digital: number;
}

const segmentShares = [
  { name: "retail", weight: 70 },
  { name: "student", weight: 12 },
  { name: "affluent", weight: 11 },
  { name: "business", weight: 7 },
] as const;

/** Draws a client; some 60 % were there before the first day, the rest join as the bank grows. */
export function drawClient(random: Random, bank: Bank, index: number): Client {
  const { dayCount } = bank.calendar;
  const gender = random.chance(0.02) ? "unknown" : random.chance(0.51) ? "female" : "male";
  const given = random.pick(
    givenNames[gender === "unknown" ? random.pick(["female", "male"] as const) : gender],
  );
  const family = [random.pick(familyNames), random.pick(familyNames)];
  const segment = random.weighted(segmentShares).name;
  const age =
    segment === "student" ? 18 + 7 * random.uniform() : Math.min(90, 21 + random.lognormal(23, 0.5));
  const joinDay = random.chance(0.6)
    ? -Math.floor(random.uniform() * Math.min(15, age - 17.9) * 365)
    : Math.floor(Math.sqrt(random.uniform()) * dayCount * 0.98);
  const country = random.weighted(countries).code;
  const region = country === homeCountry ? random.weighted(regions).name : "";
  const changeDay = random.between(Math.max(joinDay, 0) + 60, Math.floor(dayCount * 1.6) + 60);
  const graduates = segment === "student" && random.chance(0.5);
  const changed = (random.chance(0.3) || graduates) && changeDay < dayCount;
  return {
    index,
    id: `C${digits(index + 1, 6)}`,
    name: `${given} ${family.join(" ")}`,
    email: `${plain(given)}.${plain(family[1] ?? "")}${index + 1}@example.org`,
    gender,
    country,
    region,
    segment,
    birthDay: Math.min(joinDay, 0) - Math.floor(age * 365.25),
    joinDay,
    change: changed
      ? {
          day: changeDay,
          region: country === homeCountry && !graduates ? random.weighted(regions).name : region,
          segment: graduates ? "retail" : segment === "retail" && random.chance(0.3) ? "affluent" : segment,
        }
      : null,
    frailty: random.lognormal(0.8, 0.75),
    appetite: Math.min(1.25, Math.max(0.4, 0.82 + 0.16 * random.normal())),
    digital: Math.min(1, Math.max(0, 0.95 - (age - 20) / 90 + 0.2 * random.normal())),
  };
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

const plain = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();
