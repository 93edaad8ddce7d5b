import { purpose } from "../ledger.js";
import type { Random } from "../random.js";
import { countryAbroad, merchantOf, purseOf, payOf, ticketScaleOf } from "./people.js";
import type { Script } from "./scene.js";

/** What is bought away from home, and how dear it is; euro. */
const wares = [
  { category: "restaurants", median: 24, weight: 40 },
  { category: "transport", median: 14, weight: 15 },
  { category: "groceries", median: 18, weight: 15 },
  { category: "entertainment", median: 22, weight: 12 },
  { category: "clothing", median: 45, weight: 8 },
  { category: "travel", median: 140, weight: 10 },
] as const;

/** Six to nine days abroad: card payments at all hours, and cash from a machine. */
export const holidayAbroad: Script = {
  patienceDays: 30,
  fits: ({ household }, day) =>
    household.ledger.headroom(purseOf(household.wallet, day)) >= Math.max(80_000, payOf(household) * 0.5),
  play(scene, day) {
    const { random, household } = scene;
    const { wallet, ledger } = household;
    const country = countryAbroad(random);
    const spend = (today: number): void => {
      const purse = purseOf(wallet, today);
      for (let left = random.between(1, 2); left > 0; left--) {
        const { category, median } = random.weighted(wares);
        const cents = Math.round(random.lognormal(median * 100 * ticketScaleOf(household), 0.6));
        if (ledger.headroom(purse) < cents + 3000) continue;
        scene.book(
          purse,
          -Math.max(50, cents),
          today,
          hour(random),
          merchantOf(random, category, "card", country),
          false,
        );
      }
      if (!random.chance(0.2)) return;
      const cents = random.between(2, 10) * 2000;
      if (ledger.headroom(wallet.checking) < cents + 3000) return;
      const about = purpose("cash_withdrawal", "atm", "", "cash", country);
      scene.book(wallet.checking, -cents, today, hour(random), about, false);
    };
    spend(day);
    for (let after = random.between(5, 8); after > 0; after--) scene.later(day + after, spend);
  },
};

/** Late evenings, and clocks that run differently; seconds of the day. */
function hour(random: Random): number {
  return random.chance(0.2) ? (79_000 + random.integer(26_000)) % 86_400 : 28_000 + random.integer(51_000);
}
