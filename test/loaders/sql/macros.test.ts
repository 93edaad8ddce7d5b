import fc from "fast-check";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWarehouse, type Warehouse } from "../../../lib/warehouse/open.js";
import { rows, text } from "../../../lib/warehouse/sql.js";
import { macrosPath } from "../../../loaders/warehouse.js";

const macros = readFileSync(macrosPath, "utf8");
const nbsp = "\u00a0";
const narrowNbsp = "\u202f";

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse(":memory:");
  await warehouse.connection.run(`SET TimeZone = 'UTC'; ${macros}`);
});
afterAll(() => warehouse.close());

/** The value of an expression over `x`, as text, for each of some texts. */
async function valuesOf(expression: string, texts: readonly (string | null)[]): Promise<(string | null)[]> {
  const list = texts.map((x, i) => `(${i}, ${x === null ? "NULL" : text(x)})`).join(", ");
  const found = await rows<{ y: string | null }>(
    warehouse.connection,
    `SELECT CAST(${expression} AS VARCHAR) AS y FROM (VALUES ${list}) AS v (i, x) ORDER BY i`,
  );
  return found.map(({ y }) => y);
}

type Case = readonly [text: string | null, value: string | null];

const amount = "COALESCE(amount_fast(x), amount_slow(x))";
const instant = "COALESCE(timestamp_fast(x), timestamp_slow(x))";
const day = "COALESCE(date_fast(x), date_slow(x))";

