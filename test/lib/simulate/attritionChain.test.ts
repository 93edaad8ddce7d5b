import { describe, expect, it } from "vitest";
import { Attachment } from "../../../lib/simulate/attachment.js";
import { attritionLaw, stages } from "../../../lib/simulate/attritionChain.js";
import { drawClient } from "../../../lib/simulate/clients.js";
import { bankOf } from "../../../lib/simulate/bank.js";
import { kinOf } from "../../../lib/simulate/kin.js";
import { presenceOf } from "../../../lib/simulate/presence.js";
import { Random } from "../../../lib/simulate/random.js";

const law = attritionLaw(0.08, presenceOf(36));
const bank = bankOf({ clients: 1, months: 36, seed: 1, firstMonth: "2024-01" });
const somebody = drawClient(bank, 0, kinOf(bank, 0));
const lives = 40_000;

describe("attritionLaw(rate, presence).churnChance(...)", () => {
  it.each([
    { loyalty: 0, point: 5, isCross: false, stage: stages.staying, free: 7 },
    { loyalty: -1, point: 3, isCross: true, stage: stages.staying, free: 7 },
    { loyalty: -0.7, point: 4, isCross: true, stage: stages.staying, free: 3 },
    { loyalty: -1.2, point: 2, isCross: true, stage: stages.staying, free: 4 },
    { loyalty: 0.4, point: 6, isCross: false, stage: stages.looking, free: 7 },
    { loyalty: -0.3, point: 4, isCross: true, stage: stages.moving, free: 0 },
  ])("agrees with lives drawn from $loyalty, $point, $isCross, stage $stage, free in $free", (from) => {
    const random = new Random(7, from.point, from.stage, from.free);
    let gone = 0;
    for (let life = 0; life < lives; life++) {
      const attachment = new Attachment(random, law, { ...somebody, loyalty: from.loyalty });
      attachment.point = from.point;
      attachment.isCross = from.isCross;
      attachment.stage = from.stage;
      for (let month = 0; month < 3; month++) attachment.live(((from.free >> month) & 1) === 1);
      if (attachment.stage === stages.gone) gone++;
    }
    const chance = law.churnChance(from.loyalty, from.point, from.isCross, from.stage, from.free);
    const error = Math.sqrt((chance * (1 - chance)) / lives);
    expect(Math.abs(gone / lives - chance)).toBeLessThan(4 * error + 0.0003);
  });

  it("is nothing for who cannot decide, and rises as loyalty and engagement fall", () => {
    const { staying } = stages;
    expect(law.churnChance(0, 5, false, staying, 0)).toBeLessThan(1e-9);
    expect(law.churnChance(-0.5, 5, false, staying, 7)).toBeGreaterThan(
      law.churnChance(0.5, 5, false, staying, 7),
    );
    expect(law.churnChance(0, 2, false, staying, 7)).toBeGreaterThan(
      law.churnChance(0, 8, false, staying, 7),
    );
    expect(law.churnChance(0, 5, true, staying, 7)).toBeGreaterThan(
      law.churnChance(0, 5, false, staying, 7) * 2,
    );
  });
});
