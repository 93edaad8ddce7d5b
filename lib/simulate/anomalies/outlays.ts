import { type Account, isOpen } from "../accounts.js";
import { purpose } from "../ledger.js";
import type { Household } from "../recurring.js";
import {
  channelOf,
  countryAbroad,
  daySecond,
  friendOf,
  merchantOf,
  purseOf,
  roundDown,
  soonAfter,
  stranger,
  payOf,
} from "./people.js";
import type { Scene, Script } from "./scene.js";

/** What a client can spend at once and still pay next month's bills; cents. */
function atHand(household: Household, day: number): number {
  const { checking, savings } = household.wallet;
  return checking.balance + (isOpen(savings, day) ? savings.balance : 0) - payOf(household);
}

/** A home: the family helps, savings go, seller and notary are paid. */
export const housePurchase: Script = {
  patienceDays: 5,
  fits: ({ household }, day) => atHand(household, day) >= 200_000,
  play(scene, day) {
    const { random, household } = scene;
    const { wallet, client, bank } = household;
    const morning = 29_000 + random.integer(6000);
    const gift = roundDown(random.lognormal(1_500_000, 0.6), 50_000);
    const from = purpose("transfer_in", channelOf(random, client), friendOf(random, client), "person");
    if (gift > 0) scene.book(wallet.checking, gift, day, morning, from, false);
    const down = roundDown(atHand(household, day), 50_000);
    fetch(scene, down, day, morning + 2000);
    const channel = channelOf(random, client);
    const pay = (cents: number, second: number): void =>
      scene.book(
        wallet.checking,
        -cents,
        day,
        second,
        purpose("transfer_out", channel, stranger(random, bank), "person"),
        false,
      );
    const notary = roundDown(down * 0.08, 100);
    pay(down - notary, morning + 7000);
    pay(notary, morning + 7000 + random.between(200, 8000));
    for (let left = random.between(1, 3); left > 0; left--)
      scene.later(day + random.between(2, 12), (today) => {
        const purse = purseOf(wallet, today);
        const cents = Math.round(random.lognormal(28_000, 0.6));
        if (household.ledger.headroom(purse) < cents + 10_000) return;
        scene.book(purse, -cents, today, daySecond(random), merchantOf(random, "home", "card"), false);
      });
  },
};

/** A car, paid at once, to a dealer or somebody who sells theirs. */
export const carBought: Script = {
  patienceDays: 5,
  fits: ({ household }, day) => atHand(household, day) >= 400_000,
  play(scene, day) {
    const { random, household } = scene;
    const { wallet, client, bank } = household;
    const price = Math.min(atHand(household, day), Math.max(250_000, random.lognormal(900_000, 0.5)));
    const cents = roundDown(price, 10_000);
    const second = 30_000 + random.integer(30_000);
    fetch(scene, cents, day, second);
    const country = random.chance(0.3) ? countryAbroad(random) : undefined;
    const about = purpose(
      "transfer_out",
      channelOf(random, client),
      stranger(random, bank),
      "person",
      country,
    );
    scene.book(wallet.checking, -cents, day, soonAfter(random, second, 300, 9000), about, false);
  },
};

/** Savings that lay for months are put to use: a roof, a wedding, a child's studies. */
export const savingsSpent: Script = {
  patienceDays: 5,
  suits: ({ wallet }) => wallet.savings !== null,
  fits: ({ savingsIdleDays, household: { wallet } }) =>
    savingsIdleDays >= 90 && (wallet.savings?.balance ?? 0) >= 100_000,
  play(scene, day) {
    const { random, household } = scene;
    const { wallet, client } = household;
    const { savings } = wallet;
    if (!savings) return;
    const friend = friendOf(random, client);
    const country = random.chance(0.25) ? countryAbroad(random) : undefined;
    let second = daySecond(random);
    for (let left = random.between(1, 2); left > 0; left--) {
      const cents = roundDown(savings.balance * (0.35 + 0.4 * random.uniform()), 5000);
      const about = purpose("transfer_out", channelOf(random, client), friend, "person", country);
      scene.book(savings, -cents, day, second, about, false);
      second = soonAfter(random, second, 200, 9000);
    }
  },
};

/** Moves what checking lacks of `cents` out of savings; both legs, a second apart. */
function fetch(scene: Scene, cents: number, day: number, second: number): void {
  const { random, household } = scene;
  const { checking, savings } = household.wallet;
  const lacking = Math.ceil((cents + payOf(household) * 0.5 - checking.balance) / 5000) * 5000;
  if (lacking <= 0 || !isOpen(savings, day) || savings.balance <= 0) return;
  const moved = Math.min(lacking, savings.balance);
  const channel = channelOf(random, household.client);
  const leg = (
    account: Account,
    signed: number,
    at: number,
    type: "transfer_in" | "transfer_out",
    other: Account,
  ) => scene.book(account, signed, day, at, purpose(type, channel, other.id, "own_account"), false);
  leg(savings, -moved, second, "transfer_out", checking);
  leg(checking, moved, second + 1, "transfer_in", savings);
}