/** What a macro, or the way two of them are used together, makes of a text. */
const cases: Readonly<Record<string, readonly Case[]>> = {
  "clean_text(x)": [
    ["a b", "a b"],
    ["  a b  ", "a b"],
    ["", null],
    ["   ", null],
    [null, null],
  ],
  "is_plain_text(x)": [
    ["plain", "true"],
    ["Setúbal", "true"],
    ["JOÃO", "true"],
    ["Conceição", "true"],
    ["SetÃºbal", "false"],
    ["lo\ufffdt", "false"],
    [" a", "false"],
    ["a ", "false"],
    ["é ", "false"],
    ["", "false"],
    [null, null],
  ],
  "windows_1252_byte(x)": [
    ["A", "65"],
    ["ÿ", "255"],
    ["€", "128"],
    ["Ÿ", "159"],
    ["ł", "255"],
  ],
  "mojibake_undone(x)": [
    ["Ã©", "é"],
    ["é", null],
    ["Ã©é", null],
  ],
  // Written by Python: "Setúbal".encode("utf-8").decode("cp1252"), and with latin-1 for the last.
  "text_slow(x)": [
    ["SetÃºbal", "Setúbal"],
    ["Å½iÅ¾ek", "Žižek"],
    ["â‚¬ 5", "€ 5"],
    ["Ãngela", "Ãngela"],
    ["Ã\u0081ngela", "Ángela"],
    ["SetÃºbal and Évora", "SetÃºbal and Évora"],
    ["lo\ufffdt", null],
  ],
  [amount]: [
    ["1234.56", "1234.56"],
    ["1,234.56", "1234.56"],
    ["1,234,567.89", "1234567.89"],
    ["1 234,56", "1234.56"],
    [`1${nbsp}234,56`, "1234.56"],
    [`1${narrowNbsp}234${narrowNbsp}567,89`, "1234567.89"],
    ["1 234", "1234.00"],
    ["1.234,56", "1234.56"],
    ["1.234.567,89", "1234567.89"],
    ["1.234.567", "1234567.00"],
    ["1'234.50", "1234.50"],
    ["1,234", "1234.00"],
    ["12,345 ", "12345.00"],
    ["0,123", "0.12"],
    ["0.123", "0.12"],
    ["12,5", "12.50"],
    ["12,50", "12.50"],
    ["1234,567", "1234.57"],
    ["1234.567", "1234.57"],
    ["12.3456", "12.35"],
    ["(12.30)", "-12.30"],
    ["( 12.30 )", "-12.30"],
    ["12.30-", "-12.30"],
    ["12.30 -", "-12.30"],
    ["-12.30", "-12.30"],
    ["- 12.30", "-12.30"],
    ["+12.30", "12.30"],
    ["-1 234,56", "-1234.56"],
    ["€ 12", "12.00"],
    ["12 €", "12.00"],
    ["€-12", "-12.00"],
    ["-€12", "-12.00"],
    ["(€12)", "-12.00"],
    ["(12 €)", "-12.00"],
    ["EUR 12.30", "12.30"],
    ["12.30 EUR", "12.30"],
    ["12.30- EUR", "-12.30"],
    ["CHF 1'234.50", "1234.50"],
    ["12 Kč", "12.00"],
    ["12,00 zł", "12.00"],
    ["$1,000", "1000.00"],
    ["£0.50", "0.50"],
    ["  7.00  ", "7.00"],
    ["0", "0.00"],
    ["9999999999999999.99", "9999999999999999.99"],
    ["99999999999999999.99", null],
    // A dot before exactly three digits may be either separator: no value rather than a wrong one.
    ["1.234", null],
    ["-1.234", null],
    ["1.234 ", null],
    [" 1.234", null],
    ["€ 1.234", null],
    ["1.2.3,4", null],
    ["1,23,456.00", null],
    ["000,123", null],
    ["--5", null],
    ["(-5)", null],
    ["-5-", null],
    ["12.30CR", null],
    ["12 apples", null],
    ["abc", null],
    ["NaN", null],
    ["0x1F", null],
    ["", null],
    [null, null],
  ],
  "amount_fast(x)": [
    ["1234.56", "1234.56"],
    ["-7", "-7.00"],
    ["1.234", null],
    ["1,234.56", null],
  ],
  "amount_slow(x)": [
    ["1234.56", "1234.56"],
    ["-7", "-7.00"],
    ["(1.234,50)", "-1234.50"],
  ],
  "amount_body(x)": [
    ["€ 12", "12"],
    ["(€12)", "(12)"],
    ["-12 Kč", "-12"],
    ["--5", null],
  ],
  "amount_digits(x)": [
    ["€ (1.234,50)", "1.234,50"],
    ["12.30-", "12.30"],
  ],
  "amount_sign(x)": [
    ["12", "1"],
    ["+12", "1"],
    ["-12", "-1"],
    ["12-", "-1"],
    ["(12)", "-1"],
  ],
  "amount_unsigned(x)": [
    ["1.234,50", "1234.50"],
    ["1,234", "1234"],
    ["12,5", "12.5"],
    ["1.234", null],
    ["x", null],
  ],
  "is_ambiguous_amount(x)": [
    ["1.234", "true"],
    ["12.345 ", "true"],
    ["(123.456)", "true"],
    ["€ 1.234", "true"],
    ["0.123", "false"],
    ["1234.567", "false"],
    ["1,234", "false"],
    ["1.23", "false"],
    ["abc", "false"],
    [null, "false"],
  ],
  [instant]: [
    ["2026-06-30", "2026-06-30 00:00:00"],
    ["2026-06-30 17:45:09", "2026-06-30 17:45:09"],
    ["2026-06-30T17:45:09", "2026-06-30 17:45:09"],
    ["2026-06-30 17:45", "2026-06-30 17:45:00"],
    ["2026-06-30 17:45:09.5", "2026-06-30 17:45:09.5"],
    ["2026-06-30T17:45:09Z", "2026-06-30 17:45:09"],
    ["2026-06-30T17:45:09+02:00", "2026-06-30 15:45:09"],
    ["2026-06-30T17:45+02:00", "2026-06-30 15:45:00"],
    ["2026-06-30 17:45Z", "2026-06-30 17:45:00"],
    ["2026-06-30 17:45 -05:30", "2026-06-30 23:15:00"],
    ["2026-06-30 17:45:09+0200", "2026-06-30 15:45:09"],
    ["2026-06-30 17:45:09+02", "2026-06-30 15:45:09"],
    ["2026-06-30T17:45:09-05:30", "2026-06-30 23:15:09"],
    ["2026-06-30T01:00:00+02:00", "2026-06-29 23:00:00"],
    ["30/06/2026", "2026-06-30 00:00:00"],
    ["3/6/2026", "2026-06-03 00:00:00"],
    ["30/06/2026 17:45:09", "2026-06-30 17:45:09"],
    ["30/06/2026 17:45", "2026-06-30 17:45:00"],
    ["30.06.2026", "2026-06-30 00:00:00"],
    ["3.6.2026 7:05", "2026-06-03 07:05:00"],
    ["20260630", "2026-06-30 00:00:00"],
    ["20260630 17:45:09", "2026-06-30 17:45:09"],
    ["260630", "2026-06-30 00:00:00"],
    ["260630 17:45:09", "2026-06-30 17:45:09"],
    ["700101", "1970-01-01 00:00:00"],
    ["691231", "2069-12-31 00:00:00"],
    ["  2026-06-30 17:45:09  ", "2026-06-30 17:45:09"],
    ["2024-02-29", "2024-02-29 00:00:00"],
    ["2026-02-29", null],
    ["2026-02-30", null],
    ["31/02/2026", null],
    ["06/30/2026", null],
    ["20260230", null],
    ["2026-13-01", null],
    ["2024-13-45", null],
    ["2026-06-30 25:00:00", null],
    ["2026-06-30 foo", null],
    ["30/06/2026 foo", null],
    ["yesterday", null],
    ["", null],
    [null, null],
  ],
  "timestamp_fast(x)": [
    ["2026-06-30", "2026-06-30 00:00:00"],
    ["2026-06-30 17:45:09", "2026-06-30 17:45:09"],
    ["2026-06-30T17:45:09+02:00", null],
    ["30/06/2026", null],
  ],
  "timestamp_slow(x)": [
    ["2026-06-30", "2026-06-30 00:00:00"],
    ["30/06/2026", "2026-06-30 00:00:00"],
  ],
  [day]: [
    ["2026-06-30", "2026-06-30"],
    ["2026-06-30 23:59:59", "2026-06-30"],
    ["2026-06-30T01:00:00+02:00", "2026-06-29"],
    ["30/06/2026", "2026-06-30"],
    ["30/06/2026 23:59", "2026-06-30"],
    ["30.06.2026", "2026-06-30"],
    ["20260630", "2026-06-30"],
    ["260630", "2026-06-30"],
    ["991231", "1999-12-31"],
    ["1900-02-29", null],
    ["x", null],
    [null, null],
  ],
  "date_fast(x)": [
    ["2026-06-30", "2026-06-30"],
    ["2026-06-31", null],
    ["2026-06-30 17:45", null],
  ],
  "date_slow(x)": [["30.06.2026", "2026-06-30"]],
  "code_from_text(x)": [
    ["card_purchase", "card_purchase"],
    [" Card Purchase ", "card_purchase"],
    ["CARD-PURCHASE", "card_purchase"],
    ["card  -  purchase", "card_purchase"],
  ],
  "flag_from_text(x)": [
    ...["true", "T", "Yes", "y", "1", " TRUE "].map((x): Case => [x, "true"]),
    ...["false", "F", "No", "n", "0", " FALSE "].map((x): Case => [x, "false"]),
    ["maybe", null],
    ["", null],
    [null, null],
  ],
  "integer_from_text(x)": [
    ["12", "12"],
    [" -3 ", "-3"],
    ["x", null],
    ["", null],
  ],
  "summand(CAST(x AS DOUBLE))": [
    ["0.1", "0.100000000"],
    ["-1234567.8912345678", "-1234567.891234568"],
    [null, null],
  ],
  "month_start(CAST(x AS DATE))": [
    ["2026-06-30", "2026-06-01"],
    ["2026-06-01", "2026-06-01"],
  ],
  "month_end(CAST(x AS DATE))": [
    ["2026-06-01", "2026-06-30"],
    ["2024-02-10", "2024-02-29"],
    ["2026-02-10", "2026-02-28"],
  ],
  "add_days(CAST(x AS DATE), 1)": [
    ["2026-06-30", "2026-07-01"],
    ["2024-02-28", "2024-02-29"],
  ],
  "add_days(CAST(x AS DATE), -1)": [["2026-01-01", "2025-12-31"]],
  "add_months(CAST(x AS DATE), 1)": [
    ["2026-01-31", "2026-02-28"],
    ["2026-06-30", "2026-07-30"],
  ],
  "add_months(CAST(x AS DATE), -12)": [["2024-02-29", "2023-02-28"]],
  "days_between(CAST(x AS DATE), DATE '2026-03-01')": [
    ["2026-02-28", "1"],
    ["2026-03-01", "0"],
    ["2026-03-03", "-2"],
  ],
  "iso_weekday(CAST(x AS DATE))": [
    ["2026-06-29", "1"],
    ["2026-07-05", "7"],
  ],
  "months_between(CAST(x AS DATE), DATE '2026-03-01')": [
    ["2026-03-31", "0"],
    ["2026-02-28", "1"],
    ["2025-03-01", "12"],
    ["2026-04-01", "-1"],
  ],
  "year_of(CAST(x AS DATE))": [["2026-06-29", "2026"]],
  "quarter_of(CAST(x AS DATE))": [
    ["2026-03-31", "1"],
    ["2026-04-01", "2"],
  ],
  "month_of(CAST(x AS DATE))": [["2026-06-29", "6"]],
  "hour_of(CAST(x AS TIMESTAMP))": [
    ["2026-06-29 00:59:59", "0"],
    ["2026-06-29 23:00:00", "23"],
  ],
  "seconds_of(CAST(x AS TIMESTAMP))": [
    ["1970-01-01 00:00:00", "0"],
    ["1970-01-02 00:00:01", "86401"],
  ],
  "(SELECT all_bits(CAST(value AS BIGINT)) FROM (SELECT UNNEST(STRING_SPLIT(x, ' ')) AS value))": [
    ["1 4 5", "5"],
    ["0 0", "0"],
    ["1073741824 34359738368", "35433480192"],
  ],
  "has_common_bit(CAST(x AS BIGINT), 6)": [
    ["3", "true"],
    ["9", "false"],
    ["0", "false"],
  ],
  "json_text(x, '$.a.b')": [
    ['{"a":{"b":"c d"}}', "c d"],
    ['{"a":{"b":1.5}}', "1.5"],
    ['{"a":{}}', null],
  ],
  "json_number(x, '$.a')": [
    ['{"a":0.25}', "0.25"],
    ['{"a":"word"}', null],
    ['{"a":null}', null],
    ["{}", null],
  ],
  "json_without(x, 'model')": [
    ['{"name":"n","model":{"trees":[1]},"seed":1}', '{"name":"n","seed":1}'],
    ['{"name":"n"}', '{"name":"n"}'],
  ],
};

