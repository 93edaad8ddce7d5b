import { isOpen } from "./accounts.js";
import { purpose } from "./ledger.js";
import type { Household } from "./recurring.js";
import { encode } from "./sheet.js";

const debts = encode(purpose("transfer_out", "web", "X901", "other_debts"));
const cash = encode(purpose("cash_withdrawal", "atm", "", "cash"));

/** The day before, so that the money has come or gone when the bank collects in the night; their first day at the earliest. */
const dayBefore = ({ client }: Household, day: number): number =>
  Math.max(day - 1, Math.max(0, client.joinDay));

/**
 * Sees to it that the checking account can pay a sum that has to be paid: from savings, or with
 * help from the family.
 */
export function provide(household: Household, cents: number, day: number): void {
  const { wallet, ledger, random, client } = household;
  const { checking, savings } = wallet;
  const lacking = cents - ledger.headroom(checking);
  if (lacking <= 0) return;
  const sum = Math.ceil((lacking * (1 + 0.3 * random.uniform())) / 5000) * 5000;
  if (isOpen(savings, day) && savings.balance >= sum) {
    ledger.move(savings, checking, sum, day, "transfer_out", client.digital > 0.4 ? "app" : "branch");
    return;
  }
  const helper = `P${client.index * 30 + random.integer(4)}`;
  ledger.postDaytime(
    checking,
    sum,
    dayBefore(household, day),
    encode(purpose("transfer_in", "app", helper, "person")),
  );
}

/** Spends what is there down to a sum, as whoever owes others does: some in cash, the rest on other debts. */
export function drain(household: Household, downTo: number, day: number): void {
  const { wallet, ledger, random } = household;
  const { checking } = wallet;
  let spare = Math.floor(ledger.headroom(checking) - downTo);
  if (spare <= 0) return;
  const notes = Math.min(40_000, Math.floor(spare / 2000) * 2000);
  if (notes > 0 && random.chance(0.5)) {
    ledger.postDaytime(checking, -notes, dayBefore(household, day), cash);
    spare -= notes;
  }
  if (spare > 0) ledger.postDaytime(checking, -spare, dayBefore(household, day), debts);
}
