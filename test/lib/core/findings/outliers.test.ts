import { describe, expect, it } from "vitest";
import {
  boxWords,
  orderWords,
  outliersHeadline,
  queueFinding,
  scatterFinding,
  thresholdFinding,
  verdictsFinding,
  timelineFinding,
} from "../../../../lib/core/findings/outliers.js";
import { emptyBook, stateOf } from "../../../../lib/core/outliers/triageBook.js";
import type { Timeline } from "../../../../lib/core/outliers/timeline.js";
import { alert, formats, june, reason } from "../outliers/alert.js";

const day = (date: number, rest = {}) => ({
  date: new Date(june(`${String(date).padStart(2, "0")} 00:00`)),
  movements: 1000,
  alerts: 2,
  confirmed: 0,
  dismissed: 0,
  unsure: 0,
  ...rest,
});
const days = Array.from({ length: 10 }, (_, index) => day(21 + index));
const plain = (text: string): string => text.replaceAll("\u202F", " ");

describe("outliersHeadline(days, alerts, formats, reason)", () => {
  const headline = (...alerts: ReturnType<typeof alert>[]): string =>
    plain(outliersHeadline(days, alerts, formats));

  it("names the first of the queue", () => {
    expect(headline(alert(), alert({ client: "C2" }))).toBe(
      "2 of 7,000 movements in the week to 30 June stand out; first in the queue, a transfer out of € 4,900.",
    );
  });

  it("has no queue to speak of with one alert", () => {
    expect(headline(alert())).toBe(
      "1 of 7,000 movements in the week to 30 June stands out: a transfer out of € 4,900.",
    );
  });

  it("names three or more of one client within a day", () => {
    const burst = ["02:14", "02:17", "02:21", "02:26"].map((time) =>
      alert({ posted_at: june(`30 ${time}`), amount: -100 }),
    );
    expect(headline(alert({ client: "C2" }), ...burst)).toBe(
      "5 of 7,000 movements in the week to 30 June stand out. Four are one client’s transfers out on 30 June between 02:14 and 02:26, together € 400.",
    );
  });

  it("leaves the hour out where the source knows none", () => {
    const burst = [1, 2, 3].map(() =>
      alert({ posted_at: june("28 00:00"), transaction_type: "card_purchase" }),
    );
    expect(headline(...burst)).toBe(
      "3 of 7,000 movements in the week to 28 June stand out. Three are one client’s card purchases on 28 June, together € 14.7 k.",
    );
  });

  it("says why there is nothing", () => {
    expect(headline()).toBe("None of 10,000 movements stands out");
    expect(outliersHeadline([], [], formats, "Too few movements.")).toBe(
      "Movements are not judged: Too few movements",
    );
    expect(outliersHeadline([], [], formats)).toBe("No movement was judged");
  });
});

describe("queueFinding(alerts, states, titles)", () => {
  const titles = new Map([["odd_hour", "Odd hour"]]);
  const finding = (...alerts: ReturnType<typeof alert>[]): string =>
    queueFinding(
      alerts,
      alerts.map((each) => stateOf(each, emptyBook)),
      titles,
      formats,
    );
  const odd = { reasons: [reason({ feature: "odd_hour" })] };

  it("counts what is open and the commonest first reason", () => {
    expect(finding(alert(odd), alert({ ...odd, verdict: "confirmed" }), alert())).toBe(
      "Two of three alerts are open; “odd hour” is the first reason in two",
    );
    expect(finding(alert())).toBe("One alert is open");
    expect(finding()).toBe("No alert is left for this choice");
  });
});