describe("macros/duckdb.sql", () => {
  it("has a table of cases for every macro", () => {
    const defined = [...macros.matchAll(/MACRO (\w+)/g)].map((match) => match[1] ?? "");
    const tried = Object.keys(cases).join(" ");
    expect(defined.length).toBeGreaterThan(15);
    expect(defined.filter((macro) => !tried.includes(`${macro}(`))).toEqual([]);
  });
});

for (const [expression, table] of Object.entries(cases)) {
  describe(expression, () => {
    it.each(table)("%j is %j", async (given, value) => {
      expect(await valuesOf(expression, [given])).toEqual([value]);
    });
  });
}

/** Digits in groups of three. */
const grouped = (digits: string, by: string): string => digits.replace(/\B(?=(\d{3})+$)/g, by);

const styles: Readonly<Record<string, (whole: string, cents: string) => string>> = {
  "1234.56": (whole, cents) => `${whole}.${cents}`,
  "1234,56": (whole, cents) => `${whole},${cents}`,
  "1,234.56": (whole, cents) => `${grouped(whole, ",")}.${cents}`,
  "1.234,56": (whole, cents) => `${grouped(whole, ".")},${cents}`,
  "1 234,56": (whole, cents) => `${grouped(whole, " ")},${cents}`,
  "1 234.56": (whole, cents) => `${grouped(whole, nbsp)}.${cents}`,
  "1 234,56 (narrow)": (whole, cents) => `${grouped(whole, narrowNbsp)},${cents}`,
  "1'234.56": (whole, cents) => `${grouped(whole, "'")}.${cents}`,
};
const negatives = [
  (x: string) => `-${x}`,
  (x: string) => `(${x})`,
  (x: string) => `${x}-`,
  (x: string) => `- ${x}`,
];
const positives = [(x: string) => x, (x: string) => `+${x}`];
const currencies = [
  (x: string) => x,
  (x: string) => `€ ${x}`,
  (x: string) => `${x} €`,
  (x: string) => `EUR ${x}`,
  (x: string) => `${x} CZK`,
  (x: string) => `${x} Kč`,
  (x: string) => ` ${x} `,
];

