import { openWallet, writeAccounts } from "./accounts.js";
import type { Bank } from "./bank.js";
import { type Tally, emptyTally } from "./ceiling.js";
import { drawBudget } from "./budget.js";
import { writeKyc } from "./clients.js";
import { EventLog } from "./events.js";
import { familyOf } from "./family.js";
import { Ledger } from "./ledger.js";
import { live } from "./life.js";
import { LoanDesk } from "./loans.js";
import { Random } from "./random.js";
import type { Household } from "./recurring.js";
import { Rows } from "./rows.js";
import type { Sheets } from "./sheets.js";
import { freshSituation } from "./situation.js";
import { writeSnapshots } from "./snapshots.js";

const lifeStream = 1;

/**
 * Appends one client's rows to every extract. They depend on the bank and the index only, so that
 * clients can be made in any order and by any number of workers.
 *
 * @param index 0 to `bank.clients` - 1
 * @param tally counts the client's snapshots for the ceiling
 */
export function simulateClient(bank: Bank, index: number, sheets: Sheets, tally: Tally = emptyTally()): void {
  const rows = {
    kyc: new Rows(bank, "kyc", index, sheets),
    accounts: new Rows(bank, "accounts", index, sheets),
    transactions: new Rows(bank, "transactions", index, sheets),
    events: new Rows(bank, "events", index, sheets),
    loans: new Rows(bank, "loans", index, sheets),
  };
  const random = new Random(bank.seed, index, lifeStream);
  const { kin, members, transfers } = familyOf(bank, index);
  const member = members.get(index);
  const first = member?.fate.months[0];
  if (!member || !first) throw new RangeError(`there is no client ${index}`);
  const { client, fate } = member;
  const household: Household = {
    bank,
    client,
    kin,
    fate,
    budget: drawBudget(random, client, kin, first.employer),
    random,
    wallet: openWallet(random, bank, client, fate.exit ? fate.exit.day - 40 : bank.calendar.dayCount),
    situation: freshSituation(first),
    ledger: new Ledger(rows.transactions, random, bank, client),
    events: new EventLog(rows.events, random, bank, client),
    truth: sheets,
  };
  const desk = new LoanDesk(household);
  const life = live(
    household,
    desk,
    transfers.filter(({ from, to }) => from === index || to === index),
  );
  writeSnapshots(household, life, tally);
  writeKyc(rows.kyc, client, bank, life.lastDay);
  writeAccounts(rows.accounts, client, household.wallet, bank, life.lastDay);
  desk.write(rows.loans);
}
