import { describe, expect, it } from "vitest";
import { alertsOf, movementWords, percentileWords, sumDays } from "../../../../lib/core/outliers/alerts.js";
import {
  filterQueue,
  isInside,
  placeOf,
  sortQueue,
  type QueueFilter,
} from "../../../../lib/core/outliers/queue.js";
import { decide, emptyBook, stateOf } from "../../../../lib/core/outliers/triageBook.js";
import { alert, june, reason } from "./alert.js";

const all: QueueFilter = { period: "all", state: "all", search: "", box: null, cutOff: 0 };

describe("alertsOf(rows, reasons)", () => {
  it("puts reasons with their alerts, both in order", () => {
    const [second, first] = [alert({ alert_rank: 2 }), alert({ alert_rank: 1 })];
    const reasons = [reason({ reason_rank: 2 }), reason(), reason({ alert_rank: 3 })];
    expect(
      alertsOf([second, first], reasons).map((each) => [
        each.alert_rank,
        each.reasons.map((r) => r.reason_rank),
      ]),
    ).toEqual([
      [1, [1, 2]],
      [2, []],
    ]);
  });
});

describe("movementWords(alert)", () => {
  it.each([
    ["card_purchase", "groceries", "Card purchase, groceries"],
    ["cash_withdrawal", "cash", "Cash withdrawal"],
    ["transfer_in", null, "Transfer in"],
  ])("says %s of %s as %s", (type, category, words) => {
    expect(movementWords({ transaction_type: type, category })).toBe(words);
  });
});

describe("percentileWords(percentile)", () => {
  it.each([
    [0.99423, "99.42"],
    [0.99998, "99.998"],
    [1, "99.999"],
    [0.5, "50.00"],
  ])("writes %d as %s", (percentile, words) => {
    expect(percentileWords(percentile)).toBe(words);
  });
});

describe("filterQueue(alerts, filter, stateOfAlert)", () => {
  const alerts = [
    alert({ movement: "new" }),
    alert({
      movement: "week",
      posted_at: june("24 10:00"),
      client: "C2",
      score: 0.5,
      amount: 20,
      kind_per_month: 4,
    }),
    alert({ movement: "month", posted_at: june("23 23:59"), country: "BR" }),
    alert({ movement: "old", posted_at: june("01 00:00") - 1, verdict: "dismissed" }),
  ];
  const book = decide(emptyBook, ["week"], {
    label: "confirmed",
    note: "",
    decidedAt: "2026-07-01T00:00:00.000Z",
  });
  const shown = (filter: Partial<QueueFilter>): string[] =>
    filterQueue(alerts, { ...all, ...filter }, (each) => stateOf(each, book)).map(({ movement }) => movement);

  it.each<[Partial<QueueFilter>, string[]]>([
    [{}, ["new", "week", "month", "old"]],
    [{ period: "day" }, ["new"]],
    [{ period: "week" }, ["new", "week"]],
    [{ period: "month" }, ["new", "week", "month"]],
    [{ state: "open" }, ["new", "month"]],
    [{ state: "confirmed" }, ["week"]],
    [{ state: "dismissed" }, ["old"]],
    [{ search: "br USUAL" }, ["month"]],
    [{ search: "c2" }, ["week"]],
    [{ cutOff: 0.6 }, ["new", "month", "old"]],
    [{ box: { rate: [1, 10], amount: [10, 100] } }, ["week"]],
    [{ period: "day", state: "confirmed" }, []],
  ])("of %j shows %j", (filter, names) => {
    expect(shown(filter)).toEqual(names);
  });
});

describe("placeOf(movement) and isInside(box, movement)", () => {
  it("draws what the client never does at the left edge, and counts it as inside from there", () => {
    const never = { amount: -0.01, kind_per_month: 0 };
    expect(placeOf(never)).toEqual({ rate: 0.05, amount: 0.5 });
    expect(isInside({ rate: [0.05, 1], amount: [0.5, 1] }, never)).toBe(true);
    expect(isInside({ rate: [0.1, 1], amount: [0.5, 1] }, never)).toBe(false);
  });
});

describe("sortQueue(alerts, key, isDescending)", () => {
  it("sorts amounts by size whatever their sign, ties by rank", () => {
    const alerts = [
      alert({ alert_rank: 3, amount: 10 }),
      alert({ alert_rank: 2, amount: -20 }),
      alert({ alert_rank: 1, amount: -10 }),
    ];
    expect(sortQueue(alerts, "amount", true).map((each) => each.alert_rank)).toEqual([2, 1, 3]);
    expect(sortQueue(alerts, "rank", false).map((each) => each.alert_rank)).toEqual([1, 2, 3]);
  });
});

describe("sumDays(days)", () => {
  it("adds up each count", () => {
    const day = { date: new Date(0), movements: 100, alerts: 3, confirmed: 1, dismissed: 1, unsure: 0 };
    expect(sumDays([day, day])).toEqual({ movements: 200, alerts: 6, confirmed: 2, dismissed: 2, unsure: 0 });
  });
});
