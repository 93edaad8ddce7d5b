import { describe, expect, it } from "vitest";
import { type ObservedLife, survivalAt, survivalOf } from "./lives.js";

const life = (entry: number, exit: number, isEvent: boolean): ObservedLife => ({ entry, exit, isEvent });

describe("survivalOf(lives)", () => {
  it("is the share left when nobody is censored", () => {
    const steps = survivalOf([life(0, 10, true), life(0, 20, true), life(0, 30, true), life(0, 40, true)]);
    expect(steps.map(({ day, atRisk, survival }) => [day, atRisk, survival])).toEqual([
      [0, 4, 1],
      [10, 4, 0.75],
      [20, 3, 0.5],
      [30, 2, 0.25],
      [40, 1, 0],
    ]);
  });

  // Kaplan & Meier 1958, the example of section 2: deaths at 0.8, 3.1, 5.4, 9.2, losses at 1.0, 2.7, 7.0, 12.1.
  it("agrees with the example of Kaplan and Meier", () => {
    const steps = survivalOf([
      life(0, 0.8, true),
      life(0, 3.1, true),
      life(0, 5.4, true),
      life(0, 9.2, true),
      life(0, 1, false),
      life(0, 2.7, false),
      life(0, 7, false),
      life(0, 12.1, false),
    ]);
    const expected = [1, 7 / 8, (7 / 8) * (4 / 5), (7 / 8) * (3 / 5), (7 / 8) * (3 / 10)];
    expect(steps.map(({ survival }) => survival)).toEqual(
      expected.map((value) => expect.closeTo(value, 12) as number),
    );
  });

  it("counts who enters late only from then on, and not who ended before", () => {
    const steps = survivalOf([life(0, 5, true), life(10, 20, true), life(10, 30, false), life(8, 8, true)]);
    expect(steps.map(({ day, atRisk }) => [day, atRisk])).toEqual([
      [0, 1],
      [5, 1],
      [20, 2],
    ]);
  });

  it("has an interval around each share strictly between nought and one", () => {
    const steps = survivalOf(Array.from({ length: 40 }, (_, at) => life(0, at + 1, at % 3 === 1)));
    for (const { survival, low, high } of steps.slice(1)) {
      expect(low).toBeLessThan(survival);
      expect(high).toBeGreaterThan(survival);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
    }
  });
});

describe("survivalAt(steps, day)", () => {
  it("is the last step until then", () => {
    const steps = survivalOf([life(0, 10, true), life(0, 20, false)]);
    expect([0, 9, 10, 15].map((day) => survivalAt(steps, day).survival)).toEqual([1, 1, 0.5, 0.5]);
  });
});
