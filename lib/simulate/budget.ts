import type { Client } from "./clients.js";
import type { Random } from "./random.js";

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

/** What comes in and what is promised each month; money in cents. */
export interface Budget {
  readonly income: number;
  readonly incomeKind: "salary" | "pension" | "family" | "invoices";
  readonly payer: string;
  readonly payday: number;
  /** Paid a fourteenth of the year more in June and December. */
  readonly allowances: boolean;
  /** 0 when the client owns their home. */
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

const medianIncome = {
  retail: 165_000,
  student: 60_000,
  affluent: 420_000,
  business: 380_000,
  unknown: 150_000,
};

/** Draws a client's budget. */
export function drawBudget(random: Random, client: Client): Budget {
  const { segment } = client;
  const age = -client.birthDay / 365.25;
  const income = Math.round(random.lognormal(medianIncome[segment], segment === "business" ? 0.6 : 0.32));
  const kind =
    segment === "student" ? "family" : segment === "business" ? "invoices" : age >= 67 ? "pension" : "salary";
  const rents = segment !== "student" && random.chance(0.52);
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
  const rentDay = random.between(1, 8);
  return {
    income,
    incomeKind: kind,
    payer:
      kind === "pension" ? "E1" : kind === "family" ? `P${client.index + 1}` : `E${random.integer(900) + 2}`,
    payday: random.chance(0.7) ? random.between(23, 31) : random.between(1, 10),
    allowances: kind === "pension" || (kind === "salary" && random.chance(0.7)),
    rent: rents
      ? {
          ...bill("rent", "L", 20_000, 1, 0),
          cents: Math.round(income * (0.2 + 0.14 * random.uniform())),
          dayOfMonth: rentDay,
        }
      : null,
    bills,
    saving,
    savingDay: random.between(1, 28),
    monthlyFee: random.chance(0.35) && segment !== "student" ? random.pick([290, 390, 490]) : 0,
    purchasesPerDay:
      Math.min(2.2, random.lognormal(0.112, 0.75)) * (age > 70 ? 0.6 : 1) * (0.6 + 0.5 * client.appetite),
    withdrawalsPerDay: random.lognormal(0.022, 0.6),
    transfersPerDay: random.lognormal(0.015, 0.8),
    ticketScale: Math.sqrt(income / 170_000) * random.lognormal(1, 0.25),
  };
}
