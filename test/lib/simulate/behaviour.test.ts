import { describe, expect, it } from "vitest";
import { bankOf } from "../../../lib/simulate/bank.js";
import { emptySheets } from "../../../lib/simulate/sheets.js";
import { simulateClient } from "../../../lib/simulate/simulateClient.js";
import { familyOf } from "../../../lib/simulate/family.js";
import { type Row, bankRows, countBy } from "./bankRows.js";

// Without anomalies, since a thief may move money in an account whose owner has fallen silent.
const options = { clients: 700, months: 30, seed: 11, firstMonth: "2023-07", dirt: false, anomalyRate: 0 };
const bank = bankOf(options);
const { dates, monthStarts, monthCount, dayCount } = bank.calendar;
const rows = bankRows(options);
const dayOf = new Map(dates.map((date, day) => [date, day]));
const dayIn = (instant = ""): number => dayOf.get(instant.slice(0, 10)) ?? -1;
const endOf = (month: number): number => (monthStarts[month + 1] ?? 0) - 1;
const sheets = emptySheets();
for (let index = 0; index < options.clients; index++) simulateClient(bank, index, sheets);
const snapshots = new Map<string, readonly string[]>(
  sheets.snapshots
    .textFrom(0)
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [client = "", date = "", ...values] = line.split(",");
      return [`${client} ${date}`, values] as const;
    }),
);
const groupBy = (list: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of list) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
};
const clientOf = new Map(rows.accounts.map((row) => [row.account_id, row.client_id ?? ""]));
const accountsOf = groupBy(rows.accounts, (row) => row.client_id ?? "");

/** Days with a movement of the client's own accord or a login, in order. */
const ownDays = new Map<string, number[]>();
const ownTypes = new Set(["card_purchase", "cash_withdrawal", "cash_deposit", "transfer_out"]);
for (const row of rows.transactions) {
  if (!ownTypes.has(row.transaction_type ?? "")) continue;
  const client = clientOf.get(row.account_id) ?? "";
  ownDays.set(client, ownDays.get(client) ?? []);
  ownDays.get(client)?.push(dayIn(row.transaction_date));
}
for (const row of rows.events) {
  if (row.event_type !== "login") continue;
  ownDays.set(row.client_id ?? "", ownDays.get(row.client_id ?? "") ?? []);
  ownDays.get(row.client_id ?? "")?.push(dayIn(row.event_at));
}
for (const days of ownDays.values()) days.sort((left, right) => left - right);

const closedOf = (client: string): number => {
  const closed = (accountsOf.get(client) ?? []).map((row) => row.closed_date ?? "");
  return closed.includes("") ? Infinity : Math.max(...closed.map(dayIn));
};

