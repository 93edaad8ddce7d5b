import { purpose } from "../ledger.js";
import { batchSecond, channelOf, countryAbroad, daySecond, friendOf, roundDown, payOf } from "./people.js";
import type { Script } from "./scene.js";

/** An extra salary, and more than one. */
export const bonus: Script = {
  patienceDays: 10,
  suits: ({ budget }) => budget.incomeKind === "salary",
  fits: ({ household: { situation, bank } }, day) =>
    situation.workAgainDay === null && (bank.calendar.weekdays[day] ?? 0) % 6 !== 0,
  play(scene, day) {
    const { random, household } = scene;
    const { budget, wallet } = household;
    const cents = Math.round(payOf(household) * (0.8 + 2.4 * random.uniform() ** 2));
    const about = purpose("salary", "batch", budget.payer, budget.incomeKind);
    scene.book(wallet.checking, cents, day, batchSecond(random), about, false);
  },
};

/** The state pays back tax, from April to August. */
export const taxRefund: Script = {
  patienceDays: 10,
  fits: ({ household: { bank } }, day) => {
    const month = Number(bank.calendar.dates[day]?.slice(5, 7));
    return month >= 4 && month <= 8 && (bank.calendar.weekdays[day] ?? 0) % 6 !== 0;
  },
  play(scene, day) {
    const { random, household } = scene;
    const cents = Math.round(random.lognormal(payOf(household) * 0.35, 0.6));
    const about = purpose("transfer_in", "batch", "S1", "benefits");
    scene.book(household.wallet.checking, cents, day, batchSecond(random), about, false);
  },
};

/** Money out of an estate. */
export const inheritance: Script = {
  patienceDays: 0,
  fits: () => true,
  play(scene, day) {
    const { random, household } = scene;
    const { client, wallet } = household;
    const cents = Math.min(15_000_000, roundDown(random.lognormal(2_000_000, 0.8), 100));
    const country = random.chance(0.3) ? countryAbroad(random) : undefined;
    const about = purpose(
      "transfer_in",
      channelOf(random, client),
      friendOf(random, client),
      "person",
      country,
    );
    scene.book(wallet.checking, cents, day, daySecond(random), about, false);
  },
};
