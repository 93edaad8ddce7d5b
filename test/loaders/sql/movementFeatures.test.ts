import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anomalyDayFeatures, anomalyFeatures } from "../../../lib/core/features/anomalyFeatures.js";
import type { Warehouse } from "../../../lib/warehouse/open.js";
import { makeFeatures, openMarts, readAll, type Login, type Movement } from "./movements.js";

const two = (number: number): string => String(number).padStart(2, "0");
/** `day` 0 is 1 January 2026. */
const at = (day: number, clock: string): string =>
  `${new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10)} ${clock}`;

/** Two months of ordinary life: a purchase a day by each of five clients at noon, and 50 a week to a friend. */
const ordinary: Movement[] = Array.from({ length: 5 }, (_, c) => `C${c + 1}`).flatMap((client) => [
  { id: `${client}-0`, client, at: at(0, "00:00:00"), amount: 5000, type: "other", channel: "batch" },
  ...Array.from({ length: 59 }, (_, day) => ({
    id: `${client}-${two(day)}-p`,
    client,
    at: at(day, `12:${two(day % 60)}:00`),
    amount: -(16 + (day % 9)),
    counterparty: `M${day % 20}`,
  })),
  ...Array.from({ length: 8 }, (_, week) => ({
    id: `${client}-${two(week)}-t`,
    client,
    at: at(7 * week, "13:30:00"),
    amount: -(45.5 + week),
    type: "transfer_out",
    channel: "app",
    category: "person",
    counterparty: `P-${client}`,
  })),
]);

const transfer = { type: "transfer_out", channel: "app", category: "person" } as const;
const deposit = {
  type: "cash_deposit",
  channel: "branch",
  category: "cash",
  counterparty: null,
} as const;
/** 10 March, in the third month. */
const day = 68;

