import { describe, expect, it } from "vitest";
import { nextPoint } from "../../../lib/simulate/autoregression.js";
import { calendarOf } from "../../../lib/simulate/calendar.js";
import { blowChance, blowPoints, creditLaw, stressSteps } from "../../../lib/simulate/creditChain.js";
import { economyOf } from "../../../lib/simulate/economy.js";
import { Random } from "../../../lib/simulate/random.js";

const calendar = calendarOf("2024-01", 36);
const quiet = economyOf(calendar, null);
const law = creditLaw(0.03, quiet);

interface Start {
  readonly risk: number;
  readonly point: number;
  readonly bucket: number;
  readonly remaining: number;
  readonly month: number;
}

/** Share of many lives of the chain, drawn month by month, that default within 12 months. */
const simulated = (from: Start, economy = quiet, use = law, lives = 20_000): number => {
  const random = new Random(5, from.point, from.bucket, from.remaining);
  let defaults = 0;
  for (let life = 0; life < lives; life++) {
    let { point, bucket, remaining } = from;
    for (let ahead = 1; ahead <= 12 && (bucket > 0 || remaining > 0); ahead++) {
      point = nextPoint(stressSteps, point, random.uniform());
      if (random.chance(blowChance)) point = Math.min(stressSteps.size - 1, point + blowPoints);
      const stress = (stressSteps.values[point] ?? 0) + economy.liftOf(from.month + ahead);
      const isMissed = random.chance(use.missChance(from.risk, stress, bucket));
      bucket = isMissed ? bucket + 1 : 0;
      remaining = Math.max(0, remaining - 1);
      if (bucket < 4) continue;
      defaults++;
      break;
    }
  }
  return defaults / lives;
};

const tolerance = (chance: number, lives = 20_000): number =>
  4 * Math.sqrt((chance * (1 - chance)) / lives) + 0.0005;

describe("creditLaw(rate, economy).defaultChance(...)", () => {
  it.each<Start>([
    { risk: 0, point: 10, bucket: 0, remaining: 24, month: 3 },
    { risk: 0.9, point: 14, bucket: 0, remaining: 36, month: 3 },
    { risk: 0.31, point: 12, bucket: 1, remaining: 12, month: 3 },
    { risk: -0.4, point: 9, bucket: 2, remaining: 7, month: 3 },
    { risk: 0.2, point: 13, bucket: 3, remaining: 0, month: 3 },
    { risk: 0.5, point: 15, bucket: 1, remaining: 1, month: 3 },
    { risk: 0.7, point: 16, bucket: 0, remaining: 2, month: 3 },
  ])("agrees with lives drawn from %o", (from) => {
    const { risk, point, bucket, remaining, month } = from;
    const chance = law.defaultChance(risk, point, bucket, remaining, month);
    expect(Math.abs(simulated(from) - chance)).toBeLessThan(tolerance(chance));
  });

  it.each([9, 13])("knows of the recession seen from month %i", (month) => {
    const recession = economyOf(calendar, "2025-01");
    const troubled = creditLaw(0.03, recession);
    const from = { risk: 0.3, point: 11, bucket: 0, remaining: 30, month };
    const chance = troubled.defaultChance(0.3, 11, 0, 30, month);
    expect(chance).toBeGreaterThan(law.defaultChance(0.3, 11, 0, 30, month) * 1.5);
    expect(Math.abs(simulated(from, recession, troubled) - chance)).toBeLessThan(tolerance(chance));
    expect(troubled.defaultChance(0.3, 11, 0, 30, 34)).toBe(law.defaultChance(0.3, 11, 0, 30, 34));
  });

  it("is 0 once everything is paid, and rises with risk, stress and what is behind", () => {
    expect(law.defaultChance(1, 20, 0, 0, 0)).toBe(0);
    const chance = (risk: number, point: number, bucket: number): number =>
      law.defaultChance(risk, point, bucket, 20, 0);
    expect(chance(0.5, 10, 0)).toBeGreaterThan(chance(0, 10, 0));
    expect(chance(0, 12, 0)).toBeGreaterThan(chance(0, 10, 0));
    expect([1, 2, 3].map((bucket) => chance(0, 10, bucket) > chance(0, 10, bucket - 1))).toEqual([
      true,
      true,
      true,
    ]);
  });
});
