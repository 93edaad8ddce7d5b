import type { NumericFeature } from "./feature.js";
import { counted, inPercent } from "./inWords.js";
import { numeric, overDays } from "./windowed.js";

/** A borrower's income: pay, pensions, benefits and what else others pay in by batch. */
export const incomeFeatures: readonly NumericFeature[] = [
  numeric({
    name: "days_since_pay",
    unit: "days",
    outcome: "rises",
    title: "Days since pay",
    about: "Days since the last income that was not a benefit.",
    reason: (value) => `no pay for ${counted(value, "day")}`,
  }),
  ...overDays([90], {
    name: "pay_trend_ratio",
    unit: "ratio",
    outcome: "falls",
    title: "Pay to usual",
    about: "Income but benefits, a day, over that of the last 365 days,",
    reason: (value) => `pay was ${inPercent(value)} of the usual`,
  }),
  numeric({
    name: "benefit_count_90d",
    unit: "count",
    outcome: "rises",
    title: "Benefits, 90 days",
    about: "Benefits received in the last 90 days.",
    reason: (value) => `${counted(value, "benefit payment")} in the last 90 days`,
  }),
];
