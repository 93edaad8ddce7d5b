import type { NumericFeature } from "./feature.js";
import { counted, inFigures, inPercent } from "./inWords.js";
import { numeric, overDays } from "./windowed.js";

/** How the loan is paid, and what it is. */
export const loanFeatures: readonly NumericFeature[] = [
  numeric({
    name: "behind_count",
    unit: "count",
    outcome: "rises",
    title: "Instalments behind",
    about: "Instalments fallen due since the last payment on a loan.",
    reason: (value) => `${counted(value, "instalment")} behind on the loan`,
  }),
  numeric({
    name: "missed_ratio",
    unit: "ratio",
    outcome: "rises",
    title: "Share of months missed",
    about: "Months without a payment, of all in which an instalment fell due.",
    reason: (value) => `no payment in ${inPercent(value)} of the months in which an instalment fell due`,
  }),
  numeric({
    name: "months_since_missed",
    unit: "months",
    outcome: "falls",
    title: "Months since an instalment was missed",
    about: "Months since the last one in which an instalment was missed; missing when none was.",
    reason: (value) =>
      value === 0
        ? "this month's instalment was missed"
        : `an instalment was missed ${counted(value, "month")} ago`,
  }),
  numeric({
    name: "slipped_months_6m",
    unit: "months",
    outcome: "rises",
    title: "Months paid late, 6 months",
    about: "Months of the last 6 in which an instalment was paid, but late.",
    reason: (value) => `instalment paid late in ${inFigures(value)} of the last 6 months`,
  }),
  ...overDays([30, 90, 365], {
    name: "late_payment_count",
    unit: "count",
    outcome: "rises",
    title: "Late payments",
    about: "Payments on loans and cards that were reported late",
    reason: (value) => counted(value, "late payment"),
  }),
  numeric({
    name: "interest_rate_ratio",
    unit: "ratio",
    outcome: "rises",
    title: "Interest rate of the loan",
    about: "Yearly rate that the instalments of the loan amount to.",
    reason: (value) => `the loan was priced at ${inPercent(value)} a year`,
  }),
  numeric({
    name: "payment_income_ratio",
    unit: "ratio",
    outcome: "rises",
    title: "Instalments to income",
    about: "Instalments due in a month over the usual monthly income.",
    reason: (value) => `instalments take ${inPercent(value)} of the usual monthly income`,
  }),
  numeric({
    name: "instalments_left_count",
    unit: "count",
    title: "Instalments left",
    about: "Instalments not yet fallen due on the longest loan.",
    reason: (value) => `${counted(value, "instalment")} still to come`,
  }),
];
