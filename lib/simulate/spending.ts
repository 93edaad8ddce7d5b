import { isOpen } from "./accounts.js";
import { countries, homeCountry, purchases } from "./catalogue.js";
import { purpose } from "./ledger.js";
import type { Random } from "./random.js";
import type { Household } from "./recurring.js";
import { encode } from "./sheet.js";

const slots = purchases.flatMap((purchase, kind) =>
  Array.from({ length: Math.round(purchase.weight * 2) }, () => kind),
);
const merchantsPerKind = 400;
const fromOutside = countries.filter(({ code }) => code !== homeCountry);

/** The ends of the lines of purchases at home, by kind and merchant, at the till and online. */
const abouts = purchases.map(({ category }, kind) => {
  const lineEnds = (channel: "card" | "web"): Uint8Array[] =>
    Array.from({ length: merchantsPerKind }, (_, merchant) =>
      encode(purpose("card_purchase", channel, `M${kind * merchantsPerKind + merchant + 1}`, category)),
    );
  return { card: lineEnds("card"), web: lineEnds("web") };
});

const cash = encode(purpose("cash_withdrawal", "atm", "", "cash"));
const deposit = encode(purpose("cash_deposit", "branch", "", "cash"));

/** What a client spends and moves on one day of their own accord. */
export function spendDay(household: Household, day: number): void {
  const { bank, budget, client, random, ledger, wallet, situation } = household;
  const { checking, savings, card } = wallet;
  const { stress } = situation.mood;
  const busy = (bank.calendar.spendingWeights[day] ?? 1) * situation.activity;
  for (let left = random.poisson(budget.purchasesPerDay * busy); left > 0; left--) buy(household, day);
  // Whoever is worried pays in cash, where the money in hand is the limit.
  if (random.chance(budget.withdrawalsPerDay * busy * situation.caution)) {
    const cents = random.between(1, client.digital > 0.5 ? 8 : 15) * 2000;
    if (ledger.headroom(checking) >= cents) ledger.postDaytime(checking, -cents, day, cash);
  }
  if (random.chance(budget.transfersPerDay * situation.activity)) {
    const incoming = random.chance(0.35);
    const size = Math.round(
      random.lognormal(7000 * budget.ticketScale * situation.prices, 1) * (incoming ? 1.1 : 1),
    );
    const channel = random.chance(client.digital) ? (random.chance(0.75) ? "app" : "web") : "branch";
    const other = `P${random.integer(30) + client.index * 30}`;
    if (incoming && random.chance(0.15))
      ledger.postDaytime(checking, Math.ceil(size / 500) * 500, day, deposit);
    else if (incoming)
      ledger.postDaytime(checking, size, day, purpose("transfer_in", channel, other, "person"));
    else if (ledger.headroom(checking) >= size) {
      // Those from elsewhere send money home.
      const isAbroad = random.chance(client.country === homeCountry ? 0.015 : 0.2);
      const country = isAbroad ? random.weighted(fromOutside).code : homeCountry;
      ledger.postDaytime(checking, -size, day, purpose("transfer_out", channel, other, "person", country));
    }
  }
  const needs = checking.balance < 0 || (card !== null && card.balance < -card.limit * 0.9);
  if (needs && isOpen(savings, day) && savings.balance > 20_000 && random.chance(stress > 1 ? 0.35 : 0.2)) {
    const cents = Math.min(
      savings.balance,
      Math.ceil((-Math.min(0, checking.balance) + budget.income * 0.2) / 5000) * 5000,
    );
    ledger.move(savings, checking, cents, day, "transfer_out", client.digital > 0.4 ? "app" : "branch");
  }
}

function buy(household: Household, day: number): void {
  const { budget, client, random, ledger, wallet, situation } = household;
  const kind = slots[random.integer(slots.length)] ?? 0;
  const purchase = purchases[kind];
  if (!purchase) return;
  const account = isOpen(wallet.card, day) && random.chance(0.6) ? wallet.card : wallet.checking;
  const cents = Math.round(
    ticket(random, purchase.median, purchase.sigma) * budget.ticketScale * situation.prices * 100,
  );
  const room = ledger.headroom(account);
  // Whoever runs short buys less of what is dear.
  if (room < cents + 3000 || (room < budget.income * 0.15 && random.chance(0.5))) return;
  const online = random.chance(purchase.online * (0.4 + client.digital));
  const abroad = random.chance(kind === purchases.length - 1 ? 0.45 : online ? 0.12 : 0.015);
  const channel = online ? "web" : "card";
  // Squared, so that few merchants have most of the custom.
  const merchant = Math.floor(random.uniform() * random.uniform() * merchantsPerKind);
  const about = abroad
    ? purpose(
        "card_purchase",
        channel,
        `M${9000 + merchant}`,
        purchase.category,
        random.weighted(fromOutside).code,
      )
    : (abouts[kind]?.[channel][merchant] ?? "");
  ledger.postDaytime(account, -Math.max(50, cents), day, about);
}

/** A ticket in euro: lognormal, and one in eighty from a Pareto tail without a mean to speak of. */
function ticket(random: Random, median: number, sigma: number): number {
  return random.chance(0.0125)
    ? Math.min(9000, random.pareto(median * 4, 1.5))
    : random.lognormal(median, sigma);
}
