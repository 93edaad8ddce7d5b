import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPersonal } from "../../../loaders/site/personalData.js";
import { personalTexts } from "../../../loaders/site/personalTexts.js";
import { csv, minimalFiles, TestBank } from "../minimalBank.js";

describe("personalTexts(dataFolder)", () => {
  const bank = new TestBank(minimalFiles({ "kyc.csv": csv("kyc", ["20240630,Ada Lovelace,1985-12-10,GB"]) }));
  let texts: string[];

  beforeAll(async () => {
    await bank.run();
    texts = await personalTexts(bank.data);
  });
  afterAll(() => bank.dispose());

  it.each(["C1007", "A1119", "Person 42", "Ada Lovelace"])("makes a page that shows %s a finding", (text) => {
    expect(findPersonal(texts)(`a page about ${text}, say`)).toHaveLength(1);
  });

  it("leaves out keys of digits alone, which any figure may look like", () => {
    expect(findPersonal(texts)("8,473 clients, 20240630 movements, in June 2026")).toEqual([]);
  });
});
