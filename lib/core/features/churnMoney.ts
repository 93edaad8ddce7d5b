import type { Feature } from "./feature.js";
import { counted, inFigures, inPercent } from "./inWords.js";

/** Pay, money and payments that go to another bank. */
export const moneyFeatures: readonly Feature[] = [
  {
    name: "days_since_pay",
    kind: "numeric",
    unit: "days",
    title: "Days since the last pay",
    about: "Days since a salary, pension, benefit or other regular money last came from outside the bank.",
    reason: (value) => `salary or other regular pay has not come for ${counted(Math.round(value), "day")}`,
  },
  {
    name: "pay_delay_days",
    kind: "numeric",
    unit: "days",
    title: "Days that pay is overdue",
    about: "Days since the last pay less the usual gap between the last seven.",
    reason: (value) =>
      value > 0
        ? `salary or other regular pay is ${counted(Math.round(value), "day")} later than usual`
        : `salary or other regular pay is due in ${counted(Math.round(-value), "day")}`,
  },
  {
    name: "payer_paying_ratio",
    kind: "numeric",
    unit: "ratio",
    title: "Clients that the payer still pays",
    about:
      "How many clients the last payer paid this month, over how many in the month in which it last paid this one: whoever is not paid while the colleagues are is paid elsewhere or has lost the job.",
    reason: (value) =>
      `the last payer paid ${inPercent(value)} as many clients this month as when it last paid this one`,
  },
  {
    name: "income_amount_month",
    kind: "numeric",
    unit: "amount",
    title: "Income a month",
    about: "Regular money in, of the last 365 days, for each 30 days.",
    reason: (value) => `regular income of ${inFigures(Math.round(value))} a month`,
  },
  {
    name: "days_since_elsewhere",
    kind: "numeric",
    unit: "days",
    title: "Days since money went to an own account elsewhere",
    about:
      "Days since the client last moved money to an account of their own at another bank; missing if not in a year.",
    outcome: "falls",
    reason: (value) =>
      `money went to an own account at another bank ${Math.round(value) === 0 ? "today" : `${counted(Math.round(value), "day")} ago`}`,
  },
  {
    name: "elsewhere_count_3m",
    kind: "numeric",
    unit: "count",
    title: "Transfers to own accounts elsewhere, three months",
    about: "Transfers to accounts of the client's own at other banks in the last three calendar months.",
    outcome: "rises",
    reason: (value) =>
      `${counted(value, "transfer", "transfers")} to own accounts at other banks in the last three months`,
  },
  {
    name: "elsewhere_income_ratio_3m",
    kind: "numeric",
    unit: "ratio",
    title: "Money moved to own accounts elsewhere, in monthly incomes",
    about:
      "What went to own accounts at other banks in the last three calendar months, over the income of a month.",
    outcome: "rises",
    reason: (value) =>
      `${inFigures(value)} monthly incomes went to own accounts at other banks in the last three months`,
  },
  {
    name: "saving_elsewhere_income_ratio",
    kind: "numeric",
    unit: "ratio",
    title: "Standing order to another bank over income",
    about:
      "Mean standing order of the last 365 days to an own account at another bank, over the income of a month; missing without any.",
    outcome: "rises",
    reason: (value) => `a standing order takes ${inPercent(value)} of a month's income to another bank`,
  },
  {
    name: "stopped_bill_count",
    kind: "numeric",
    unit: "count",
    title: "Direct debits and standing orders that stopped",
    about:
      "Who used to be paid by direct debit or standing order, was due within the last three months, and was not paid.",
    outcome: "rises",
    reason: (value) =>
      `${counted(value, "direct debit or standing order", "direct debits and standing orders")} stopped`,
  },
  {
    name: "bill_trend_ratio",
    kind: "numeric",
    unit: "ratio",
    title: "Direct debits and standing orders, the month against the year",
    about: "Direct debits and standing orders of the month over the usual of the last twelve.",
    outcome: "falls",
    reason: (value) =>
      `direct debits and standing orders of the month are at ${inPercent(value)} of the usual`,
  },
  {
    name: "deposit_trend_ratio_90d",
    kind: "numeric",
    unit: "ratio",
    title: "Deposits, 30 against 90 days",
    about: "Mean balance of checking and savings over the last 30 days against the last 90.",
    reason: (value) => `deposits of the last 30 days are at ${inPercent(value)} of the last 90 days'`,
  },
  {
    name: "deposit_trend_ratio_365d",
    kind: "numeric",
    unit: "ratio",
    title: "Deposits, 90 against 365 days",
    about: "Mean balance of checking and savings over the last 90 days against the last 365.",
    reason: (value) => `deposits of the last 90 days are at ${inPercent(value)} of the last 365 days'`,
  },
  {
    name: "saving_order_trend_ratio",
    kind: "numeric",
    unit: "ratio",
    title: "Standing orders into savings, 90 against 365 days",
    about: "Standing orders into savings a day of the last 90 days over those of the last 365.",
    outcome: "falls",
    reason: (value) =>
      `standing orders into savings of the last 90 days are at ${inPercent(value)} of the year's`,
  },
  {
    name: "investment_trend_ratio",
    kind: "numeric",
    unit: "ratio",
    title: "Investments, three months against ever",
    about:
      "Transfers into investments a day of the last three months over those of all that is known of the client.",
    reason: (value) =>
      `transfers into investments of the last three months are at ${inPercent(value)} of the usual`,
  },
];
