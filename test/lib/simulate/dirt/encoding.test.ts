import { describe, expect, it } from "vitest";
import { loseCharacter, mojibake } from "../../../../lib/simulate/dirt/encoding.js";

describe("mojibake(text, charset)", () => {
  it.each([
    ["Setúbal", "windows-1252", "SetÃºbal"],
    ["Évora", "windows-1252", "Ã‰vora"],
    ["Évora", "latin-1", "Ã\u0089vora"],
    ["Ávila", "windows-1252", "Ã\u0081vila"],
    ["Lisboa", "windows-1252", "Lisboa"],
  ] as const)("%s in %s becomes %s", (text, charset, expected) => {
    expect(mojibake(text, charset)).toBe(expected);
  });

  it.each(["Conceição", "Inês São João", "€ 12"])("can be undone: %s", (text) => {
    expect(Buffer.from(mojibake(text, "latin-1"), "latin1").toString("utf8")).toBe(text);
  });
});

describe("loseCharacter(text, pick)", () => {
  it.each([
    ["Setúbal", "Set\ufffdbal"],
    ["Conceição", "Concei\ufffdão"],
    ["Lisboa", "Lisboa"],
  ])("%s becomes %s", (text, expected) => {
    expect(loseCharacter(text, ([first = -1]) => first)).toBe(expected);
  });
});