describe("truth/snapshots.csv against the rows", () => {
  const months = Array.from({ length: monthCount }, (_, month) => month);

  it("has a chance of leaving for who was active in the three months before and has an account", () => {
    const wrong: string[] = [];
    for (const [client] of accountsOf) {
      for (const month of months) {
        const [from, to] = [monthStarts[Math.max(0, month - 2)] ?? 0, endOf(month)];
        const isActive =
          closedOf(client) > to && (ownDays.get(client) ?? []).some((day) => day >= from && day <= to);
        const key = `${client} ${dates[to] ?? ""}`;
        if (isActive !== ((snapshots.get(key)?.[2] ?? "") !== "")) wrong.push(key);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("agrees that who leaves closes all accounts, or does nothing for 90 days beginning within three months", () => {
    let [cases, wrong, left] = [0, 0, 0];
    for (const [client] of accountsOf) {
      for (const month of months.slice(0, -3)) {
        const churned = snapshots.get(`${client} ${dates[endOf(month)] ?? ""}`)?.[3] ?? "";
        if (churned === "") continue;
        const horizon = endOf(month + 3);
        const after = (ownDays.get(client) ?? []).filter((day) => day > endOf(month));
        const silences = [endOf(month), ...after].map((day, at) => ({
          from: day + 1,
          to: after[at] ?? dayCount,
        }));
        const isSilent = silences.some(({ from, to }) => from <= horizon && to - from >= 90);
        cases++;
        if (churned === "true") left++;
        if (churned !== String(isSilent || closedOf(client) <= horizon)) wrong++;
      }
    }
    expect(cases).toBeGreaterThan(7000);
    expect(left / cases).toBeGreaterThan(0.01);
    expect(wrong / cases).toBeLessThan(0.005);
  });

  it("agrees with the default dates of loans, and with who owes", () => {
    const loansOf = groupBy(rows.loans, (row) => clientOf.get(row.account_id) ?? "");
    let [cases, defaults] = [0, 0];
    for (const [client] of accountsOf) {
      for (const month of months) {
        const [chance = "", defaulted = ""] = snapshots.get(`${client} ${dates[endOf(month)] ?? ""}`) ?? [];
        const loans = loansOf.get(client) ?? [];
        const inDefault = loans.some(
          (row) => row.defaulted_date && dayIn(row.defaulted_date) <= endOf(month),
        );
        if (chance !== "") {
          expect(inDefault).toBe(false);
          expect(loans.some((row) => (row.granted_date ?? "") <= (dates[endOf(month)] ?? ""))).toBe(true);
        }
        if (defaulted === "") continue;
        const within = loans.some((row) => {
          const day = row.defaulted_date ? dayIn(row.defaulted_date) : -1;
          return day > endOf(month) && day <= endOf(month + 12);
        });
        expect(defaulted, `${client} ${month}`).toBe(String(within));
        cases++;
        if (within) defaults++;
      }
    }
    expect(cases).toBeGreaterThan(1500);
    expect(defaults).toBeGreaterThan(10);
  });

  it("leaves outcomes open whose time is not over", () => {
    for (const [key, [chance = "", defaulted = "", , churned = ""]] of snapshots) {
      const month = monthStarts.indexOf(dayIn(key.slice(-10)) + 1) - 1;
      if (chance !== "") expect(defaulted !== "", key).toBe(month + 12 < monthCount);
      if (churned !== "") expect(endOf(month + 3) + 90).toBeLessThan(dayCount);
    }
  });
});

describe("a loan's arrears", () => {
  const late = groupBy(
    rows.events.filter((row) => row.event_type === "late_payment" && row.detail === "loan"),
    (row) => row.client_id ?? "",
  );

  it("come before every default: at least three late instalments in the 90 days before", () => {
    const defaulted = rows.loans.filter((row) => dayIn(row.defaulted_date) > 100);
    expect(defaulted.length).toBeGreaterThan(3);
    for (const loan of defaulted) {
      const day = dayIn(loan.defaulted_date);
      const before = (late.get(clientOf.get(loan.account_id) ?? "") ?? []).map((row) => dayIn(row.event_at));
      const within = before.filter((each) => each >= day - 92 && each <= day);
      expect(within.length).toBeGreaterThanOrEqual(3);
      expect(Math.min(...within)).toBe(day - 90);
      const paid = rows.transactions.filter(
        (row) =>
          row.account_id === loan.account_id &&
          row.transaction_type === "loan_payment" &&
          dayIn(row.transaction_date) >= day - 90,
      );
      expect(paid).toEqual([]);
    }
  });

  it("are mostly cured, all at once", () => {
    const months = countBy(
      rows.transactions.filter((row) => row.transaction_type === "loan_payment"),
      (row) => `${row.account_id} ${row.transaction_date?.slice(0, 10)}`,
    );
    expect([...months.values()].some((count) => count === 2)).toBe(true);
    expect(Math.max(...months.values())).toBeLessThanOrEqual(4);
  });
});

describe("households and employers", () => {
  it("books both legs of what members send each other", () => {
    const legs = rows.transactions.filter((row) => row.category === "household");
    expect(legs.length).toBeGreaterThan(500);
    const keyOf = (row: Row): string =>
      [[row.account_id, row.counterparty].sort().join(), row.transaction_date].join();
    const pairs = groupBy(legs, keyOf);
    for (const pair of pairs.values()) {
      expect(pair.reduce((sum, row) => sum + Math.round(Number(row.amount) * 100), 0)).toBe(0);
      expect(pair.length % 2).toBe(0);
    }
  });

  it("lets those who live together share region and landlord", () => {
    const regions = new Map(rows.kyc.map((row) => [row.client_id, row.region]));
    const landlords = new Map(
      rows.transactions
        .filter((row) => row.category === "rent")
        .map((row) => [clientOf.get(row.account_id), row.counterparty]),
    );
    let shared = 0;
    for (let index = 0; index < options.clients; index++) {
      const { members } = familyOf(bank, index);
      const ids = [...members.values()].map(({ client }) => client.id);
      expect(familyOf(bank, [...members.keys()][0] ?? 0).kin).toEqual(familyOf(bank, index).kin);
      const paid = new Set(ids.flatMap((id) => landlords.get(id) ?? []));
      expect(paid.size).toBeLessThanOrEqual(1);
      if (ids.length > 1 && new Set(ids.map((id) => regions.get(id))).size === 1) shared++;
    }
    expect(shared).toBeGreaterThan(100);
  });

  it("pays the colleagues of an employer on the same day", () => {
    const salaries = rows.transactions.filter(
      (row) => row.transaction_type === "salary" && row.category === "salary",
    );
    const days = groupBy(salaries, (row) => `${row.counterparty} ${row.transaction_date?.slice(0, 7)}`);
    for (const group of days.values())
      expect(new Set(group.map((row) => row.transaction_date?.slice(0, 10))).size).toBe(1);
    const sizes = groupBy(salaries, (row) => row.counterparty ?? "");
    const heads = [...sizes.values()].map((list) => new Set(list.map((row) => row.account_id)).size);
    expect(Math.max(...heads)).toBeGreaterThan(4);
    expect(heads.filter((size) => size === 1).length).toBeGreaterThan(50);
  });
});

describe("seasons", () => {
  it("begins and ends like any other month, as far as purchases and new clients go", () => {
    const byMonth = countBy(
      rows.transactions.filter((row) => row.transaction_type === "card_purchase"),
      (row) => row.transaction_date?.slice(0, 7) ?? "",
    );
    expect((byMonth.get("2023-07") ?? 0) / (byMonth.get("2023-08") ?? 1)).toBeLessThan(1.3);
    const joined = countBy(
      rows.accounts.filter((row) => row.account_type === "checking" && (row.opened_date ?? "") >= "2023-07"),
      (row) => row.opened_date?.slice(0, 4) ?? "",
    );
    expect((joined.get("2025") ?? 0) / (joined.get("2024") ?? 1)).toBeGreaterThan(1.1);
  });

  it("sees prices and pay rise", () => {
    const meanOf = (type: string, year: string): number => {
      const list = rows.transactions.filter(
        (row) =>
          row.transaction_type === type &&
          row.category !== "allowance" &&
          row.transaction_date?.startsWith(year),
      );
      const logs = list.map((row) => Math.log(Math.abs(Number(row.amount))));
      return logs.reduce((sum, log) => sum + log, 0) / logs.length;
    };
    expect(meanOf("salary", "2025") - meanOf("salary", "2023")).toBeGreaterThan(0.01);
  });

  it("has first digits as Benford has them, near enough", () => {
    const digitsOf = countBy(
      rows.transactions.filter((row) => row.transaction_type === "card_purchase"),
      (row) => /[1-9]/.exec(row.amount ?? "")?.[0] ?? "",
    );
    const all = [...digitsOf.values()].reduce((sum, count) => sum + count, 0);
    for (let digit = 1; digit <= 9; digit++) {
      const share = (digitsOf.get(String(digit)) ?? 0) / all;
      expect(Math.abs(share - Math.log10(1 + 1 / digit)), `digit ${digit}`).toBeLessThan(0.03);
    }
  });
});
