import { type Account, isOpen } from "../accounts.js";
import { purpose } from "../ledger.js";
import {
  batchSecond,
  countryAbroad,
  merchantOf,
  nightSecond,
  onlineChannel,
  purseOf,
  roundDown,
  soonAfter,
  stranger,
} from "./people.js";
import type { Scene, Script } from "./scene.js";

const tried = ["entertainment", "transport", "clothing", "home"] as const;
const bought = ["electronics", "travel", "clothing"] as const;

/** Tiny online payments within minutes find out whether a card works; then something dear is bought. */
export const cardTesting: Script = {
  patienceDays: 30,
  fits: ({ household: { wallet, ledger } }, day) => ledger.headroom(purseOf(wallet, day)) >= 30_000,
  play(scene, day) {
    const { random, household } = scene;
    const card = purseOf(household.wallet, day);
    const country = random.chance(0.6) ? countryAbroad(random) : undefined;
    let second = random.integer(80_000);
    let taken = 0;
    const pay = (cents: number, category: string): void => {
      scene.book(card, -cents, day, second, merchantOf(random, category, "web", country), true);
      taken += cents;
    };
    for (let left = random.between(3, 5); left > 0; left--) {
      pay(random.between(50, 300), random.pick(tried));
      second = soonAfter(random, second, 4, 75);
    }
    second = soonAfter(random, second, 120, 2400);
    const room = household.ledger.headroom(card) - 5000;
    pay(Math.round(Math.min(room, Math.max(15_000, random.lognormal(32_000, 0.5)))), random.pick(bought));
    refund(scene, card, day, taken, random.pick(bought));
  },
};

/** A login from a new device, and in the night the account is emptied to a country abroad. */
export const accountTakeover: Script = {
  patienceDays: 60,
  fits: ({ isQuiet, household: { wallet } }, day) =>
    isQuiet && wallet.checking.balance >= 20_000 && wealth(wallet.checking, wallet.savings, day) >= 80_000,
  play(scene, day) {
    const { random, household } = scene;
    const { wallet, bank, events } = household;
    const { checking, savings } = wallet;
    const channel = onlineChannel(random);
    const country = countryAbroad(random);
    const accomplices = [stranger(random, bank), stranger(random, bank)];
    let second = nightSecond(random);
    events.add("login", day, channel, "new device", second - random.between(60, 900));
    if (isOpen(savings, day) && savings.balance >= 20_000) {
      const cents = savings.balance;
      const leg = (account: Account, signed: number, type: "transfer_in" | "transfer_out", other: Account) =>
        scene.book(account, signed, day, second, purpose(type, channel, other.id, "own_account"), true);
      leg(savings, -cents, "transfer_out", checking);
      second++;
      leg(checking, cents, "transfer_in", savings);
    }
    const taken = checking.balance - random.integer(1500);
    let left = taken;
    for (let part = random.between(2, 4); part > 0; part--) {
      const share = part === 1 ? left : roundDown((left / part) * (0.7 + 0.6 * random.uniform()), 1000);
      second = soonAfter(random, second, 40, 420);
      const about = purpose("transfer_out", channel, random.pick(accomplices), "person", country);
      scene.book(checking, -share, day, second, about, true);
      left -= share;
    }
    refund(scene, checking, day, taken, "person");
  },
};

/** Savings that lay untouched for months are paid out to strangers. */
export const dormantAwakened: Script = {
  patienceDays: 5,
  suits: ({ wallet }) => wallet.savings !== null,
  fits: ({ savingsIdleDays, household: { wallet } }) =>
    savingsIdleDays >= 90 && (wallet.savings?.balance ?? 0) >= 50_000,
  play(scene, day) {
    const { random, household } = scene;
    const { savings } = household.wallet;
    if (!savings) return;
    const channel = onlineChannel(random);
    const country = random.chance(0.3) ? countryAbroad(random) : undefined;
    const taken = roundDown(savings.balance * (0.85 + 0.15 * random.uniform()), 1000);
    let left = taken;
    let second = 25_200 + random.integer(30_000);
    for (let part = random.between(2, 4); part > 0; part--) {
      const share = part === 1 ? left : roundDown((left / part) * (0.75 + 0.5 * random.uniform()), 1000);
      const about = purpose("transfer_out", channel, stranger(random, household.bank), "person", country);
      scene.book(savings, -share, day, second, about, true);
      second = soonAfter(random, second, 120, 7000);
      left -= share;
    }
    refund(scene, savings, day, taken, "person");
  },
};

/** The bank makes good what was stolen, some days later. */
function refund(scene: Scene, account: Account, day: number, cents: number, category: string): void {
  const about = purpose("transfer_in", "batch", "BANK", category);
  scene.later(day + scene.random.between(3, 9), (today) => {
    if (isOpen(account, today)) scene.book(account, cents, today, batchSecond(scene.random), about, false);
  });
}

const wealth = (checking: Account, savings: Account | null, day: number): number =>
  checking.balance + (isOpen(savings, day) ? savings.balance : 0);