const writtenAmount = fc
  .record({
    cents: fc.oneof(
      fc.integer({ min: -200_000, max: 200_000 }),
      fc.integer({ min: -1e12, max: 1e12 }),
      fc.constantFrom(0, 1, -1, 99, 100, 99_999, 100_000, -100_000, 123_456_789_012),
    ),
    style: fc.constantFrom(...Object.values(styles)),
    minus: fc.constantFrom(...negatives),
    plus: fc.constantFrom(...positives),
    currency: fc.constantFrom(...currencies),
  })
  .map(({ cents, style, minus, plus, currency }) => {
    const digits = String(Math.abs(cents)).padStart(3, "0");
    const unsigned = style(digits.slice(0, -2), digits.slice(-2));
    const value = `${cents < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
    return { written: currency(cents < 0 ? minus(unsigned) : plus(unsigned)), value };
  });

describe(`an amount of cents in any supported style, ${amount}`, () => {
  it("reads back exactly, and is not called ambiguous", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(writtenAmount, { minLength: 1, maxLength: 300 }), async (amounts) => {
        const texts = amounts.map(({ written }) => written);
        const found = await valuesOf(amount, texts);
        expect(texts.map((written, i) => [written, found[i]])).toEqual(
          amounts.map(({ written, value }) => [written, value]),
        );
        expect(new Set(await valuesOf("is_ambiguous_amount(x)", texts))).toEqual(new Set(["false"]));
      }),
      { numRuns: 20 },
    );
  });
});

const pad = (number: number): string => String(number).padStart(2, "0");

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const dayStyles: readonly ((year: number, month: number, day: number) => string)[] = [
  (y, m, d) => `${y}-${pad(m)}-${pad(d)}`,
  (y, m, d) => `${pad(d)}/${pad(m)}/${y}`,
  (y, m, d) => `${d}/${m}/${y}`,
  (y, m, d) => `${pad(d)}.${pad(m)}.${y}`,
  (y, m, d) => `${d}.${m}.${y}`,
  (y, m, d) => `${y}${pad(m)}${pad(d)}`,
  (y, m, d) => `${pad(y % 100)}${pad(m)}${pad(d)}`,
];
const timeStyles: readonly (readonly [write: (time: Clock) => string, digits: 0 | 4 | 6])[] = [
  [() => "", 0],
  [({ hour, minute }) => ` ${pad(hour)}:${pad(minute)}`, 4],
  [({ hour, minute, second }) => ` ${pad(hour)}:${pad(minute)}:${pad(second)}`, 6],
];

const clock = fc.record({
  hour: fc.integer({ min: 0, max: 23 }),
  minute: fc.integer({ min: 0, max: 59 }),
  second: fc.integer({ min: 0, max: 59 }),
});
/** Days whose two-digit year is unequivocal. */
const dayNumber = fc.integer({ min: 0, max: Date.UTC(2069, 11, 31) / 86_400_000 });

const writtenInstant = fc
  .record({
    day: dayNumber,
    clock,
    dayStyle: fc.constantFrom(...dayStyles),
    timeStyle: fc.constantFrom(...timeStyles),
    around: fc.constantFrom("", " "),
  })
  .map(({ day: number, clock: time, dayStyle, timeStyle: [writeTime, digits], around }) => {
    const date = new Date(number * 86_400_000);
    const written = dayStyle(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
    const clockText =
      digits === 0
        ? "00:00:00"
        : `${pad(time.hour)}:${pad(time.minute)}:${digits === 6 ? pad(time.second) : "00"}`;
    return {
      written: `${around}${written}${writeTime(time)}${around}`,
      day: date.toISOString().slice(0, 10),
      instant: `${date.toISOString().slice(0, 10)} ${clockText}`,
    };
  });

describe("a day in any supported style, with or without a time", () => {
  it("reads back exactly as a date and as an instant", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(writtenInstant, { minLength: 1, maxLength: 300 }), async (instants) => {
        const texts = instants.map(({ written }) => written);
        const [days, times] = [await valuesOf(day, texts), await valuesOf(instant, texts)];
        expect(texts.map((written, i) => [written, days[i], times[i]])).toEqual(
          instants.map((each) => [each.written, each.day, each.instant]),
        );
      }),
      { numRuns: 20 },
    );
  });

  it("comes to UTC from any offset", async () => {
    const offsets = fc.integer({ min: -14 * 60, max: 14 * 60 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(dayNumber, clock, offsets), { minLength: 1, maxLength: 200 }),
        async (all) => {
          const given = all.map(([number, { hour, minute, second }, offset]) => {
            const local = new Date(number * 86_400_000 + ((hour * 60 + minute) * 60 + second) * 1000);
            const size = Math.abs(offset);
            const sign = offset < 0 ? "-" : "+";
            return {
              written: `${local.toISOString().slice(0, 19)}${sign}${pad(Math.floor(size / 60))}:${pad(size % 60)}`,
              utc: new Date(local.getTime() - offset * 60_000).toISOString().slice(0, 19).replace("T", " "),
            };
          });
          const found = await valuesOf(
            instant,
            given.map(({ written }) => written),
          );
          expect(found).toEqual(given.map(({ utc }) => utc));
        },
      ),
      { numRuns: 10 },
    );
  });
});

/** Texts that look like values and mostly are none: a written value with some characters changed, or any characters. */
const almost = (written: fc.Arbitrary<string>, characters: string): fc.Arbitrary<string> => {
  const character = fc.constantFrom(...Array.from(characters));
  const changed = fc
    .tuple(written, fc.nat(25), fc.nat(2), fc.array(character, { maxLength: 2 }))
    .map(([value, at, removed, put]) => value.slice(0, at) + put.join("") + value.slice(at + removed));
  return fc.oneof(changed, fc.string({ unit: character, maxLength: 12 }));
};

describe("the fast path", () => {
  it.each([
    [
      "amount_fast(x)",
      "amount_slow(x)",
      writtenAmount.map(({ written }) => written),
      "0123456789.,-+() €eE_",
    ],
    [
      "timestamp_fast(x)",
      "timestamp_slow(x)",
      writtenInstant.map(({ written }) => written),
      "0123456789-/.: TZ+",
    ],
    ["date_fast(x)", "date_slow(x)", writtenInstant.map(({ written }) => written), "0123456789-/.: TZ+"],
  ] as const)(
    "%s never disagrees with %s where both give a value",
    async (fast, slow, written, characters) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(almost(written, characters), { minLength: 1, maxLength: 500 }),
          async (texts) => {
            const [quick, thorough] = [await valuesOf(fast, texts), await valuesOf(slow, texts)];
            const different = texts.filter(
              (_, i) => quick[i] !== null && thorough[i] !== null && quick[i] !== thorough[i],
            );
            expect(different).toEqual([]);
          },
        ),
        { numRuns: 30 },
      );
    },
  );

  it("leaves every amount that could be read in two ways alone", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          almost(
            writtenAmount.map(({ written }) => written),
            "0123456789.,-+() €",
          ),
          { minLength: 1, maxLength: 500 },
        ),
        async (texts) => {
          const found = await valuesOf(`CASE WHEN is_ambiguous_amount(x) THEN ${amount} END`, texts);
          expect(texts.filter((_, i) => found[i] !== null)).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  });
});
