import type { ExtractName } from "../core/contract.js";
import { openWallet, writeAccounts } from "./accounts.js";
import type { Bank } from "./bank.js";
import { drawBudget } from "./budget.js";
import { drawClient, writeKyc } from "./clients.js";
import { EventLog } from "./events.js";
import { Ledger } from "./ledger.js";
import { live } from "./life.js";
import { LoanDesk } from "./loans.js";
import { Random } from "./random.js";
import type { Household } from "./recurring.js";
import { Rows } from "./rows.js";
import { Sheet } from "./sheet.js";
import { freshSituation } from "./situation.js";

const lifeStream = 1;

/** A sheet for every extract. */
export type Sheets = Readonly<Record<ExtractName, Sheet>>;

export function emptySheets(): Sheets {
  return {
    kyc: new Sheet(),
    accounts: new Sheet(),
    transactions: new Sheet(),
    events: new Sheet(),
    loans: new Sheet(),
  };
}

/**
 * Appends one client's rows to every extract. They depend on the bank and the index only, so that
 * clients can be made in any order and by any number of workers.
 *
 * @param index 0 to `bank.clients` - 1
 */
export function simulateClient(bank: Bank, index: number, sheets: Sheets): void {
  const rows = {
    kyc: new Rows(bank, "kyc", index, sheets.kyc),
    accounts: new Rows(bank, "accounts", index, sheets.accounts),
    transactions: new Rows(bank, "transactions", index, sheets.transactions),
    events: new Rows(bank, "events", index, sheets.events),
    loans: new Rows(bank, "loans", index, sheets.loans),
  };
  const random = new Random(bank.seed, index, lifeStream);
  const client = drawClient(random, bank, index);
  const budget = drawBudget(random, client);
  const household: Household = {
    bank,
    client,
    budget,
    random,
    wallet: openWallet(random, bank, client, budget.income),
    situation: freshSituation(),
    ledger: new Ledger(rows.transactions, random, bank, client),
    events: new EventLog(rows.events, random, bank, client),
  };
  const desk = new LoanDesk(household);
  const lastDay = live(household, desk);
  writeKyc(rows.kyc, client, bank, lastDay);
  writeAccounts(rows.accounts, client, household.wallet, bank, lastDay);
  desk.write(rows.loans);
  // A delivery is cut short in one place: once in the whole bank, whoever the client is.
  if (bank.dirt && index === Math.floor(bank.clients / 2))
    rows.transactions.addRagged(`T99999999999,${household.wallet.checking.id},-1.00,`);
}
