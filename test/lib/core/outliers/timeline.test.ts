import { describe, expect, it } from "vitest";
import { byClient, dailyBalance, hoursAround, timelineOf } from "../../../../lib/core/outliers/timeline.js";
import { alert, june } from "./alert.js";

const last = new Date("2026-06-30T00:00:00Z");
const start = Date.parse("2026-03-03T00:00:00Z");
const minuteOf = (text: string): number => (june(text) - start) / 60_000;
const row = (when: string, amount: number, kind = "person", account_type = "checking") => ({
  client: "C1",
  minute: minuteOf(when),
  account_type,
  kind,
  amount,
});
const rows = {
  movements: [
    row("30 02:14", -4900),
    row("01 09:00", 2000, "salary"),
    row("30 02:20", -50, "own_account"),
    row("01 12:00", -30, "groceries", "card"),
    row("30 02:17", -100),
  ],
  events: [
    { client: "C1", minute: minuteOf("30 02:06"), event: "new_device", logins: null },
    { client: "C1", minute: minuteOf("29 22:00"), event: "login", logins: 3 },
  ],
  balances: [{ client: "C1", account_type: "checking", opening_amount: 10_000 }],
  hasEvents: true,
};

describe("timelineOf(rows, lastDay)", () => {
  const timeline = timelineOf(rows, last)!;

  it("is 120 days with the last", () => {
    expect(timeline.start.getTime()).toBe(start);
    expect(timeline.end.toISOString()).toBe("2026-07-01T00:00:00.000Z");
  });

  it("adds up money in and out by day, without transfers between own accounts", () => {
    expect(timeline.days.map(({ date, received, paid }) => [date.getUTCDate(), received, paid])).toEqual([
      [1, 2000, -30],
      [30, 0, -5000],
    ]);
  });

  it("runs the balance of each type of account, where its beginning is known", () => {
    expect(timeline.movements.map(({ balance }) => balance)).toEqual([12_000, null, 7100, 7000, 6950]);
    expect(dailyBalance(timeline, "checking").map(({ balance }) => balance)).toEqual([12_000, 6950]);
    expect(dailyBalance(timeline, "card")).toEqual([]);
  });

  it("is null for a client of whom nothing was published", () => {
    expect(timelineOf({ ...rows, movements: [] }, last)).toBeNull();
  });
});

describe("hoursAround(timeline, alert)", () => {
  it("goes as far as movements and events follow each other, with room on both sides", () => {
    const { from, to } = hoursAround(timelineOf(rows, last)!, alert());
    expect(new Date(from).toISOString().slice(11, 16)).toBe("01:36");
    expect(new Date(to).toISOString().slice(11, 16)).toBe("02:50");
  });
});

describe("byClient(rows)", () => {
  it("groups rows and keeps their order", () => {
    expect([...byClient(rows.events)]).toEqual([["C1", rows.events]]);
  });
});