interface Story {
  readonly movements: readonly Movement[];
  readonly logins?: readonly Login[];
  /** Features of some rows by id. */
  readonly expected: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const stories: Readonly<Record<string, Story>> = {
  "the same payment again after 5 minutes: ln(259,200 / 360) = 6.6 and ln(86,400 / 360) = 5.5": {
    movements: [
      { id: "a", at: at(day, "15:00:00"), amount: -21.4 },
      { id: "b", at: at(day, "15:05:00"), amount: -21.4 },
    ],
    expected: {
      a: { repeated_amount: 0, burst: 0, repeated_seconds: null },
      b: { repeated_amount: 6.5, same_counterparty: 5.5, burst: 1, repeated_seconds: 300, pair_seconds: 300 },
    },
  },
  "another amount to the same receiver is no repetition, nor is the same amount to another": {
    movements: [
      { id: "a", at: at(day, "15:00:00"), amount: -21.4 },
      { id: "b", at: at(day, "15:05:00"), amount: -21.5 },
      { id: "c", at: at(day, "15:06:00"), amount: -21.5, counterparty: "M2" },
    ],
    expected: { b: { repeated_amount: 0, same_counterparty: 5.5 }, c: { repeated_amount: 0, burst: 2 } },
  },
  "a payment 100 times as large as usual, to a stranger": {
    movements: [{ id: "a", at: at(day, "15:00:00"), amount: -2000, counterparty: "P9", ...transfer }],
    expected: {
      // The largest before is 52.50: ln(2000 / 52.5) = 3.6; of the balance of 5,000 − 59 × 20 − 392 most is left.
      a: { record: 3.5, amount_above: 6.5, stranger: 7, round_amount: 2, largest_amount: 52.5 },
    },
  },
  "deposits of 9,700 on two days: (9,700 − 7,000) / 1,500 = 1.8, and 1.94 − 0.5 thresholds in a week": {
    movements: [
      { id: "a", at: at(day, "10:00:00"), amount: 9700, ...deposit },
      { id: "b", at: at(day + 1, "10:00:00"), amount: 9700, ...deposit },
      { id: "c", at: at(day + 1, "11:00:00"), amount: 10_000, ...deposit },
      { id: "d", at: at(day + 9, "11:00:00"), amount: 9700, ...deposit },
    ],
    expected: {
      a: { below_threshold: 2, split_sum: 0.5, week_amount: 9700 },
      b: { below_threshold: 2, split_sum: 1.5, week_amount: 19_400 },
      c: { below_threshold: 0, split_sum: 0 },
      d: { below_threshold: 2, split_sum: 0.5, week_amount: 9700 },
    },
  },
  "a stranger's 3,000, of which 2,700 go on: 0.9 × ln(1 + 3,000 / 500) = 1.75": {
    movements: [
      {
        id: "a",
        at: at(day, "10:00:00"),
        amount: 3000,
        counterparty: "P8",
        ...transfer,
        type: "transfer_in",
      },
      { id: "b", at: at(day, "12:00:00"), amount: -2700, counterparty: "P9", ...transfer },
      { id: "c", at: at(day + 4, "12:00:00"), amount: -100, counterparty: "P7", ...transfer },
    ],
    expected: {
      b: { passed_on: 2, received_amount: 3000 },
      c: { passed_on: 0, received_amount: null },
    },
  },
  "ten minutes after a login from a new device, at night, to another country: ln(86,400 / 660) = 4.9": {
    movements: [
      { id: "a", at: at(day, "03:10:00"), amount: -900, counterparty: "P9", country: "RO", ...transfer },
      { id: "b", at: at(day + 2, "03:10:00"), amount: -20, counterparty: "M3" },
    ],
    logins: [
      { client: "C1", at: at(day, "03:00:00"), detail: "new device" },
      { client: "C1", at: at(day, "03:05:00"), detail: "2 logins" },
      { client: "C2", at: at(day, "03:09:00"), detail: "new device" },
    ],
    expected: {
      a: { new_device: 5, device_seconds: 600, odd_hour: 2, rare_country: 4.5, hour: 3, country: "RO" },
      b: { new_device: 0, device_seconds: null },
    },
  },
  "savings unused for 60 days: ln(60 / 30) = 0.7": {
    movements: [
      { id: "a", at: at(0, "14:00:00"), amount: 2000, account: "C1-2", ...deposit },
      { id: "b", at: at(60, "14:00:00"), amount: -1000, account: "C1-2", counterparty: "P9", ...transfer },
      { id: "c", at: at(60, "15:00:00"), amount: -500, account: "C1-2", counterparty: "P9", ...transfer },
    ],
    expected: {
      b: { dormant: 0.5, idle_days: 60, balance_before_amount: 2000 },
      c: { dormant: 0.5, idle_days: 60, balance_before_amount: 1000 },
    },
  },
  "moves between the client's own accounts": {
    movements: [
      { id: "a", at: at(day, "10:00:00"), amount: 100, account: "C1-2", ...deposit },
      { id: "b", at: at(day, "12:00:00"), amount: -3000, counterparty: "C1-2", ...transfer },
    ],
    expected: { b: { is_own: true, stranger: 0, record: 0, drained: 0, dormant: 0, passed_on: 0 } },
  },
  "small payments to changing receivers": {
    movements: [1, 2, 3, 4].map((n) => ({
      id: `s${n}`,
      at: at(day, `15:0${n}:00`),
      amount: n === 4 ? -300 : -1 - n / 10,
      counterparty: `X${n}`,
    })),
    expected: {
      s1: { trials: 0, burst: 0 },
      s2: { trials: 1, burst: 1, trial_count: 1 },
      s4: { trials: 3, burst: 3, day_count: 4 },
    },
  },
  "what is not known yet is not odd: nothing in the first month, no bookings of the bank": {
    movements: [
      { id: "a", at: at(20, "03:00:00"), amount: -900, counterparty: "P9", country: "RO", ...transfer },
      { id: "b", at: at(20, "04:00:00"), amount: -900, channel: "batch", type: "direct_debit" },
    ],
    expected: { a: { amount_above: 0, odd_hour: 0, rare_country: 0, round_amount: 0, usual_amount: null } },
  },
};

let marts: Warehouse;
beforeAll(async () => {
  marts = await openMarts();
});
afterAll(() => marts.close());

describe("ftr_movements", () => {
  it.each(Object.entries(stories))("%s", async (_, { movements, logins, expected }) => {
    await makeFeatures(marts, [...ordinary, ...movements], logins);
    const found = await readAll(marts, "ftr_movements");
    expect(found.some(({ transaction_id: id }) => id === "C1-0")).toBe(false);
    for (const [id, features] of Object.entries(expected)) {
      expect(
        found.find((row) => row.transaction_id === id),
        id,
      ).toMatchObject(features);
    }
  });

  it("finds nothing odd in an ordinary life", async () => {
    await makeFeatures(marts, ordinary);
    const found = await readAll(marts, "ftr_movements");
    expect(found).toHaveLength(5 * 67);
    const later = found.filter((row) => String(row.posted_date) >= "2026-02-01");
    const odd = later.filter((row) => anomalyFeatures.some(({ name }) => Number(row[name]) > 0.5));
    expect(odd).toEqual([]);
  });

  it("is empty for a bank without movements", async () => {
    await makeFeatures(marts, []);
    expect(await readAll(marts, "ftr_movements")).toEqual([]);
    expect(await readAll(marts, "ftr_client_days")).toEqual([]);
  });

  it("knows nothing of later movements", async () => {
    const movement = fc.record({
      minute: fc.integer({ min: 0, max: 130 * 60 }),
      client: fc.constantFrom("C1", "C2"),
      account: fc.constantFrom("1", "2"),
      amount: fc.constantFrom(-20, -21, -950, 9500, 300, -0.5),
      kind: fc.constantFrom("card_purchase", "transfer_out", "transfer_in", "cash_deposit", "salary"),
      counterparty: fc.constantFrom("M1", "P2", "C1-2", null),
      country: fc.constantFrom("PT", "PT", "RO", null),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(movement, { minLength: 20, maxLength: 60 }),
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        async (drawn, share) => {
          // An hour is a day and a half here, so that there are months, and movements at the same second.
          const movements = drawn
            .map((each, index): Movement & { order: string } => {
              const moment = new Date(Date.UTC(2026, 0, 1) + each.minute * 36 * 60_000);
              const stamp = moment.toISOString().slice(0, 16).replace("T", " ") + ":00";
              return {
                id: `t${two(index)}`,
                at: stamp,
                amount: each.amount,
                client: each.client,
                account: `${each.client}-${each.account}`,
                type: each.kind,
                channel: each.kind === "salary" ? "batch" : "app",
                counterparty: each.counterparty,
                country: each.country,
                order: `${stamp} t${two(index)}`,
              };
            })
            .sort((a, b) => (a.order < b.order ? -1 : 1));
          await makeFeatures(marts, movements);
          const whole = await readAll(marts, "ftr_movements");
          const kept = movements.slice(0, Math.ceil(share * movements.length));
          await makeFeatures(marts, kept);
          const ids = new Set(kept.map(({ id }) => id));
          expect(await readAll(marts, "ftr_movements")).toEqual(
            whole.filter((row) => ids.has(String(row.transaction_id))),
          );
        },
      ),
      { numRuns: 8, seed: 1 },
    );
  });
});

describe("ftr_client_days", () => {
  it("adds up a client's day, and compares it with the days before", async () => {
    await makeFeatures(marts, [
      ...ordinary,
      ...[0, 1, 2, 3, 4].map((n) => ({
        id: `d${n}`,
        at: at(day, `15:0${n}:00`),
        amount: -400,
        counterparty: `X${n}`,
        country: n === 0 ? "RO" : "PT",
      })),
    ]);
    const found = await readAll(marts, "ftr_client_days");
    expect(found.find((row) => row.client_id === "C1" && row.posted_date === "2026-03-10")).toMatchObject({
      movement_count: 5,
      paid_amount: 2000,
      received_amount: 0,
      burst: 4,
      countries: 1,
      // 67 movements on 59 days are 1.14 a day: 2 × (ln(6 / 2.14) − 0.7) = 0.7.
      movement_surge: 0.5,
      paid_surge: 6,
      received_surge: 0,
      usual_movement_count: 1.14,
    });
    expect(found).toHaveLength(5 * 59 + 1);
    for (const { name } of anomalyDayFeatures) expect(found[0]).toHaveProperty(name);
  });
});
