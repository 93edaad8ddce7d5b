import { z } from "zod";
import { kpis } from "../lib/core/kpis.js";
import { bankDefaults } from "../lib/simulate/bank.js";
import { BuildError } from "./errors.js";

const date = z.iso.date({ error: "a date YYYY-MM-DD was expected" });
const ratio = z.number().min(0).max(1);
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "a month YYYY-MM was expected");
const days = z.number().int().min(0).nullable();

const freshnessDays = z.strictObject({
  kyc: days,
  accounts: days,
  transactions: days,
  events: days,
  loans: days,
});

const profile = z.strictObject({
  /** What pages call the bank. */
  bank: z.string().min(1),
  /** Reporting currency, ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/, "three capital letters were expected, as in EUR"),
  /** The last day whose data is complete; without it, the last full day of the movements. */
  asOf: date.optional(),
  /** What every reader of the site should know about the data. */
  note: z.string().optional(),
  /** Why silence in this bank's movements is no sign of leaving; the churn model is then left out. */
  noChurnModel: z.string().optional(),
  /** Instead of quality.freshnessDays, for a bank that delivers otherwise. */
  freshnessDays: freshnessDays.optional(),
  /**
   * What the bank wants of its KPIs, by id (`lib/core/kpis.ts`), in the KPI's unit: money in the reporting currency, shares
   * from 0 to 1. Of a KPI that is to fall it is a limit.
   */
  targets: z.partialRecord(z.enum(kpis.map(({ id }) => id)), z.number()).default({}),
  /** How far a running balance may be from the stated one, in the reporting currency. */
  balanceTolerance: z.number().min(0).default(0),
});

const schema = z.strictObject({
  /** The source profile used when no flag names another. */
  profile: z.string(),
  profiles: z.record(z.string(), profile),
  /** How numbers and dates are written, BCP 47. */
  locale: z.string(),
  /** Units of the reporting currency for one unit of another. A currency not listed is quarantined. */
  currencyRates: z.record(z.string(), z.number().positive()),
  quality: z.strictObject({
    /** The build stops when a larger share of a required extract is quarantined. */
    maximumQuarantineShare: ratio,
    /** Days after which the newest row of an extract is called late; null: never. */
    freshnessDays,
  }),
  kpi: z.strictObject({
    /** Yearly margins of the income proxy, as ratios. */
    loanMargin: ratio,
    depositMargin: ratio,
  }),
  models: z.strictObject({
    /** Of every draw the fits make; the same seed gives the same models. */
    seed: z.number().int().min(0),
    default: z.strictObject({
      /** Points = basePoints at baseOdds of good to bad, and pointsToDouble more each time the odds double. */
      pointsToDouble: z.number().positive(),
      basePoints: z.number(),
      baseOdds: z.number().positive(),
      /** Share of the exposure that a default costs (LGD). */
      lossGivenDefault: ratio,
    }),
    anomaly: z.strictObject({
      /** How many movements somebody can look at in a day. */
      alertsPerDay: z.number().positive(),
    }),
  }),
  exposure: z.strictObject({
    /** Share of a limit's undrawn part that counts as exposure at default (EAD). */
    undrawnShare: ratio,
  }),
  /** What contacting clients who may leave costs and brings: where the campaign page starts from. */
  campaign: z.strictObject({
    /** In the reporting currency, per client. */
    costOfContact: z.number().min(0),
    /** Share of the leavers contacted who stay. */
    successRate: ratio,
    /** How long a client who stays is counted. */
    horizonYears: z.number().positive(),
  }),
  simulate: z.strictObject({
    clients: z.number().int().positive(),
    months: z.number().int().positive(),
    seed: z.number().int().min(0),
    firstMonth: month,
    /** False delivers every row as the contract wants it. */
    dirt: z.boolean().default(bankDefaults.dirt),
    /** Yearly, of the performing borrowers. */
    defaultRate: ratio.default(bankDefaults.defaultRate),
    /** Yearly, of the active clients. */
    churnRate: ratio.default(bankDefaults.churnRate),
    /** Share of the movements. */
    anomalyRate: ratio.default(bankDefaults.anomalyRate),
    /** First month of a quarter of recession; null: none. */
    shock: month.nullable().default(bankDefaults.shock),
  }),
  /** DuckDB's own limit, such as 2GB. */
  memoryLimit: z.string().regex(/^\d+(\.\d+)?\s*[KMGT]i?B$/, "an amount of memory was expected, as in 2GB"),
});

export type DatahubConfig = z.infer<typeof schema>;

/**
 * Checks the configuration as it is read, and gives an editor its type as it is written.
 *
 * @throws BuildError bad_config naming each wrong setting
 */
export function defineConfig(config: z.input<typeof schema>): DatahubConfig {
  const parsed = schema.safeParse(config);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `\n  ${issue.path.join(".") || "config"}: ${issue.message}`,
  );
  throw new BuildError(
    "bad_config",
    `datahub.config.ts has settings that cannot be used:${problems.join("")}`,
  );
}
