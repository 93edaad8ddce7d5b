import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { longest } from "./longestFirst.js";

describe("longest", () => {
  it("names test files that are there", () => {
    expect(longest.length).toBeGreaterThan(0);
    expect(longest.filter((file) => !existsSync(file))).toEqual([]);
  });
});
