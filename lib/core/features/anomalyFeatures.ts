import { defineFeatures, type NumericFeature } from "./feature.js";

/** A degree of oddity, as `features.ftr_movements` has it: 0 for the ordinary, in steps of 0.5. */
const odd = (
  name: string,
  title: string,
  about: string,
  reason: (value: number) => string,
): NumericFeature => ({ kind: "numeric", unit: "score", name, title, about, reason });

const times = (factor: number): string => `${factor < 10 ? factor.toFixed(1) : Math.round(factor)} times`;
const oneIn = (bits: number): string => `about 1 in ${Number((2 ** bits).toPrecision(1))}`;
const within = (seconds: number): string => {
  if (seconds < 120) return "minutes";
  return seconds < 7200 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 3600)} hours`;
};

/**
 * What can be odd about a movement that a person ordered; `loaders/sql/features/ftr_movements.sql` says how each is
 * measured. Each kind of fraud or slip shows in two of them or more, since a forest finds by chance splits, and seldom
 * what is odd in one of many. Where the movement itself is at hand, `explainMovement` says it in its own numbers.
 */
export const anomalyFeatures = defineFeatures([
  odd(
    "amount_above",
    "Amount above usual",
    "How far the amount lies above the client's usual for this kind of movement, in standard deviations beyond 1.5.",
    (value) => `amount is ${value + 1.5} deviations above the usual amount of this kind`,
  ),
  odd(
    "amount_below",
    "Amount below usual",
    "How far a payment lies below the client's usual for its kind, in standard deviations beyond 1.5.",
    (value) => `amount is ${value + 1.5} deviations below the usual amount of this kind`,
  ),
  odd(
    "record",
    "Larger than ever before",
    "Log of the ratio to the client's largest amount that way before, or to the largest to the same counterparty.",
    (value) => `amount is ${times(Math.exp(value))} the largest before`,
  ),
  odd(
    "odd_hour",
    "Odd hour",
    "Surprise at the hour, given the client's own hours and those of the bank's clients, on weekends apart.",
    (value) => `at an hour at which ${oneIn(2 * value + 9)} of the client's movements is expected`,
  ),
  odd(
    "rare_country",
    "Rare country",
    "Surprise at the country, given the client's own past and what is usual in the channel.",
    (value) => `in a country in which ${oneIn(2 * value + 3)} of the client's movements is expected`,
  ),
  odd(
    "stranger",
    "New counterparty",
    "First dealing with the counterparty, or first cash deposit, weighed by how large the amount is for its kind.",
    (value) => `first dealing with this counterparty${value > 2 ? ", and of a large amount" : ""}`,
  ),
  odd(
    "burst",
    "Movements within 10 minutes",
    "Movements of the client in the 10 minutes before, up to 6.",
    (value) => `movement ${value + 1} within 10 minutes`,
  ),
  odd(
    "pace",
    "Movements in a day against usual",
    "Movements of the last 24 hours against the client's usual day, as a log.",
    (value) => `${times(Math.exp(value / 2 + 0.7))} as many movements in 24 hours as usual`,
  ),
  odd(
    "trials",
    "Small payments to changing receivers",
    "Unusually small payments to changing receivers in the hour before a payment, up to 8.",
    (value) => `after ${value} unusually small payments to changing receivers within an hour`,
  ),
  odd(
    "repeated_amount",
    "Same payment again",
    "The same amount with the same counterparty within 3 days: the sooner, the odder.",
    (value) =>
      `same amount with the same counterparty again within ${within(259_200 / Math.exp(value) - 60)}`,
  ),
  odd(
    "same_counterparty",
    "Same counterparty again",
    "Another payment to the same counterparty within 24 hours: the sooner, the odder.",
    (value) => `second dealing with the same counterparty within ${within(86_400 / Math.exp(value) - 60)}`,
  ),
  odd(
    "below_threshold",
    "Just below the reporting threshold",
    "An amount from 8,000 to 10,000, from which amounts are reported: the closer, the odder.",
    () => "amount just below the reporting threshold of 10,000",
  ),
  odd(
    "split_sum",
    "Large sums below the threshold in a week",
    "Sums received in 7 days, each above 3,000 and below the threshold of 10,000, together against it.",
    (value) => `${times(value + 0.5)} the reporting threshold received in 7 days, in parts below it`,
  ),
  odd(
    "passed_on",
    "Money of strangers passed on",
    "Share of what strangers paid in within 72 hours that goes on to a stranger, weighed by the sum.",
    () => "money that strangers paid in within 3 days goes on to a stranger",
  ),
  odd(
    "drained",
    "Share of the balance taken",
    "Share of the account's balance that leaves, weighed by how unusual the amount is.",
    () => "takes an unusually large part of the balance",
  ),
  odd(
    "dormant",
    "Account long unused",
    "Days since the account was last used, beyond 30, as a log; for all movements of the day that ends it.",
    (value) => `account unused for ${Math.round(30 * Math.exp(value))} days before`,
  ),
  odd(
    "new_device",
    "After a login from a new device",
    "A first login from a device within the last 24 hours: the sooner, the odder.",
    (value) => `within ${within(86_400 / Math.exp(value) - 60)} of a login from a new device`,
  ),
  odd(
    "round_amount",
    "Round amount",
    "Surprise at a round figure among movements of its kind, where the amount is not below usual.",
    () => "round amount, which is rare among movements of this kind",
  ),
]);