describe("timelineFinding(timeline, alert, formats)", () => {
  const timeline = (...amounts: number[]): Timeline => ({
    start: new Date(0),
    end: new Date(june("30 00:00")),
    days: [],
    events: [],
    hasEvents: false,
    movements: amounts.map((amount) => ({
      at: june("01 10:00"),
      amount,
      kind: "person",
      accountType: "checking",
      balance: null,
    })),
  });
  it.each([
    [[-20, -300, 9000], "€ 4,900 paid on 30 June, 02:14, after 2 movements that way of at most € 300"],
    [
      [-20, -5000],
      "€ 4,900 paid on 30 June, 02:14, within the client’s usual size; what stands out: 16 times the usual amount of this kind",
    ],
    [[100], "The first movement this way in 120 days: € 4,900 paid on 30 June, 02:14"],
  ])("beside %j", (amounts, words) => {
    expect(plain(timelineFinding(timeline(...amounts), alert(), formats))).toBe(words);
  });
});

describe("scatterFinding(alerts, normal, formats) and boxWords(box, alerts, sample, formats)", () => {
  const normal = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((amount) => ({ amount, kind_per_month: 2 }));
  it("count what is large and what is rare", () => {
    expect(
      plain(
        scatterFinding(
          Array.from({ length: 10 }, (_, index) => alert(index < 5 ? {} : { amount: 5, kind_per_month: 3 })),
          normal,
          formats,
        ),
      ),
    ).toBe(
      "50 % of the alerts are larger than nine in ten movements; 50 % are of a kind the client makes less than once a month",
    );
    expect(scatterFinding([alert()], normal, formats)).toBe(
      "One alert in this period, one larger than nine in ten movements, one of a kind the client makes less than once a month",
    );
    expect(scatterFinding([], normal, formats)).toBe("No alert in this period");
  });
  it("say what a region holds, the others scaled up from the sample", () => {
    const sample = { normal, drawnOf: 20_000 };
    expect(plain(boxWords({ rate: [0.1, 5], amount: [5, 10_000] }, [alert()], sample, formats))).toBe(
      "1 alert, € 4,900 in all, among about 12,000 other movements of 90 days",
    );
    expect(plain(boxWords({ rate: [0.1, 1], amount: [100, 10_000] }, [alert()], sample, formats))).toContain(
      "among hardly any other movement",
    );
  });
});

describe("thresholdFinding(cutOff)", () => {
  it("names score and share", () => {
    expect(
      thresholdFinding({ score: 0.4119, alerts: 1800, perDay: 20, perTenThousand: 116.9 }, formats),
    ).toBe("20 alerts a day means a score of 0.412 or more: 116.9 of 10,000 movements");
    expect(thresholdFinding({ score: null, alerts: 0, perDay: 0, perTenThousand: 0 }, formats)).toBe(
      "No movement was scored",
    );
  });
});

describe("orderWords(days, moved)", () => {
  it.each([
    [{}, null, "The build knows no verdict yet, so the queue is in the order of the score."],
    [
      { confirmed: 3, dismissed: 7, unsure: 1 },
      null,
      "The build knows 11 verdicts: 3 confirmed, 7 dismissed and 1 unsure. The queue is in the order of the score; for the verdicts to re-rank it the next build needs 20 more and at least five confirmed.",
    ],
    [
      { confirmed: 20, dismissed: 20 },
      4,
      "The build knows 40 verdicts: 20 confirmed and 20 dismissed. They re-rank the queue: four of the first twenty would not be there by score alone.",
    ],
  ])("of %j says what they did", (rest, moved, words) => {
    expect(orderWords([day(30, rest)], moved)).toBe(words);
  });
});

describe("verdictsFinding(days, formats)", () => {
  const day = { date: new Date(0), movements: 100, alerts: 6, confirmed: 0, dismissed: 0, unsure: 0 };
  it.each([
    [{ alerts: 0 }, "There was no alert to judge"],
    [{}, "None of 6 alerts is judged yet"],
    [{ confirmed: 3, dismissed: 1, unsure: 1 }, "5 of 6 alerts are judged, 75 % of them confirmed"],
    [{ unsure: 1 }, "1 of 6 alerts is judged"],
  ])("%j: %s", (change, words) => {
    expect(verdictsFinding([{ ...day, ...change }], formats).replaceAll("\u202F", " ")).toBe(words);
  });
});
