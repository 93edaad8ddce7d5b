import { describe, expect, it } from "vitest";
import { countryNames } from "../../../loaders/extracts/countryNames.js";

describe("countryNames()", () => {
  const codes = new Map(countryNames());

  it.each([
    ["de", "DE"],
    ["deu", "DE"],
    ["germany", "DE"],
    ["czechia", "CZ"],
    ["cz", "CZ"],
    ["gbr", "GB"],
    ["united kingdom", "GB"],
    ["côte d'ivoire", "CI"],
    ["cote d'ivoire", "CI"],
    ["atlantis", undefined],
  ])("knows %s as %s", (name, code) => {
    expect(codes.get(name)).toBe(code);
  });

  it("knows every name once, in lower case", () => {
    expect(codes.size).toBe(countryNames().length);
    expect(codes.size).toBeGreaterThan(700);
    for (const name of codes.keys()) expect(name).toBe(name.toLowerCase());
  });
});
