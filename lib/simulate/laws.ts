import { type AttritionLaw, attritionLaw } from "./attritionChain.js";
import type { Bank } from "./bank.js";
import { type CreditLaw, creditLaw } from "./creditChain.js";
import { type Economy, economyOf } from "./economy.js";
import { presenceOf } from "./presence.js";

/** By what the clients of a bank default and leave. */
export interface Laws {
  readonly economy: Economy;
  readonly credit: CreditLaw;
  readonly attrition: AttritionLaw;
}

const known = new WeakMap<Bank, Laws>();

/** The laws of a bank; solved once, since that takes a tenth of a second. */
export function lawsOf(bank: Bank): Laws {
  const before = known.get(bank);
  if (before) return before;
  const economy = economyOf(bank.calendar, bank.shock);
  const laws = {
    economy,
    credit: creditLaw(bank.defaultRate, economy),
    attrition: attritionLaw(bank.churnRate, presenceOf(bank.calendar.monthCount)),
  };
  known.set(bank, laws);
  return laws;
}
