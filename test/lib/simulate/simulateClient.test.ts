import { describe, expect, it } from "vitest";
import { type ColumnKind, extractNames } from "../../../lib/core/contract.js";
import { bankOf } from "../../../lib/simulate/bank.js";
import { columnsOf } from "../../../lib/simulate/rows.js";
import { emptySheets } from "../../../lib/simulate/sheets.js";
import { simulateClient } from "../../../lib/simulate/simulateClient.js";
import { type Row, bankRows, bankText, countBy } from "./bankRows.js";

const options = { clients: 400, months: 12, seed: 7, firstMonth: "2024-01" };
const rows = bankRows(options);
const { kyc, accounts, transactions, events, loans } = rows;
const accountById = new Map(accounts.map((account) => [account.account_id, account]));
const purchases = transactions.filter((row) => row.transaction_type === "card_purchase");
const cents = (text = ""): number => Math.round(Number(text) * 100);

const shapes: Readonly<Record<ColumnKind, RegExp>> = {
  id: /^[A-Z]\d+(-\d+)?$/,
  text: /^[^,"]*$/,
  date: /^\d{4}-\d\d-\d\d$/,
  timestamp: /^\d{4}-\d\d-\d\d ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/,
  amount: /^-?\d+\.\d\d$/,
  integer: /^\d+$/,
  code: /^[a-z_]+$/,
  country: /^[A-Z]{2}$/,
  currency: /^EUR$/,
  flag: /^(true|false)$/,
};

describe("simulateClient(bank, index, sheets)", () => {
  it.each(extractNames)("writes %s by the contract", (extract) => {
    for (const { name, kind, required, accepted } of columnsOf(extract)) {
      const values = [...new Set(rows[extract].map((row) => row[name] ?? ""))];
      const wrong = values.filter((value) =>
        value === "" ? required : !shapes[kind].test(value) || (accepted && !accepted.includes(value)),
      );
      expect(wrong, name).toEqual([]);
    }
  });

  it("gives every key once", () => {
    const keys = (list: readonly Row[], ...names: string[]) =>
      list.map((row) => names.map((name) => row[name]).join());
    for (const list of [
      keys(kyc, "client_id", "valid_from"),
      keys(accounts, "account_id"),
      keys(transactions, "transaction_id"),
      keys(events, "event_id"),
      keys(loans, "loan_id"),
    ]) {
      expect(new Set(list).size).toBe(list.length);
    }
  });

  it("refers only to clients and accounts that exist", () => {
    const clients = new Set(kyc.map((row) => row.client_id));
    expect(clients.size).toBe(options.clients);
    expect(accounts.filter((row) => !clients.has(row.client_id))).toEqual([]);
    expect(events.filter((row) => !clients.has(row.client_id))).toEqual([]);
    expect(transactions.filter((row) => !accountById.has(row.account_id))).toEqual([]);
    expect(loans.filter((row) => accountById.get(row.account_id)?.account_type !== "checking")).toEqual([]);
  });

  it("moves money only while the account is open and the bank is simulated", () => {
    const outside = transactions.filter((row) => {
      const day = row.transaction_date?.slice(0, 10) ?? "";
      const account = accountById.get(row.account_id);
      const closed = account?.closed_date ?? "";
      return day < "2024-01-01" || day < (account?.opened_date ?? "") || (closed !== "" && day > closed);
    });
    expect(outside).toEqual([]);
    expect(transactions.some((row) => row.transaction_date?.startsWith("2024-12-31"))).toBe(true);
    expect(events.filter((row) => (row.event_at ?? "") > "2025")).toEqual([]);
  });

  it("keeps balances plausible", () => {
    const balances = new Map<string, number>();
    let deepest = 0;
    let overdrawn = 0;
    for (const row of transactions) {
      const id = row.account_id ?? "";
      const balance = (balances.get(id) ?? 0) + cents(row.amount);
      balances.set(id, balance);
      const account = accountById.get(id);
      if (balance < 0 && account?.account_type === "checking") overdrawn++;
      deepest = Math.min(deepest, balance + cents(account?.credit_limit ?? "0"));
    }
    expect(deepest).toBeGreaterThan(-50_000);
    expect(overdrawn / transactions.length).toBeLessThan(0.1);
    for (const account of accounts.filter((row) => row.closed_date)) {
      expect(balances.get(account.account_id ?? "") ?? 0).toBe(0);
    }
  });

  it("has busier Saturdays than Sundays, a strong December, and a quiet Christmas day", () => {
    const byWeekday = countBy(purchases, (row) =>
      String(new Date(`${row.transaction_date?.slice(0, 10)}T00:00:00Z`).getUTCDay()),
    );
    expect((byWeekday.get("6") ?? 0) / (byWeekday.get("0") ?? 1)).toBeGreaterThan(1.5);
    const byMonth = countBy(purchases, (row) => row.transaction_date?.slice(5, 7) ?? "");
    expect((byMonth.get("12") ?? 0) / (byMonth.get("10") ?? 1)).toBeGreaterThan(1.2);
    const byDay = countBy(purchases, (row) => row.transaction_date?.slice(5, 10) ?? "");
    expect(byDay.get("12-25") ?? 0).toBeLessThan((byDay.get("12-24") ?? 0) / 2);
  });

  it("pays salaries on business days only", () => {
    const weekdays = transactions
      .filter((row) => row.transaction_type === "salary")
      .map((row) => new Date(`${row.transaction_date?.slice(0, 10)}T00:00:00Z`).getUTCDay());
    expect(weekdays.length).toBeGreaterThan(1000);
    expect(weekdays.filter((day) => day === 0 || day === 6)).toEqual([]);
  });

  it("has tickets with a heavy tail: the largest hundredth carries more than a tenth", () => {
    const sizes = purchases.map((row) => -cents(row.amount)).sort((a, b) => b - a);
    const sum = (list: readonly number[]): number => list.reduce((total, size) => total + size, 0);
    expect(sum(sizes.slice(0, Math.floor(sizes.length / 100))) / sum(sizes)).toBeGreaterThan(0.1);
  });

  it("books both legs of a standing order to savings", () => {
    const legs = transactions.filter((row) => row.category === "own_account");
    expect(legs.length).toBeGreaterThan(100);
    expect(legs.reduce((total, row) => total + cents(row.amount), 0)).toBe(0);
  });

  it("lets some clients leave with their accounts drained, and some records change", () => {
    const left = accounts.filter((row) => row.account_type === "checking" && row.closed_date).length;
    expect(left / options.clients).toBeGreaterThan(0.005);
    expect(left / options.clients).toBeLessThan(0.12);
    expect(kyc.length).toBeGreaterThan(options.clients);
    expect(kyc.length).toBeLessThan(options.clients * 1.4);
  });

  it("has loans that are paid and loans that go bad, each consistent with itself", () => {
    const many = bankRows({ ...options, clients: 1200, months: 20 }).loans;
    expect(many.length).toBeGreaterThan(150);
    const bad = many.filter((row) => row.outcome === "bad");
    expect(bad.length / many.length).toBeGreaterThan(0.02);
    expect(bad.length / many.length).toBeLessThan(0.16);
    for (const row of many) {
      const owed = cents(row.outstanding_amount);
      expect(owed).toBeGreaterThanOrEqual(0);
      expect(owed).toBeLessThanOrEqual(cents(row.amount));
      if (row.defaulted_date) expect(row.outcome).toBe("bad");
      else expect(owed === 0).toBe(row.is_finished === "true");
    }
  });

  it("grows: more accounts are in use at the end than at the start", () => {
    const inUse = (month: string) =>
      new Set(
        transactions.filter((row) => row.transaction_date?.startsWith(month)).map((row) => row.account_id),
      ).size;
    expect(inUse("2024-12")).toBeGreaterThan(inUse("2024-02") * 1.1);
  });

  it("depends on seed and index only, not on who was made before", () => {
    const bank = bankOf({ ...options, clients: 20 });
    const alone = (index: number): string => {
      const sheets = emptySheets();
      simulateClient(bank, index, sheets);
      return sheets.transactions.textFrom(0);
    };
    const backwards = Array.from({ length: 20 }, (_, at) => alone(19 - at)).reverse();
    expect(backwards.join("")).toBe(bankText({ ...options, clients: 20 }).transactions);
    expect(bankText({ ...options, clients: 20, seed: 8 }).transactions).not.toBe(backwards.join(""));
  });

  it("makes another bank of another seed: hardly a line is the same", () => {
    const few = { ...options, clients: 60 };
    const [one, two] = [7, 8].map((seed) => bankText({ ...few, seed }));
    for (const extract of extractNames) {
      const known = new Set(one?.[extract].split("\n"));
      const lines = (two?.[extract] ?? "").trimEnd().split("\n");
      expect(lines.filter((line) => known.has(line)).length / lines.length, extract).toBeLessThan(0.01);
    }
  });
});
