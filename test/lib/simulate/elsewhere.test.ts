import { describe, expect, it } from "vitest";
import { bankOf } from "../../../lib/simulate/bank.js";
import { familyOf } from "../../../lib/simulate/family.js";
import { type Row, bankRows } from "./bankRows.js";

const options = { clients: 400, months: 12, seed: 3, firstMonth: "2024-01", dirt: false, anomalyRate: 0 };
const bank = bankOf(options);
const { transactions, events } = bankRows(options);
const members = Array.from({ length: options.clients }, (_, index) => {
  const member = familyOf(bank, index).members.get(index);
  if (!member) throw new Error(`no client ${index}`);
  return member;
});
const indexOf = (row: Row): number => Number((row.account_id ?? row.client_id ?? "").slice(1, 7)) - 1;
const monthOf = (row: Row): number => Number((row.transaction_date ?? row.event_at ?? "").slice(5, 7)) - 1;
const moodOf = (row: Row) => {
  const fate = members[indexOf(row)]?.fate;
  return fate?.months[monthOf(row) - fate.firstMonth];
};

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (at: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[at], 0) / pairs.length;
  const [mx, my] = [mean(0), mean(1)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [x, y] of pairs) {
    xx += (x - mx) ** 2;
    yy += (y - my) ** 2;
    xy += (x - mx) * (y - my);
  }
  return xy / Math.sqrt(xx * yy);
}

describe("what clients do elsewhere", () => {
  const credit = transactions.filter((row) => row.category === "credit_elsewhere");
  const saving = transactions.filter((row) => row.category === "savings_elsewhere");

  it("is booked by the bank at night, not by the client", () => {
    for (const row of [...credit, ...saving]) expect(row.channel).toBe("batch");
  });

  it("shows the stress of those who owe, once a month", () => {
    expect(credit.length).toBeGreaterThan(200);
    const keys = credit.map((row) => `${row.account_id} ${monthOf(row)}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const row of credit) expect(moodOf(row)?.state.bucket).toBeGreaterThanOrEqual(0);
    const pairs = credit.map((row) => [Math.log(-Number(row.amount)), moodOf(row)?.stress ?? 0] as const);
    expect(correlation(pairs)).toBeGreaterThan(0.95);
  });

  it("shows loyalty, whatever the income, in at most one order in three months", () => {
    expect(saving.length).toBeGreaterThan(800);
    const pairs = saving.map((row) => {
      const client = members[indexOf(row)]?.client;
      return [Math.log(-Number(row.amount) / ((client?.income ?? 1) / 100)), client?.loyalty ?? 0] as const;
    });
    expect(correlation(pairs)).toBeLessThan(-0.9);
    const months = new Map<string, number[]>();
    for (const row of saving)
      months.set(row.account_id ?? "", [...(months.get(row.account_id ?? "") ?? []), monthOf(row)]);
    for (const list of months.values())
      for (const [at, month] of list.slice(1).entries())
        expect(month - (list[at] ?? 0)).toBeGreaterThanOrEqual(3);
  });
});

describe("looks at the account", () => {
  it("show engagement, by app or not", () => {
    const counts = new Map<string, { looks: number; row: Row }>();
    for (const row of events) {
      if (row.event_type !== "login") continue;
      const key = `${row.client_id} ${monthOf(row)}`;
      const looks = (counts.get(key)?.looks ?? 0) + (Number.parseInt(row.detail ?? "", 10) || 1);
      counts.set(key, { looks, row });
    }
    const pairs = [...counts.values()].map(
      ({ looks, row }) => [Math.log(looks), moodOf(row)?.engagement ?? 0] as const,
    );
    expect(correlation(pairs)).toBeGreaterThan(0.8);
    const channels = new Set(events.filter((row) => row.event_type === "login").map((row) => row.channel));
    expect([...channels].sort()).toEqual(["app", "atm", "web"]);
  });
});
