import { loyaltyDeviation } from "./attritionChain.js";
import type { segments } from "../core/contract.js";
import { riskDeviation } from "./creditChain.js";
import type { Random } from "./random.js";

export type Segment = (typeof segments)[number];

/** What a client is like underneath, and nobody ever writes down. */
export interface Traits {
  /** Static credit risk in log odds of missing an instalment, around 0. */
  readonly risk: number;
  /** In log odds against deciding to leave, around 0. */
  readonly loyalty: number;
  /** Spending discipline, around 0 with deviation 1; riskier clients have less. */
  readonly discipline: number;
  /** Share of the free income that is spent rather than kept, around 0.8. */
  readonly appetite: number;
  /** 0 uses the branch, 1 the app. */
  readonly digital: number;
  /** Monthly income in cents in the first simulated month. */
  readonly income: number;
}

export type Livelihood = "salary" | "pension" | "family" | "invoices";

/** Income of a client of 48, in euro a month, and the deviation of its logarithm. */
const incomes: Readonly<Record<Segment, { readonly median: number; readonly sigma: number }>> = {
  retail: { median: 1620, sigma: 0.26 },
  student: { median: 560, sigma: 0.3 },
  affluent: { median: 3900, sigma: 0.3 },
  business: { median: 3500, sigma: 0.55 },
  unknown: { median: 1500, sigma: 0.3 },
};

/** Occupations of the employed, by what they pay. */
const occupations = [
  { weight: 34, pays: 0.8 },
  { weight: 30, pays: 0.97 },
  { weight: 22, pays: 1.18 },
  { weight: 14, pays: 1.55 },
] as const;

/** What a client lives on. */
export function livelihoodOf(segment: Segment, age: number): Livelihood {
  if (segment === "student") return "family";
  if (segment === "business") return "invoices";
  return age >= 67 ? "pension" : "salary";
}

/** Draws a client's traits. */
export function drawTraits(random: Random, segment: Segment, age: number): Traits {
  const risk = within(3, random.normal());
  const loyalty = within(3, random.normal());
  const discipline = -0.6 * risk + 0.8 * random.normal();
  const { median, sigma } = incomes[segment];
  const employed = livelihoodOf(segment, age) === "salary";
  const level =
    median * lifeCycle(age) * (employed && segment === "retail" ? random.weighted(occupations).pays : 1);
  return {
    risk: risk * riskDeviation,
    loyalty: loyalty * loyaltyDeviation,
    discipline,
    appetite: within(0.43, 0.14 * -discipline + 0.06 * random.normal()) + 0.82,
    digital: Math.min(1, Math.max(0, 0.95 - (age - 20) / 90 + 0.2 * random.normal())),
    income: Math.round(random.lognormal(level * 100, sigma) * Math.exp(-0.06 * risk)),
  };
}

/** Income against that at 48: rises through working life and falls off towards the pension. */
function lifeCycle(age: number): number {
  if (age < 25) return age < 22 ? 0.85 : 0.8;
  const distance = (age - 48) / (age < 48 ? 34 : 45);
  return 1 - 0.6 * distance * distance * (age < 48 ? 1 : 0.9);
}

const within = (limit: number, value: number): number => Math.max(-limit, Math.min(limit, value));
