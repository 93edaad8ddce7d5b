import type { Due } from "./agenda.js";
import { loyaltyDeviation } from "./attritionChain.js";
import { provide } from "./funds.js";
import { purpose } from "./ledger.js";
import { Random } from "./random.js";
import type { Household } from "./recurring.js";
import { encode } from "./sheet.js";

const elsewhereStream = 6;
const lenders = 5;

/** A month's payment on credit elsewhere in quiet times, in cents, and how its log rises with a deviation of stress. */
const creditElsewhere = { cents: 3000, perStress: 0.8, noise: 0.08 } as const;
/** A quarter's order to an own account elsewhere, in monthly incomes, and how its log falls with a deviation of loyalty. */
const savingElsewhere = { incomes: 0.04, perLoyalty: 1.2, noise: 0.08, everyMonths: 3 } as const;

/** What a client has to do with other banks and lenders, month after month, booked by the bank at night. */
export function elsewhereDues(household: Household): Due[] {
  const random = new Random(household.bank.seed, household.client.index, elsewhereStream);
  return [savingDue(household, random), creditDue(household, random)];
}

/** How much of the money is kept at another bank tells how much a client thinks of this one. */
function savingDue({ client, budget, situation, fate, ledger, wallet }: Household, random: Random): Due {
  const { incomes, perLoyalty, noise, everyMonths } = savingElsewhere;
  const share = Math.min(
    1,
    incomes * Math.exp(-perLoyalty * (client.loyalty / loyaltyDeviation) + noise * random.normal()),
  );
  let next = client.joinDay < 0 ? random.integer(everyMonths) : fate.firstMonth + 1;
  const about = encode(purpose("standing_order", "batch", "B4", "savings_elsewhere"));
  return {
    // On payday, while the money is there.
    get dayOfMonth() {
      return situation.employer?.payday ?? budget.payday;
    },
    shift: 1,
    everyMonths: 1,
    phase: 0,
    run: (day, month) => {
      if (month < next) return;
      const cents = Math.max(100, Math.round((budget.income * situation.pay * share) / 100) * 100);
      if (ledger.headroom(wallet.checking) < cents) return;
      ledger.post(wallet.checking, -cents, day, 7200 + random.integer(14_400), about);
      next = month + everyMonths;
    },
  };
}

/** Who borrows here buys on credit elsewhere as well, the more the worse they stand; each month a share of it is due. */
function creditDue(household: Household, random: Random): Due {
  const { situation, ledger, wallet } = household;
  const { cents: usual, perStress, noise } = creditElsewhere;
  const about = encode(
    purpose("direct_debit", "batch", `X${902 + random.integer(lenders)}`, "credit_elsewhere"),
  );
  return {
    dayOfMonth: random.between(3, 24),
    shift: 1,
    everyMonths: 1,
    phase: 0,
    run: (day) => {
      const { stress, state } = situation.mood;
      if (state.bucket < 0) return;
      const cents = Math.max(100, Math.round(usual * Math.exp(perStress * stress + noise * random.normal())));
      // Small lenders dun daily: whoever is short turns to savings or family for it.
      provide(household, cents, day);
      ledger.post(wallet.checking, -cents, day, 7200 + random.integer(14_400), about);
    },
  };
}
