import type { Feature } from "./feature.js";
import { counted, inFigures, inPercent } from "./inWords.js";

/** How lively the account is, of late and as a rule. */
export const activityFeatures: readonly Feature[] = [
  {
    name: "days_since_act",
    kind: "numeric",
    unit: "days",
    title: "Days since the last own movement or login",
    about: "Days since the client last moved money of their own accord or logged in.",
    outcome: "rises",
    reason: (value) =>
      `nothing was done of the client's own accord, nor a login made, for ${counted(Math.round(value), "day")}`,
  },
  {
    name: "missed_act_count",
    kind: "numeric",
    unit: "count",
    title: "Own movements and logins missing since the last one",
    about:
      "How many own movements and logins are usual, by the last 365 days, in the time since the last one.",
    outcome: "rises",
    reason: (value) =>
      `since the last movement or login about ${inFigures(value)} more would have been usual`,
  },
  {
    name: "activity_ratio",
    kind: "numeric",
    unit: "ratio",
    title: "Activity of late against the usual",
    about:
      "Card purchases, cash and logins of the last six months, the latest counting most, against all that is known of the client; both with 30 added, so that few tell little.",
    outcome: "falls",
    reason: (value) => `purchases, cash and logins of late are at ${inPercent(value)} of the usual`,
  },
  {
    name: "own_count_30d",
    kind: "numeric",
    unit: "count",
    title: "Own movements, 30 days",
    about: "Movements of the client's own accord in the last 30 days.",
    reason: (value) =>
      `${counted(value, "movement", "movements")} of the client's own accord in the last 30 days`,
  },
  {
    name: "own_count_365d",
    kind: "numeric",
    unit: "count",
    title: "Own movements, 365 days",
    about: "Movements of the client's own accord in the last 365 days.",
    reason: (value) =>
      `${counted(value, "movement", "movements")} of the client's own accord in the last 365 days`,
  },
  {
    name: "login_count_30d",
    kind: "numeric",
    unit: "count",
    title: "Logins, 30 days",
    about: "Looks at the account in the last 30 days, by app, web or machine.",
    outcome: "falls",
    reason: (value) => `${counted(value, "login", "logins")} in the last 30 days`,
  },
  {
    name: "login_count_90d",
    kind: "numeric",
    unit: "count",
    title: "Logins, 90 days",
    about: "Looks at the account in the last 90 days, by app, web or machine.",
    outcome: "falls",
    reason: (value) => `${counted(value, "login", "logins")} in the last 90 days`,
  },
  {
    name: "login_count_month",
    kind: "numeric",
    unit: "count",
    title: "Logins a month",
    about: "Logins in 30 days, over the last six months, the latest counting most.",
    outcome: "falls",
    reason: (value) => `${inFigures(value)} logins a month of late`,
  },
  {
    name: "login_count_365d",
    kind: "numeric",
    unit: "count",
    title: "Logins, 365 days",
    about: "Looks at the account in the last 365 days, by app, web or machine.",
    reason: (value) => `${counted(value, "login", "logins")} in the last 365 days`,
  },
  {
    name: "login_trend_ratio",
    kind: "numeric",
    unit: "ratio",
    title: "Logins, 30 against 365 days",
    about: "Logins a day of the last 30 days over those of the last 365 days.",
    outcome: "falls",
    reason: (value) => `logins of the last 30 days are at ${inPercent(value)} of the year's`,
  },
  {
    name: "purchase_trend_ratio",
    kind: "numeric",
    unit: "ratio",
    title: "Card purchases, three months against ever",
    about: "Card purchases a day of the last three months over those of all that is known of the client.",
    outcome: "falls",
    reason: (value) => `card purchases of the last three months are at ${inPercent(value)} of the usual`,
  },
  {
    name: "digital_ratio_90d",
    kind: "numeric",
    unit: "ratio",
    title: "Share of app and web, 90 days",
    about: "Share of the client's own movements of the last 90 days made by app or web.",
    reason: (value) => `${inPercent(value)} of the own movements of the last 90 days were made by app or web`,
  },
];
