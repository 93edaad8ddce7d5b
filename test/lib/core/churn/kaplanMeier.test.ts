import { describe, expect, it } from "vitest";
import { kaplanMeier, riskSets, survivalAt, type Spell } from "../../../../lib/core/churn/kaplanMeier.js";

/** Weeks in remission under 6-MP; + is censored. Freireich et al. 1963, as in Kleinbaum & Klein, Survival Analysis, table 2.2. */
const remission = [
  "6",
  "6",
  "6",
  "6+",
  "7",
  "9+",
  "10",
  "10+",
  "11+",
  "13",
  "16",
  "17+",
  "19+",
  "20+",
  "22",
  "23",
  "25+",
  "32+",
  "32+",
  "34+",
  "35+",
];
const spells: Spell[] = remission.map((text) => ({
  entry: 0,
  exit: parseInt(text, 10),
  hasLeft: !text.endsWith("+"),
}));

describe("riskSets(spells)", () => {
  it("counts who is watched at each time at which somebody leaves", () => {
    expect(riskSets(spells).map(({ time, atRisk, events }) => [time, atRisk, events])).toEqual([
      [6, 21, 3],
      [7, 17, 1],
      [10, 15, 1],
      [13, 12, 1],
      [16, 11, 1],
      [22, 7, 1],
      [23, 6, 1],
    ]);
  });

  it("counts a late entry only after it", () => {
    const late: Spell[] = [
      { entry: 0, exit: 2, hasLeft: true },
      { entry: 2, exit: 5, hasLeft: true },
      { entry: 1, exit: 4, hasLeft: false },
    ];
    expect(riskSets(late)).toEqual([
      { time: 2, atRisk: 2, events: 1 },
      { time: 5, atRisk: 1, events: 1 },
    ]);
  });
});

describe("kaplanMeier(sets)", () => {
  const points = kaplanMeier(riskSets(spells));

  it("gives the published survival", () => {
    const published = [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482];
    points.forEach(({ survival }, index) => expect(survival).toBeCloseTo(published[index]!, 4));
  });

  it("gives Greenwood's standard error, published as well, by way of the log-log interval", () => {
    // R: survfit(Surv(time, status) ~ 1, conf.type = "log-log"), first and last time.
    expect(points[0]!.low).toBeCloseTo(0.6197, 3);
    expect(points[0]!.high).toBeCloseTo(0.9516, 3);
    expect(points[6]!.low).toBeCloseTo(0.188, 3);
    expect(points[6]!.high).toBeCloseTo(0.6801, 3);
    const published = [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346];
    points.forEach(({ survival, low }, index) => {
      const width = Math.log(-Math.log(low)) - Math.log(-Math.log(survival));
      const error = (width / 1.959964) * -Math.log(survival) * survival;
      expect(error).toBeCloseTo(published[index]!, 4);
    });
  });

  it("stays where it is at a time without events, and ends where everybody left", () => {
    const ended = kaplanMeier([
      { time: 1, atRisk: 4, events: 0 },
      { time: 2, atRisk: 4, events: 2 },
      { time: 3, atRisk: 2, events: 2 },
    ]);
    expect(ended.map(({ survival, low, high }) => [survival, low, high])[0]).toEqual([1, 1, 1]);
    expect(ended[1]!.survival).toBe(0.5);
    expect(ended[2]).toMatchObject({ survival: 0, low: 0, high: 0 });
  });

  it("refuses more events than clients, and times out of order", () => {
    expect(() => kaplanMeier([{ time: 1, atRisk: 1, events: 2 }])).toThrow(RangeError);
    expect(() =>
      kaplanMeier([
        { time: 2, atRisk: 2, events: 1 },
        { time: 2, atRisk: 1, events: 1 },
      ]),
    ).toThrow(RangeError);
  });
});

describe("survivalAt(points, time)", () => {
  it("is whole before the first event and steps at each", () => {
    const points = kaplanMeier(riskSets(spells));
    expect(survivalAt(points, 5).survival).toBe(1);
    expect(survivalAt(points, 6).survival).toBeCloseTo(0.8571, 4);
    expect(survivalAt(points, 100).survival).toBeCloseTo(0.4482, 4);
  });
});
