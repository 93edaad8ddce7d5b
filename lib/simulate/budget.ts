import type { Client } from "./clients.js";
import type { Employer } from "./employers.js";
import type { Kin } from "./kin.js";
import type { Random } from "./random.js";
import type { Livelihood } from "./traits.js";

/** A bill that comes back; cents and a day of the month. */
export interface Bill {
  readonly category: string;
  readonly counterparty: string;
  readonly cents: number;
  /** How far one bill is from the next, as a ratio. */
  readonly spread: number;
  readonly dayOfMonth: number;
  readonly everyMonths: number;
  readonly phase: number;
}

/** What comes in and what is promised each month; money in cents of the first simulated month. */
export interface Budget {
  readonly income: number;
  readonly incomeKind: Livelihood;
  /** Changes with the employer. */
  payer: string;
  readonly payday: number;
  /** Paid a fourteenth of the year more in June and December. */
  readonly allowances: boolean;
  /** Null when the client owns their home. */
  readonly rent: Bill | null;
  readonly bills: readonly Bill[];
  /** Standing order to savings, 0 for none. */
  readonly saving: number;
  readonly savingDay: number;
  readonly monthlyFee: number;
  /** Card purchases, withdrawals and transfers expected on an average day. */
  readonly purchasesPerDay: number;
  readonly withdrawalsPerDay: number;
  readonly transfersPerDay: number;
  /** Ticket against the catalogue's median. */
  readonly ticketScale: number;
}

/** What a whole home costs at the usual ratio of rent to income, in cents. */
const homeRent = 98_000;
const usualRentRatio = 0.27;

/** Draws a client's budget. */
export function drawBudget(random: Random, client: Client, kin: Kin, employer: Employer | null): Budget {
  const { segment, income } = client;
  const age = -client.birthDay / 365.25;
  const kind = client.livelihood;
  const bill = (
    category: string,
    prefix: string,
    count: number,
    euro: number,
    spread: number,
    everyMonths = 1,
  ): Bill => ({
    category,
    counterparty: `${prefix}${random.integer(count) + 1}`,
    cents: Math.round(random.lognormal(euro * 100, 0.3)),
    spread,
    dayOfMonth: random.between(1, 28),
    everyMonths,
    phase: random.integer(everyMonths),
  });
  const bills: Bill[] = [];
  if (random.chance(segment === "student" ? 0.1 : 0.62)) bills.push(bill("electricity", "U", 8, 58, 0.2));
  if (random.chance(segment === "student" ? 0.05 : 0.4)) bills.push(bill("water", "U", 20, 24, 0.15, 2));
  if (random.chance(0.5)) bills.push(bill("telecom", "U", 5, 36, 0.04));
  if (random.chance(0.3)) bills.push(bill("insurance", "I", 9, 74, 0, 3));
  if (random.chance(0.35 * client.digital + 0.05)) bills.push(bill("subscription", "D", 30, 11, 0));
  const saving = random.chance(0.5)
    ? Math.max(2000, Math.round((income * 0.25 * (1.2 - client.appetite)) / 1000) * 1000)
    : 0;
  return {
    income,
    incomeKind: kind,
    payer:
      employer?.id ??
      (kind === "family"
        ? `P${client.index * 30}`
        : kind === "pension"
          ? "E1"
          : `E${random.integer(4000) + 2000}`),
    payday: kind === "pension" ? 8 : random.between(1, 10),
    allowances: kind === "pension",
    rent: rentOf(client, kin),
    bills,
    saving,
    savingDay: random.between(1, 28),
    monthlyFee: random.chance(0.35) && segment !== "student" ? random.pick([290, 390, 490]) : 0,
    purchasesPerDay:
      Math.min(2.2, random.lognormal(0.104, 0.72)) * (age > 70 ? 0.6 : 1) * (0.6 + 0.5 * client.appetite),
    withdrawalsPerDay: random.lognormal(0.021, 0.6),
    transfersPerDay: random.lognormal(0.013, 0.8),
    ticketScale: Math.sqrt(income / 170_000) * random.lognormal(1, 0.25),
  };
}

/** One home, one landlord: those who live together share the rent, as far as the income goes. */
function rentOf({ segment, income }: Client, { rent, members }: Kin): Bill | null {
  if (!rent || segment === "student") return null;
  const share = (homeRent * rent.ratio) / usualRentRatio / members.length;
  return {
    category: "rent",
    counterparty: rent.landlord,
    cents: Math.round(members.length === 1 ? income * rent.ratio : Math.min(share, income * 0.4)),
    spread: 0,
    dayOfMonth: rent.dayOfMonth,
    everyMonths: 1,
    phase: 0,
  };
}
