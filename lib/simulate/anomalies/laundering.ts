import { purpose } from "../ledger.js";
import {
  channelOf,
  countryAbroad,
  daySecond,
  onlineChannel,
  roundDown,
  soonAfter,
  stranger,
  payOf,
} from "./people.js";
import type { Scene, Script } from "./scene.js";

/** Cash and transfers of this much are reported to the authorities; cents. */
export const reportedFrom = 1_000_000;

const cash = purpose("cash_deposit", "branch", "", "cash");

/** Three to five sums just under the threshold within days, and then all of it sent on. */
export const structuring: Script = {
  patienceDays: 0,
  fits: () => true,
  play(scene, day) {
    const { random, household } = scene;
    const { wallet, bank, client } = household;
    const inCash = random.chance(0.65);
    const lastDay = day + random.between(2, 3);
    let collected = 0;
    const collect = (today: number): number => {
      const cents = reportedFrom - random.between(1, 24) * random.pick([1000, 2000, 5000]);
      const second = daySecond(random);
      const about = inCash
        ? cash
        : purpose("transfer_in", channelOf(random, client), stranger(random, bank), "person");
      scene.book(wallet.checking, cents, today, second, about, true);
      collected += cents;
      return second;
    };
    collect(day);
    for (let today = day + 1; today < lastDay; today++) scene.later(today, collect);
    if (random.chance(0.3)) scene.later(day + 1, collect);
    scene.later(lastDay, (today) => {
      const second = collect(today);
      // What the client's own standing orders have put aside meanwhile is out of reach.
      const cents = roundDown(Math.min(collected * 0.97, wallet.checking.balance), 10_000);
      if (cents >= 2 * reportedFrom) sendOn(scene, cents, today, soonAfter(random, second, 1800, 18_000));
    });
  },
};

/** Money of others comes in and goes on within hours, less a cut. */
export const mule: Script = {
  patienceDays: 0,
  fits: () => true,
  play(scene, day) {
    const { random, household } = scene;
    const { wallet, bank, client } = household;
    const large = Math.max(250_000, payOf(household) * (1.2 + 2.8 * random.uniform()));
    const cents = Math.min(roundDown(large, 5000), 3_000_000);
    const from = random.chance(0.12) ? countryAbroad(random) : undefined;
    const second = 26_000 + random.integer(24_000);
    const about = purpose("transfer_in", channelOf(random, client), stranger(random, bank), "person", from);
    scene.book(wallet.checking, cents, day, second, about, true);
    let left = roundDown(cents * (0.88 + 0.07 * random.uniform()), 1000);
    const parts = random.pick([1, 1, 1, 2, 2, 3]);
    let at = second;
    for (let part = parts; part > 0; part--) {
      const share = part === 1 ? left : roundDown((left / part) * (0.7 + 0.6 * random.uniform()), 1000);
      at = soonAfter(random, at, 1200, 9000);
      sendOn(scene, share, day, at);
      left -= share;
    }
  },
};

/** Sends money on to somebody whom the client never dealt with, some of them abroad. */
function sendOn(scene: Scene, cents: number, day: number, second: number): void {
  const { random, household } = scene;
  const to = stranger(random, household.bank);
  const country = random.chance(0.35) ? countryAbroad(random) : undefined;
  const about = purpose("transfer_out", onlineChannel(random), to, "person", country);
  scene.book(household.wallet.checking, -cents, day, second, about, true);
}
