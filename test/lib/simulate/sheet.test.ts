import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encode, Sheet } from "../../../lib/simulate/sheet.js";
import { csvField, money } from "../../../lib/simulate/text.js";

const written = (put: (sheet: Sheet) => void): string => {
  const sheet = new Sheet();
  put(sheet);
  return new TextDecoder().decode(sheet.take());
};

describe("Sheet.put(text)", () => {
  it("writes UTF-8", () => {
    expect(
      written((sheet) => {
        sheet.put("Inês, São João € 12");
      }),
    ).toBe("Inês, São João € 12");
  });

  it("grows", () => {
    const long = "abc".repeat(100_000);
    expect(
      written((sheet) => {
        sheet.put(long);
      }),
    ).toBe(long);
  });
});

describe("Sheet.putMoney(cents)", () => {
  it("writes two decimals, as money(cents) does", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e11, max: 1e11 }), (cents) => {
        const text = written((sheet) => {
          sheet.putMoney(cents);
        });
        expect(text).toBe((cents / 100).toFixed(2));
        expect(money(cents)).toBe(text);
      }),
    );
  });
});

describe("Sheet.fillDigits(number, width, back)", () => {
  it("writes over what is there", () => {
    expect(
      written((sheet) => {
        sheet.putBytes(encode("T1-00000,é,"));
        sheet.fillDigits(4711, 5, 4);
      }),
    ).toBe("T1-04711,é,");
  });
});

describe("Sheet.putClock(second)", () => {
  it.each([
    [0, " 00:00:00"],
    [86_399, " 23:59:59"],
    [3_661, " 01:01:01"],
  ])("writes %i as '%s'", (second, text) => {
    expect(
      written((sheet) => {
        sheet.putClock(second);
      }),
    ).toBe(text);
  });
});

describe("csvField(text)", () => {
  it.each([
    ["plain", "plain"],
    ["1,50", '"1,50"'],
    ['say "so"', '"say ""so"""'],
  ])("writes %s as %s", (text, field) => {
    expect(csvField(text)).toBe(field);
  });
});
