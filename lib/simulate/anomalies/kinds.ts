import { paidTwice, remittance, sharedPurchase, smallTickets } from "./errands.js";
import { holidayAbroad } from "./holiday.js";
import { mule, structuring } from "./laundering.js";
import { carBought, housePurchase, savingsSpent } from "./outlays.js";
import type { Script } from "./scene.js";
import { duplicatedPayment, fatFinger } from "./slips.js";
import { takings } from "./takings.js";
import { accountTakeover, cardTesting, dormantAwakened } from "./theft.js";
import { bonus, inheritance, taxRefund } from "./windfalls.js";

/** A kind of episode in the mix. */
export interface Kind {
  readonly name: string;
  readonly script: Script;
  /**
   * How often, against the others that suit a client; what seldom finds its occasion is tried the
   * more often, see `Script.patienceDays`.
   */
  readonly weight: number;
  /**
   * Movements expected in an episode: the anomalous ones of an anomaly, all of a look-alike. The
   * schedule pays for an episode with this many, so that shares come out as stated.
   */
  readonly movements: number;
}

/** What should raise an alarm. */
export const anomalyKinds: readonly Kind[] = [
  { name: "structuring", script: structuring, weight: 5, movements: 4.7 },
  { name: "card_testing", script: cardTesting, weight: 10, movements: 4.95 },
  { name: "account_takeover", script: accountTakeover, weight: 13, movements: 3.75 },
  { name: "mule", script: mule, weight: 8, movements: 2.7 },
  { name: "duplicated_payment", script: duplicatedPayment, weight: 13, movements: 1 },
  { name: "fat_finger", script: fatFinger, weight: 14, movements: 1 },
  { name: "dormant_awakened", script: dormantAwakened, weight: 75, movements: 3 },
];

/** What looks like it and is in order; each anomaly has its double here. */
export const lookalikeKinds: readonly Kind[] = [
  { name: "house_purchase", script: housePurchase, weight: 9, movements: 6.2 },
  { name: "car_bought", script: carBought, weight: 14, movements: 2.7 },
  { name: "savings_spent", script: savingsSpent, weight: 40, movements: 1.5 },
  { name: "bonus", script: bonus, weight: 12, movements: 1 },
  { name: "tax_refund", script: taxRefund, weight: 12, movements: 1 },
  { name: "inheritance", script: inheritance, weight: 3, movements: 1 },
  { name: "holiday_abroad", script: holidayAbroad, weight: 7, movements: 12.8 },
  { name: "paid_twice", script: paidTwice, weight: 10, movements: 2 },
  { name: "remittance", script: remittance, weight: 24, movements: 3.5 },
  { name: "shared_purchase", script: sharedPurchase, weight: 11, movements: 4 },
  { name: "takings", script: takings, weight: 70, movements: 5.2 },
  { name: "small_tickets", script: smallTickets, weight: 7, movements: 5.8 },
];

/** Movements expected in an episode of a mix. */
export function meanMovements(kinds: readonly Kind[]): number {
  const sum = (value: (kind: Kind) => number): number =>
    kinds.reduce((total, kind) => total + value(kind), 0);
  return sum(({ weight, movements }) => weight * movements) / sum(({ weight }) => weight);
}
