import { makeFormats } from "../../core/format/formats.js";
import type { AboutRow, FlowRow, KpiRow } from "../../core/reports.js";
import { chance } from "./chance.js";

/** Made-up data for the gallery: the same every time, and like nothing real. */

const day = 86_400_000;

export const exampleAbout: AboutRow = {
  bank: "Example bank",
  profile: "simulated",
  currency: "EUR",
  locale: "en-GB",
  note: null,
  as_of: new Date("2026-06-30T00:00:00Z"),
  first_date: new Date("2024-06-01T00:00:00Z"),
  movements: 1_234_567,
  accounts: 21_997,
  clients: 11_451,
  checks_passed: 33,
  checks_total: 34,
  run: "0123456789ab",
  commit_id: "1a2b3c4",
  previous_run: "ba9876543210",
  previous_as_of: new Date("2026-06-29T00:00:00Z"),
};

export const exampleFormats = makeFormats(exampleAbout);
export const exampleSource = "Source: made up, Example bank, as of 30 June 2026";

/** Twenty-five whole months of some KPIs, one with a target. */
export const exampleKpis = (): KpiRow[] =>
  Object.entries({ active_clients: 6000, deposits: 40e6, loan_book: 15e6, net_flow: 2e6 }).flatMap(
    ([kpi, level], line) =>
      Array.from({ length: 25 }, (_, index) => ({
        kpi,
        month: new Date(Date.UTC(2024, 5 + index, 1)),
        value:
          kpi === "net_flow"
            ? level * (chance(index + 1) - 0.35)
            : level * (1 + index / 60 + chance(line * 100 + index) / 12),
        target: kpi === "deposits" ? 62e6 : null,
        is_complete: true,
      })),
  );

/** A figure for each day of a month. */
export const exampleDays = (): { date: Date; value: number }[] =>
  Array.from({ length: 30 }, (_, index) => ({
    date: new Date(Date.UTC(2026, 5, 1) + index * day),
    value: 1e6 * (0.4 + chance(index)),
  }));

/** Money in and out for each day of half a year. */
export const exampleFlow = (): FlowRow[] =>
  Array.from({ length: 180 }, (_, index) => {
    const [credits, debits] = [2e6 * chance(index), 1.8e6 * chance(index + 500)];
    const date = new Date(Date.UTC(2026, 5, 30) - (179 - index) * day);
    return { date, credits, debits, net_flow: credits - debits, movements: 9000 };
  });

export interface ExampleClient {
  readonly client: string;
  readonly band: string;
  readonly probability: number;
  readonly balance: number;
  readonly since: Date;
  readonly reason: string;
}

const reasons = [
  "balance below what is usual for this client",
  "three movements late in the last ninety days, one of them by more than a month",
  "income fell",
];

/** So many clients who do not exist. */
export const exampleClients = (count: number): ExampleClient[] =>
  Array.from({ length: count }, (_, index) => {
    const probability = chance(index + 7) ** 3;
    return {
      client: Math.floor(chance(index + 0.5) * 2 ** 32)
        .toString(16)
        .padStart(8, "0"),
      band: "ABCDEFG"[Math.min(6, Math.floor(probability * 9))]!,
      probability,
      balance: Math.round((chance(index * 3) - 0.2) * 4_000_000) / 100,
      since: new Date(Date.UTC(2019, 0, 1) + Math.floor(chance(index * 5) * 2500) * day),
      reason: reasons[index % reasons.length]!,
    };
  });
