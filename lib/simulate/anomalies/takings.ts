import { purpose } from "../ledger.js";
import { reportedFrom } from "./laundering.js";
import { daySecond, onlineChannel, roundDown, stranger } from "./people.js";
import type { Script } from "./scene.js";

const cash = purpose("cash_deposit", "branch", "", "cash");

/** A shop brings its takings to the bank day by day, and pays its supplier. */
export const takings: Script = {
  patienceDays: 0,
  suits: ({ client }) => client.segment === "business",
  fits: () => true,
  play(scene, day) {
    const { random, household } = scene;
    const { wallet, bank } = household;
    const usual = random.lognormal(450_000, 0.5);
    let collected = 0;
    const bring = (today: number): void => {
      const cents = roundDown(Math.min(reportedFrom - 1000, random.lognormal(usual, 0.25)), 500);
      scene.book(wallet.checking, cents, today, daySecond(random), cash, false);
      collected += cents;
    };
    bring(day);
    for (let after = 1; after < 4; after++) if (random.chance(0.8)) scene.later(day + after, bring);
    scene.later(day + 4, (today) => {
      bring(today);
      const cents = Math.min(roundDown(collected * 0.9, 1000), roundDown(wallet.checking.balance, 1000));
      const about = purpose("transfer_out", onlineChannel(random), stranger(random, bank), "person");
      if (cents > 0)
        scene.book(wallet.checking, -cents, today, 67_000 + random.integer(15_000), about, false);
    });
  },
};
