import { describe, expect, it } from "vitest";
import { countsLine, oneFailed, onePassed, oneSkipped, sumCounts, vitestCounts } from "./counts.js";

describe("sumCounts(all)", () => {
  it("adds each kind on its own", () => {
    const many = { passed: 10, failed: 2, skipped: 3 };
    expect(sumCounts([many, onePassed, oneFailed, oneSkipped])).toEqual({
      passed: 11,
      failed: 3,
      skipped: 4,
    });
  });

  it("is nothing for nothing", () => {
    expect(sumCounts([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });
});

describe("countsLine(counts)", () => {
  it.each([
    [{ passed: 12, failed: 0, skipped: 0 }, "12 passed, 0 failed"],
    [{ passed: 0, failed: 3, skipped: 1 }, "0 passed, 3 failed, 1 skipped"],
  ])("%o reads %s", (counts, line) => {
    expect(countsLine(counts)).toBe(line);
  });
});

describe("vitestCounts(report, code)", () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 0,
    numPendingTests: 1,
    numTodoTests: 1,
    success: true,
    testResults: [{ status: "passed", assertionResults: [{ status: "passed" }] }],
  };
  const brokenFile = { status: "failed", assertionResults: [] };
  const failedTest = { status: "failed", assertionResults: [{ status: "failed" }] };

  it.each([
    ["a green run", report, 0, { passed: 5, failed: 0, skipped: 2 }],
    ["no report", null, 1, { passed: 0, failed: 1, skipped: 0 }],
    [
      "a failed test",
      { ...report, numFailedTests: 1, success: false, testResults: [failedTest] },
      1,
      { passed: 5, failed: 1, skipped: 2 },
    ],
    [
      "a file that does not load",
      { ...report, success: false, testResults: [brokenFile] },
      1,
      { passed: 5, failed: 1, skipped: 2 },
    ],
    [
      "a failed test and a file that does not load",
      { ...report, numFailedTests: 1, success: false, testResults: [failedTest, brokenFile] },
      1,
      { passed: 5, failed: 2, skipped: 2 },
    ],
    ["an error outside any file", report, 1, { passed: 5, failed: 1, skipped: 2 }],
    [
      "no test at all",
      { ...report, numPassedTests: 0, success: false, testResults: [] },
      1,
      { passed: 0, failed: 1, skipped: 2 },
    ],
  ])("counts %s", (_name, given, code, expected) => {
    expect(vitestCounts(given, code)).toEqual(expected);
  });
});
