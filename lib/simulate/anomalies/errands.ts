import { homeCountry } from "../catalogue.js";
import { purpose } from "../ledger.js";
import {
  channelOf,
  countryAbroad,
  daySecond,
  friendOf,
  merchantOf,
  onlineChannel,
  purseOf,
  roundDown,
  soonAfter,
  stranger,
  payOf,
  ticketScaleOf,
} from "./people.js";
import type { Household } from "../recurring.js";
import type { Script } from "./scene.js";

const ticketed = [
  "travel",
  "transport",
  "health",
  "entertainment",
  "electronics",
  "clothing",
  "groceries",
] as const;

/** True when the checking account has half a month's pay to spare. */
const canSpare = (household: Household): boolean =>
  household.ledger.headroom(household.wallet.checking) >= Math.max(50_000, payOf(household) * 0.5);

/** Two tickets of the same price, one after the other: both are meant. */
export const paidTwice: Script = {
  patienceDays: 30,
  fits: ({ household: { wallet, ledger } }, day) => ledger.headroom(purseOf(wallet, day)) >= 40_000,
  play(scene, day) {
    const { random, household } = scene;
    const { wallet, ledger, client } = household;
    const byCard = ledger.headroom(wallet.checking) < 40_000 || random.chance(0.75);
    const account = byCard ? purseOf(wallet, day) : wallet.checking;
    const most = Math.floor(ledger.headroom(account) / 2) - 5000;
    const about = byCard
      ? merchantOf(random, random.pick(ticketed), random.chance(0.6) ? "web" : "card")
      : purpose("transfer_out", channelOf(random, client), friendOf(random, client), "person");
    const cents = Math.min(
      most,
      Math.max(500, Math.round(random.lognormal(5000 * ticketScaleOf(household), 0.8))),
    );
    const second = daySecond(random);
    scene.book(account, -cents, day, second, about, false);
    scene.book(account, -cents, day, soonAfter(random, second, 20, random.pick([600, 20_000])), about, false);
  },
};

/** Money for the family abroad, late in the evening when it is cheap to call. */
export const remittance: Script = {
  patienceDays: 30,
  fits: ({ household }) => canSpare(household),
  play(scene, day) {
    const { random, household } = scene;
    const { wallet, ledger, client } = household;
    const country = client.country === homeCountry ? countryAbroad(random) : client.country;
    let second = random.chance(0.5) ? random.integer(12_000) : 66_000 + random.integer(19_000);
    for (let left = random.between(2, 5); left > 0; left--) {
      const most = ledger.headroom(wallet.checking) - 10_000;
      const cents = Math.min(
        roundDown(random.lognormal(payOf(household) * 0.12, 0.6), 500),
        roundDown(most, 500),
      );
      if (cents < 1000) return;
      const about = purpose(
        "transfer_out",
        onlineChannel(random),
        friendOf(random, client),
        "person",
        country,
      );
      scene.book(wallet.checking, -cents, day, second, about, false);
      second = soonAfter(random, second, 40, 700);
    }
  },
};

/** Friends pay their share of something dear, and the client pays for all. */
export const sharedPurchase: Script = {
  patienceDays: 30,
  fits: ({ household }) => canSpare(household),
  play(scene, day) {
    const { random, household } = scene;
    const { wallet, ledger, client, bank } = household;
    const share = roundDown(
      Math.min(random.lognormal(payOf(household) * 0.25, 0.7), ledger.headroom(wallet.checking) * 0.6),
      500,
    );
    let second = 26_000;
    const friends = random.between(2, 4);
    for (let left = friends; left > 0; left--) {
      second = soonAfter(random, second, 300, 8000);
      const from = random.chance(0.3) ? countryAbroad(random) : undefined;
      const about = purpose("transfer_in", onlineChannel(random), friendOf(random, client), "person", from);
      scene.book(wallet.checking, share, day, second, about, false);
    }
    const country = random.chance(0.4) ? countryAbroad(random) : undefined;
    const about = purpose(
      "transfer_out",
      channelOf(random, client),
      stranger(random, bank),
      "person",
      country,
    );
    scene.book(
      wallet.checking,
      -share * (friends + 1),
      day,
      soonAfter(random, second, 1200, 16_000),
      about,
      false,
    );
  },
};

const prices = [99, 149, 199, 249, 299, 89, 50, 120] as const;

/** An evening of small things bought in a game, and perhaps the game itself. */
export const smallTickets: Script = {
  patienceDays: 30,
  fits: ({ household: { wallet, ledger } }, day) => ledger.headroom(purseOf(wallet, day)) >= 20_000,
  play(scene, day) {
    const { random, household } = scene;
    const purse = purseOf(household.wallet, day);
    const country = random.chance(0.5) ? countryAbroad(random) : undefined;
    const shop = merchantOf(
      random,
      random.pick(["entertainment", "transport", "clothing", "home"]),
      "web",
      country,
    );
    let second = random.chance(0.4) ? random.integer(10_000) : 60_000 + random.integer(20_000);
    for (let left = random.between(4, 7); left > 0; left--) {
      scene.book(purse, -random.pick(prices), day, second, shop, false);
      second = soonAfter(random, second, 10, 500);
    }
    if (random.chance(0.4))
      scene.book(purse, -random.between(1500, 8000), day, soonAfter(random, second, 60, 900), shop, false);
  },
};