/** What can be odd about a client's day; `loaders/sql/features/ftr_client_days.sql` says how each is measured. */
export const anomalyDayFeatures = defineFeatures([
  odd(
    "movement_surge",
    "Movements against usual",
    "Movements of the day against the client's usual day with movements, as a log.",
    (value) => `${times(Math.exp(value / 2 + 0.7))} as many movements as on a usual day`,
  ),
  odd(
    "paid_surge",
    "Money out against usual",
    "How far the day's payments lie above those of the client's usual day, in standard deviations beyond 1.5.",
    (value) => `payments of the day are ${value + 1.5} deviations above usual`,
  ),
  odd(
    "received_surge",
    "Money in against usual",
    "How far the day's receipts lie above those of the client's usual day, in standard deviations beyond 1.5.",
    (value) => `receipts of the day are ${value + 1.5} deviations above usual`,
  ),
  odd(
    "burst",
    "Movements within 10 minutes",
    "Largest number of movements in 10 minutes, less one.",
    (value) => `${value + 1} movements within 10 minutes`,
  ),
  odd(
    "countries",
    "Countries in a day",
    "Distinct countries of the day's movements, less one.",
    (value) => `movements in ${value + 1} countries on one day`,
  ),
  odd(
    "strangers",
    "New counterparties in a day",
    "First dealings with a counterparty by transfer, each weighed by how large the amount is for its kind.",
    () => "transfers with new counterparties, large for their kind",
  ),
  odd(
    "odd_hours",
    "Odd hours and places",
    "Sum over the movements of how odd hour and country are.",
    () => "movements at odd hours or in rare countries",
  ),
  odd(
    "repeats",
    "Repeated payments",
    "Sum over the movements of how soon the same payment came again.",
    () => "the same payment more than once",
  ),
  odd(
    "thresholds",
    "Sums below the threshold",
    "Sum over the movements of how close they keep below the reporting threshold, alone and within a week.",
    () => "amounts just below the reporting threshold",
  ),
  odd(
    "outflow",
    "Money gone at once",
    "Sum over the movements of the share of the balance taken, and of strangers' money passed on.",
    () => "a large part of the balance, or strangers' money, leaves on one day",
  ),
  odd(
    "awakening",
    "Account long unused, or new device",
    "How long an account of the day was unused before, and how soon a new device came before a movement.",
    () => "long unused account, or a login from a new device",
  ),
]);
