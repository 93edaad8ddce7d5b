import type { Bank } from "./bank.js";
import { countries, familyNames, homeCountry, regions } from "./catalogue.js";
import { Random } from "./random.js";

const kinStream = 20;
/** Households are made of neighbouring clients, never across a block of this many. */
const blockSize = 6;
const divisions = [
  { weight: 55, sizes: [1, 1, 1, 1, 1, 1] },
  { weight: 18, sizes: [2, 1, 1, 1, 1] },
  { weight: 12, sizes: [2, 2, 1, 1] },
  { weight: 9, sizes: [3, 1, 1, 1] },
  { weight: 6, sizes: [3, 2, 1] },
] as const;

/** The people a client lives with, and what they share. */
export interface Kin {
  /** Indices of all members, the client among them. */
  readonly members: readonly number[];
  readonly country: string;
  readonly region: string;
  readonly familyName: string;
  /** When and where the household moves; null when it stays. */
  readonly move: { readonly day: number; readonly region: string } | null;
  /** The rent: who gets it, its day of the month, and its size against an income. */
  readonly rent: { readonly landlord: string; readonly dayOfMonth: number; readonly ratio: number } | null;
}

/** The household of a client; the same for each of its members. */
export function kinOf(bank: Bank, index: number): Kin {
  const block = Math.floor(index / blockSize);
  const { sizes } = new Random(bank.seed, block, kinStream).weighted(divisions);
  let first = block * blockSize;
  let size = 1;
  for (const next of sizes) {
    size = next;
    if (index < first + next) break;
    first += next;
  }
  const members = Array.from({ length: size }, (_, at) => first + at).filter(
    (member) => member < bank.clients,
  );
  const random = new Random(bank.seed, first, kinStream, 2);
  const country = random.weighted(countries).code;
  const atHome = country === homeCountry;
  const region = atHome ? random.weighted(regions).name : "";
  const moves = random.chance(0.2) && atHome;
  return {
    members,
    country,
    region,
    familyName: random.pick(familyNames),
    move: moves
      ? { day: Math.floor(random.uniform() * bank.calendar.dayCount), region: random.weighted(regions).name }
      : null,
    rent: random.chance(0.52)
      ? {
          landlord: `L${random.integer(20_000) + 1}`,
          dayOfMonth: random.between(1, 8),
          ratio: 0.2 + 0.14 * random.uniform(),
        }
      : null,
  };
}

/** Money that one member of a household sends another; cents, offsets and seconds of the day. */
export interface KinTransfer {
  readonly from: number;
  readonly to: number;
  readonly cents: number;
  readonly day: number;
  readonly second: number;
  readonly isStanding: boolean;
}

/**
 * The transfers within a household, in order of days. Members draw them alike, whoever is asked.
 *
 * @param presence first and last day on which a member, by index, can send and receive
 */
export function kinTransfers(
  bank: Bank,
  { members }: Kin,
  presence: (member: number) => { readonly from: number; readonly to: number },
): KinTransfer[] {
  if (members.length < 2) return [];
  const random = new Random(bank.seed, members[0] ?? 0, kinStream, 3);
  const { monthStarts, monthCount } = bank.calendar;
  const pair = (): { from: number; to: number } => {
    const from = random.integer(members.length);
    const to = (from + 1 + random.integer(members.length - 1)) % members.length;
    return { from: members[from] ?? 0, to: members[to] ?? 0 };
  };
  const standing = random.chance(0.6)
    ? { ...pair(), cents: random.between(5, 30) * 1000, dayOfMonth: random.between(2, 28) }
    : null;
  const occasions = random.lognormal(0.6, 0.6);
  const present = new Map(members.map((member) => [member, presence(member)]));
  const transfers: KinTransfer[] = [];
  const add = (transfer: KinTransfer): void => {
    const ends = [present.get(transfer.from), present.get(transfer.to)];
    if (ends.every((end) => end && transfer.day >= end.from && transfer.day <= end.to))
      transfers.push(transfer);
  };
  for (let month = 0; month < monthCount; month++) {
    const start = (monthStarts[month] ?? 0) - 1;
    if (standing) {
      const { from, to, cents, dayOfMonth } = standing;
      add({
        from,
        to,
        cents,
        day: start + dayOfMonth,
        second: 21_600 + random.integer(3600),
        isStanding: true,
      });
    }
    for (let left = random.poisson(occasions); left > 0; left--) {
      const cents = Math.round(random.lognormal(3500, 0.9) / 50) * 50;
      const day = start + random.between(1, 28);
      add({
        ...pair(),
        cents: Math.max(200, cents),
        day,
        second: 28_800 + random.integer(50_000),
        isStanding: false,
      });
    }
  }
  return transfers.sort((left, right) => left.day - right.day);
}
