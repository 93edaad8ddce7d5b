import { describe, expect, it } from "vitest";
import { findingsFinding } from "../../../../lib/core/findings/quality.js";

describe("findingsFinding(rows)", () => {
  const day = { finding: "missing_day" };
  const file = { finding: "file_twice" };
  it.each([
    [[], ""],
    [[day], "One day is missing"],
    [[day, day, file], "Two days are missing and one file came twice"],
    [[file, file], "Two files came twice"],
  ])("%j reads %j", (rows, words) => {
    expect(findingsFinding(rows)).toBe(words);
  });
});
