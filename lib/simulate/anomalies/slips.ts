import { isOpen } from "../accounts.js";
import { purpose } from "../ledger.js";
import {
  batchSecond,
  channelOf,
  daySecond,
  friendOf,
  merchantOf,
  purseOf,
  roundDown,
  soonAfter,
  ticketScaleOf,
} from "./people.js";
import type { Script } from "./scene.js";

const till = ["groceries", "restaurants", "clothing", "home", "health", "electronics"] as const;

/** The same amount goes to the same counterparty a second time; half of them come back. */
export const duplicatedPayment: Script = {
  patienceDays: 60,
  fits: ({ household: { wallet, ledger } }, day) => ledger.headroom(purseOf(wallet, day)) >= 40_000,
  play(scene, day) {
    const { random, household } = scene;
    const { wallet, ledger, client } = household;
    const byCard = ledger.headroom(wallet.checking) < 40_000 || random.chance(0.6);
    const account = byCard ? purseOf(wallet, day) : wallet.checking;
    const most = Math.floor(ledger.headroom(account) / 2) - 5000;
    const category = byCard ? random.pick(till) : "person";
    const other = friendOf(random, client);
    const about = byCard
      ? merchantOf(random, category, random.chance(0.4) ? "web" : "card")
      : purpose("transfer_out", channelOf(random, client), other, category);
    const cents = Math.min(
      most,
      Math.max(500, Math.round(random.lognormal(6000 * ticketScaleOf(household), 0.7))),
    );
    const second = daySecond(random);
    const again = random.chance(0.7)
      ? soonAfter(random, second, 15, 900)
      : soonAfter(random, second, 900, 21_000);
    scene.book(account, -cents, day, second, about, false);
    scene.book(account, -cents, day, again, about, true);
    if (random.chance(0.5)) return;
    const counterparty = about.split(",")[4] ?? "";
    scene.later(day + random.between(1, 8), (today) => {
      const back = purpose("transfer_in", "batch", counterparty, category);
      if (isOpen(account, today)) scene.book(account, cents, today, batchSecond(random), back, false);
    });
  },
};

/** A transfer with the decimal slipped by one or two places; mostly it comes back and is made again rightly. */
export const fatFinger: Script = {
  patienceDays: 60,
  fits: ({ household: { wallet, ledger } }) => ledger.headroom(wallet.checking) >= 60_000,
  play(scene, day) {
    const { random, household } = scene;
    const { wallet, ledger, client } = household;
    const { checking } = wallet;
    const room = ledger.headroom(checking) - 10_000;
    const meant = Math.min(random.lognormal(7000 * ticketScaleOf(household), 0.6), room / 10);
    const right = Math.max(1000, meant > 5000 ? roundDown(meant, 500) : roundDown(meant, 10));
    const factor = right * 100 <= room && random.chance(0.4) ? 100 : 10;
    const friend = friendOf(random, client);
    const channel = channelOf(random, client);
    const out = purpose("transfer_out", channel, friend, "person");
    scene.book(checking, -right * factor, day, daySecond(random), out, true);
    // Who lost little does not always ask for it back.
    if (factor === 10 && random.chance(0.2)) return;
    const wholly = random.chance(0.6);
    scene.later(day + random.between(2, 6), (today) => {
      if (!isOpen(checking, today)) return;
      const second = daySecond(random);
      const back = purpose("transfer_in", wholly ? "batch" : channel, friend, "person");
      const cents = right * (wholly ? factor : factor - 1);
      scene.book(checking, cents, today, wholly ? batchSecond(random) : second, back, false);
      if (wholly) scene.book(checking, -right, today, soonAfter(random, second, 60, 20_000), out, false);
    });
  },
};
