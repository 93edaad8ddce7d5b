import type { NumericFeature } from "./feature.js";
import { incomeFeatures } from "./defaultIncome.js";
import { counted, inFigures, inPercent } from "./inWords.js";
import { numeric, overDays } from "./windowed.js";

/** How a borrower's accounts are used. */
export const behaviourFeatures: readonly NumericFeature[] = [
  ...incomeFeatures,
  ...overDays([90], {
    name: "overdrawn_days",
    unit: "days",
    outcome: "rises",
    title: "Days below zero",
    about: "Days that ended with the checking balance below zero",
    reason: (value) => `balance was below zero on ${counted(value, "day")}`,
  }),
  ...overDays([365], {
    name: "returned_debit_count",
    unit: "count",
    outcome: "rises",
    title: "Returned debits",
    about: "Direct debits returned because there was not enough money",
    reason: (value) => counted(value, "returned debit"),
  }),
  ...overDays([30], {
    name: "other_debt_count",
    unit: "count",
    outcome: "rises",
    title: "Payments on other debts",
    about: "Payments to other lenders",
    reason: (value) => `${counted(value, "payment")} on debts elsewhere`,
  }),
  ...overDays([30], {
    name: "credit_elsewhere_amount",
    unit: "amount",
    outcome: "rises",
    title: "Paid on credit elsewhere",
    about: "Direct debits of pay-later shops and other small lenders",
    reason: (value) => `paid ${inFigures(Math.round(value))} to pay-later shops`,
  }),
  ...overDays([90, 365], {
    name: "unexpected_count",
    unit: "count",
    outcome: "rises",
    title: "Unexpected expenses",
    about: "Expenses out of the ordinary",
    reason: (value) => counted(value, "unexpected expense"),
  }),
  numeric({
    name: "lowest_income_ratio_3m",
    unit: "ratio",
    outcome: "falls",
    title: "Lowest balance to income",
    about: "Least checking balance at the end of a day in the last 3 months, over the usual monthly income.",
    reason: (value) =>
      value < 0
        ? "the balance fell below zero in the last 3 months"
        : `the balance fell to ${inPercent(value)} of a month's income in the last 3 months`,
  }),
  numeric({
    name: "deposit_income_ratio_90d",
    unit: "ratio",
    outcome: "falls",
    title: "Balance to income, 90 days",
    about: "Mean balance of checking and savings in the last 90 days over the usual monthly income.",
    reason: (value) => `balances of the last 90 days cover ${inFigures(value)} months of income`,
  }),
  numeric({
    name: "deposit_trend_ratio_90d",
    unit: "ratio",
    outcome: "falls",
    title: "Balance, 30 days to 90",
    about: "Mean balance of checking and savings of the last 30 days over that of the last 90.",
    reason: (value) => `the balance of the last 30 days is ${inPercent(value)} of that of the last 90`,
  }),
  numeric({
    name: "overdraft_utilisation_ratio",
    unit: "ratio",
    outcome: "rises",
    title: "Overdraft used",
    about: "Overdraft drawn over what is allowed; missing without an overdraft.",
    reason: (value) => `${inPercent(value)} of the overdraft is used`,
  }),
  numeric({
    name: "card_utilisation_ratio_90d",
    unit: "ratio",
    outcome: "rises",
    title: "Card limit used, 90 days",
    about: "Mean card balance of the last 90 days over the limit; missing without a card.",
    reason: (value) => `${inPercent(value)} of the card limit was used in the last 90 days`,
  }),
  ...overDays([90, 365], {
    name: "card_interest_count",
    unit: "count",
    outcome: "rises",
    title: "Card not paid in full",
    about: "Months in which interest was charged on the card",
    reason: (value) => `card interest charged ${counted(value, "time")}`,
  }),
  numeric({
    name: "cash_ratio_90d",
    unit: "ratio",
    outcome: "rises",
    title: "Cash share, 90 days",
    about: "Cash withdrawn over all spending of the last 90 days.",
    reason: (value) => `${inPercent(value)} of the spending of the last 90 days was in cash`,
  }),
  ...(
    [
      ["cash_all_ratio_90d", "90 days"],
      ["cash_all_ratio_6m", "6 months"],
    ] as const
  ).map(([name, time]) =>
    numeric({
      name,
      unit: "ratio",
      outcome: "rises",
      title: `Cash withdrawals to usual, ${time}`,
      about: `Cash withdrawals a day in the last ${time} over those since the client is known.`,
      reason: (value) => `cash withdrawals in the last ${time} are ${inPercent(value)} of the usual`,
    }),
  ),
  ...overDays([90, 365], {
    name: "outflow_ratio",
    unit: "ratio",
    outcome: "rises",
    title: "Money out to money in",
    about: "What went to others over what came from others",
    reason: (value) => `${inPercent(value)} of what came in went out`,
  }),
  ...overDays([365], {
    name: "saved_income_ratio",
    unit: "ratio",
    outcome: "falls",
    title: "Saved of income",
    about: "What went into savings, less what came out, over income",
    reason: (value) =>
      value < 0 ? "more was taken out of savings than put in" : `${inPercent(value)} of income was saved`,
  }),
  numeric({
    name: "saving_order_trend_ratio",
    unit: "ratio",
    outcome: "falls",
    title: "Standing savings to usual",
    about:
      "Standing transfers into savings in the last 90 days over those of the last 365; missing without any.",
    reason: (value) => `standing transfers into savings are ${inPercent(value)} of the usual`,
  }),
];
